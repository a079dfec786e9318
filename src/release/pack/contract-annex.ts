import { html } from '../../report/html.js';
import { type Artefact, stated } from './artefact.js';
import { fileOf, grid, keyText, labelText, page, paperOf, table } from './frame.js';

/** The technical annex of an agreement: parties, object, use, and what was done. */
export const contractAnnex: Artefact = {
  name: 'contract-annex.html',
  title: { en: 'Annex to the agreement: the data', zh: '合同附件：数据说明' },
  summary: {
    en: 'Parties, object, purpose and term, to be attached to the agreement.',
    zh: '双方、标的、用途与期限，供附于合同之后。',
  },
  render(facts) {
    const paper = paperOf(facts);
    const { say, figures, nameOf } = paper;
    const published = facts.columns.filter((column) => column.published);
    return page(paper, this.title[facts.language], [
      {
        title: say('Parties and terms', '双方与条件'),
        lead: say('As stated in the policy of the release.', '以发布策略所载为准。'),
        body: table(paper, [
          [say('Agreement', '协议编号'), stated(facts, 'agreement')],
          [say('Provider', '提供方'), stated(facts, 'owner')],
          [say('Recipient', '接收方'), stated(facts, 'recipient')],
          [say('Purpose', '用途'), stated(facts, 'purpose')],
          [say('Scenario', '使用场景'), stated(facts, 'scenario')],
          [say('Use until', '使用期限'), stated(facts, 'expiry')],
          [say('At the end of the term', '到期处置'), stated(facts, 'disposal')],
          [say('Safeguards of the recipient', '接收方保护措施'), stated(facts, 'safeguards')],
          [say('Source of the data', '数据来源'), stated(facts, 'source')],
          [say('Authorisation', '授权'), stated(facts, 'authorisation')],
        ]),
      },
      {
        title: say('Object', '标的'),
        body: html`${table(paper, [
          ...facts.outputs.map((output) => [say('File', '文件'), fileOf(paper, output)] as const),
          [say('Records', '记录数'), figures.number(facts.counts.out)],
          [say('What it is', '性质'), labelText(paper)],
          [say('Key', '密钥'), keyText(paper)],
        ])}${grid(
          [say('Column', '列'), say('Kind', '类别'), say('Role', '角色'), say('Processing', '处理')],
          published.map((column) => [
            column.name,
            column.entity === null ? '—' : nameOf('entity', column.entity),
            nameOf('role', column.role),
            nameOf('use', column.level === 0 ? 'keep' : column.use),
          ]),
        )}`,
      },
      {
        title: say('Clauses proposed to the parties', '建议双方约定的条款'),
        lead: say(
          'Proposals, not legal advice; they bind only what the parties sign.',
          '仅为建议，不构成法律意见；以双方签署内容为准。',
        ),
        body: html`<ul class="plain"><li>${say(
          'The recipient uses the data for the stated purpose only and cites the source as in citation.txt.',
          '接收方仅将数据用于所述用途，并按 citation.txt 注明来源。',
        )}</li><li>${say(
          'The recipient does not try to identify anyone, nor joins the data with others to that end.',
          '接收方不得尝试识别特定个人，也不得为此与其他数据关联。',
        )}</li><li>${say(
          'On withdrawal or at the end of the term the recipient deletes every copy and confirms it in writing.',
          '数据被撤回或期限届满时，接收方删除全部副本并书面确认。',
        )}</li><li>${say(
          'Either party can check the file against the hash above at any time (lethe verify, sha256sum -c).',
          '任何一方可随时用上述哈希核对文件（lethe verify 或 sha256sum -c）。',
        )}</li></ul><div class="signs"><div>${say('Provider', '提供方（签章）')}</div><div>${say('Recipient', '接收方（签章）')}</div></div>`,
      },
    ]);
  },
};
