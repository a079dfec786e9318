import type { Bilingual } from '../../core/text.js';
import { html } from '../../report/html.js';
import { findProfile } from '../profiles/index.js';
import { type Artefact, type PackFacts, stated } from './artefact.js';
import { page, paperOf } from './frame.js';

/** How well the text of a clause is known: read in the primary text, seen in a secondary source, or general knowledge. */
type Basis = 'primary' | 'secondary' | 'general';

/** A clause, what it asks in our words, and what in this release answers it (null: nothing in it does). */
interface Clause {
  reference: Bilingual;
  asks: Bilingual;
  basis: Basis;
  answer(facts: PackFacts): Bilingual | null;
}

const pair = (en: string, zh: string): Bilingual => ({ en, zh });

const labelWords = { anonymised: '匿名化', 'de-identified': '去标识化', authorised: '经授权发布' };
const keyWords = {
  none: pair('none', '无'),
  ephemeral: pair('of the run only', '仅存在于运行期间'),
  file: pair('kept in a file', '保存在文件中'),
  seed: pair('from a seed in the policy', '由策略中的种子生成'),
};

const clauses: readonly Clause[] = [
  {
    reference: pair(
      'PIPL art. 73; Hainan 39; Chongqing 26',
      '《个人信息保护法》第七十三条；海南第三十九条；重庆第二十六条',
    ),
    asks: pair(
      'No person identifiable and the processing not restorable, or authorised',
      '无法识别特定个人且不能复原，或经授权',
    ),
    basis: 'secondary',
    answer: ({ label, proof, key }) =>
      pair(
        `${label ?? 'no label'}; smallest class ${proof.k}; key: ${keyWords[key.kind].en}`,
        `${label === null ? '无标签' : labelWords[label]}；最小等价类 ${proof.k}；密钥：${keyWords[key.kind].zh}`,
      ),
  },
  {
    reference: pair('GB/T 42460-2023', 'GB/T 42460-2023'),
    asks: pair('Risk of re-identification below the threshold of the release', '重标识风险低于发布门槛'),
    basis: 'secondary',
    answer: ({ profile, risk }) =>
      pair(
        `largest risk ${Number(risk.maxTheta.toPrecision(3))} under ${titleOf(profile).en}; the final acceptance value of the standard was not at hand`,
        `按“${titleOf(profile).zh}”，最大风险 ${Number(risk.maxTheta.toPrecision(3))}；标准的最终可接受值未能查阅`,
      ),
  },
  {
    reference: pair('GB/T 37964-2019', 'GB/T 37964-2019'),
    asks: pair('Technique of every column on record', '记录各列所用技术'),
    basis: 'secondary',
    answer: () => pair('processing-record.html, report.html', 'processing-record.html、report.html'),
  },
  {
    reference: pair('GB/T 43697-2024', 'GB/T 43697-2024'),
    asks: pair('Data graded; the output graded anew', '数据分级；输出重新定级'),
    basis: 'secondary',
    answer: ({ columns }) => {
      const before = Math.max(0, ...columns.map(({ grade }) => grade));
      const after = Math.max(0, ...columns.filter((c) => c.published).map(({ gradeAfter }) => gradeAfter));
      return pair(`highest grade ${before} → ${after}`, `最高级别 ${before} → ${after}`);
    },
  },
  {
    reference: pair('GB/T 36344-2018', 'GB/T 36344-2018'),
    asks: pair('Data quality evaluated', '评价数据质量'),
    basis: 'general',
    answer: ({ quality }) =>
      quality.length > 0
        ? pair(
            'completeness, validity, uniqueness before and after: data-quality.html',
            '处理前后的完整性、有效性、唯一性：data-quality.html',
          )
        : null,
  },
  {
    reference: pair('Hainan 14; Chongqing 12', '海南第十四条；重庆第十二条'),
    asks: pair('Catalogue entry', '目录管理'),
    basis: 'secondary',
    answer: () => pair('catalogue.jsonld (DCAT), catalogue.csv', 'catalogue.jsonld（DCAT）、catalogue.csv'),
  },
  {
    reference: pair('Hainan 24–26; Chongqing 15, 17', '海南第二十四至二十六条；重庆第十五、十七条'),
    asks: pair('Class of sharing or opening, with purpose and term', '开放或共享类型，写明用途与期限'),
    basis: 'secondary',
    answer: (facts) => {
      const purpose = stated(facts, 'purpose') ?? '—';
      const expiry = stated(facts, 'expiry') ?? '—';
      return pair(
        `${titleOf(facts.profile).en}; purpose: ${purpose}; until: ${expiry}`,
        `${titleOf(facts.profile).zh}；用途：${purpose}；期限：${expiry}`,
      );
    },
  },
  {
    reference: pair('Hainan 43; Chongqing 19, 28', '海南第四十三条；重庆第十九、二十八条'),
    asks: pair('Source stated, agreement, identity of both parties', '说明来源，签订协议，核实双方身份'),
    basis: 'secondary',
    answer: (facts) =>
      stated(facts, 'owner') && stated(facts, 'source')
        ? pair('source-statement.html, contract-annex.html', 'source-statement.html、contract-annex.html')
        : null,
  },
  {
    reference: pair('Chongqing 37', '重庆第三十七条'),
    asks: pair('Assessment by a third party', '第三方评估'),
    basis: 'secondary',
    answer: () =>
      pair(
        'lethe verify re-checks pack and output without the source; with it, the run is replayed',
        'lethe verify 无需源文件即可复核材料与输出；有源文件时可重放全过程',
      ),
  },
  {
    reference: pair('Ningbo 9; Chongqing 20', '宁波第九条；重庆第二十条'),
    asks: pair('Source cited when the data are used', '使用数据时注明来源'),
    basis: 'secondary',
    answer: () => pair('citation.txt', 'citation.txt'),
  },
];

function titleOf(profile: string): Bilingual {
  return findProfile(profile)?.title ?? pair(profile, profile);
}

const bases: Record<Basis, Bilingual> = {
  primary: pair('primary text read', '已阅原文'),
  secondary: pair('seen in a secondary source, text not at hand', '据二手资料，未见原文'),
  general: pair('general knowledge, not verified', '一般性知识，未核实'),
};

/** Which clause asks what, and which part of this release answers it. No legal opinion: the basis is stated. */
export const standards: Artefact = {
  name: 'standards.html',
  title: { en: 'Mapping to standards and regulations', zh: '标准与法规对照' },
  summary: {
    en: 'Which clause asks what, what answers it here, and how well the clause is known.',
    zh: '条款的要求、本次发布的对应内容，以及条款依据的可靠程度。',
  },
  render(facts) {
    const paper = paperOf(facts);
    const { say, language } = paper;
    return page(
      paper,
      this.title[language],
      [
        {
          title: say('Clauses', '条款'),
          body: html`<div class="wide"><table><thead><tr><th>${say('Reference', '依据')}</th><th>${say('Asks for', '要求')}</th><th>${say('Answered by', '对应内容')}</th></tr></thead><tbody>${clauses.map(
            (clause) => {
              const answer = clause.answer(facts)?.[language];
              return html`<tr><td class="name">${clause.reference[language]}<br><span class="basis">${bases[clause.basis][language]}</span></td><td>${clause.asks[language]}</td><td>${answer ?? html`<span class="off">${say('nothing in this release', '本次发布无对应内容')}</span>`}</td></tr>`;
            },
          )}</tbody></table></div>`,
        },
      ],
      say(
        'What is asked is put in our words. This is a map for the reader, not a legal opinion and not a finding of conformity.',
        '要求为本工具的转述。本表供查阅对照，不构成法律意见，也不是符合性结论。',
      ),
    );
  },
};
