import type { Language } from '../../core/text.js';
import { type Figures, figuresOf } from '../../report/figures.js';
import { document, html, type Markup } from '../../report/html.js';
import { type NameOf, namesIn } from '../../report/names.js';
import { style } from '../../report/style.js';
import { findProfile } from '../profiles/index.js';
import { type PackFacts, type Say, sayIn, stated } from './artefact.js';

/** What a page of the pack is drawn from. */
export interface Paper {
  facts: PackFacts;
  language: Language;
  say: Say;
  nameOf: NameOf;
  figures: Figures;
}

/** A numbered part of a page. */
export interface Part {
  title: string;
  lead?: string;
  body: Markup;
}

/** The means of drawing a page for a record. */
export function paperOf(facts: PackFacts): Paper {
  const { language } = facts;
  return {
    facts,
    language,
    say: sayIn(language),
    nameOf: namesIn(language),
    figures: figuresOf(hiddenBelow(facts)),
  };
}

/** Least count that is told: the larger class size of profile and policy, as in the report. */
export function hiddenBelow(facts: PackFacts): number {
  const plan = facts.plan.content as {
    privacy?: { models?: readonly { params?: Readonly<Record<string, unknown>> }[] };
  };
  const models = plan.privacy?.models ?? [];
  const asked = models.map(({ params }) => (typeof params?.k === 'number' ? params.k : 0));
  const k = Math.max(0, findProfile(facts.profile)?.k?.value ?? 0, ...asked);
  return k > 1 ? k : 5;
}

const more = `
table.facts th{width:26%;border-bottom:1px solid var(--line);vertical-align:top;padding:8px 12px 8px 0;font-size:13.5px}
table.facts td{padding-right:0;overflow-wrap:anywhere}
.blank{color:var(--faint)}
.signs{display:grid;grid-template-columns:1fr 1fr;gap:34px;margin-top:10px}
.signs div{border-top:1px solid var(--ink);padding-top:8px;margin-top:64px;font-size:13.5px;color:var(--soft)}
.verb{font-size:17px;font-weight:700;white-space:nowrap}
.basis{font-size:12.5px;color:var(--faint)}
ul.plain{margin:6px 0 0;padding-left:20px}
`;

/** One page of the pack as HTML that stands alone, readable on A4 paper: no script, nothing from outside. */
export function page(paper: Paper, title: string, parts: readonly Part[], lead?: string): string {
  const { facts, language, say } = paper;
  const name = stated(facts, 'name') ?? facts.source.name;
  const body = html`<header class="top"><span class="mark">Lethe</span><span>${say('Evidence of a release', '发布证明材料')}</span></header>
<h1>${title}</h1>
<p class="under">${name}</p>
${lead && html`<p class="lead">${lead}</p>`}
${parts.map(
  (part, i) =>
    html`<section><h2><span class="n">${i + 1}</span>${part.title}</h2>${part.lead && html`<p class="lead">${part.lead}</p>`}${part.body}</section>
`,
)}<footer>${say(
    'Made by Lethe {v} from the record in manifest.json; whoever holds it can make this page again.',
    '由 Lethe {v} 根据 manifest.json 中的记录生成；持有该记录者可重新生成本页。',
  ).replace('{v}', facts.tool.version)}</footer>`;
  return document(language, `${title} · ${name}`, style + more, body);
}

/** Rows of name and value; a value that nobody stated is shown as such, never left out. */
export function table(paper: Paper, rows: readonly (readonly [string, Markup | string | null])[]): Markup {
  const blank = html`<span class="blank">${paper.say('not stated', '未填写')}</span>`;
  return html`<table class="facts"><tbody>${rows.map(
    ([name, value]) =>
      html`<tr><th>${name}</th><td>${value === null || value === '' ? blank : value}</td></tr>`,
  )}</tbody></table>`;
}

/** A table with a heading. */
export function grid(head: readonly string[], rows: readonly (readonly (Markup | string)[])[]): Markup {
  return html`<div class="wide"><table><thead><tr>${head.map((one) => html`<th>${one}</th>`)}</tr></thead><tbody>${rows.map(
    (row) =>
      html`<tr>${row.map((cell, i) => (i === 0 ? html`<td class="name">${cell}</td>` : html`<td>${cell}</td>`))}</tr>`,
  )}</tbody></table></div>`;
}

/** A file with its size and hash. */
export function fileOf(paper: Paper, file: { name: string; bytes: number; sha256: string }): Markup {
  const size = `${paper.figures.number(file.bytes)} ${paper.say('bytes', '字节')}`;
  return html`${file.name} · ${size}<br><span class="hash">sha256 ${file.sha256}</span>`;
}

/** Names of columns, joined as the language does. */
export function listed(paper: Paper, names: readonly string[]): string {
  return names.length === 0 ? paper.say('none', '无') : names.join(paper.language === 'zh' ? '、' : ', ');
}

/** The owner's marks of the dataset, in words. */
export function marksOf({ facts, nameOf }: Paper): string[] {
  const { marks } = facts.dataset;
  return marks === undefined ? [] : [marks].flat().map((mark) => nameOf('mark', String(mark)));
}

/** What the release is called, in full. */
export function labelText({ facts, say }: Paper): string {
  switch (facts.label) {
    case 'anonymised':
      return say('Anonymised', '匿名化');
    case 'authorised':
      return say('Released on authorisation: still personal information', '经授权发布：仍属于个人信息');
    case 'de-identified':
      return say('De-identified: still personal information', '去标识化：仍属于个人信息');
    default:
      return say('Not published', '未发布');
  }
}

/** How the key of the run was held and what became of it. */
export function keyText({ facts, say }: Paper): string {
  switch (facts.key.kind) {
    case 'none':
      return say('No published column depends on a key.', '发布的列均不依赖密钥。');
    case 'ephemeral':
      return facts.key.destroyed
        ? say(
            'The key existed in the memory of the run only and was overwritten at its end.',
            '密钥仅存在于运行时的内存中，运行结束时已覆写销毁。',
          )
        : say('The key existed in the memory of the run only.', '密钥仅存在于运行时的内存中。');
    case 'file':
      return say(
        'The key is kept in a file outside the release: whoever holds it can make the pseudonyms again.',
        '密钥保存在发布内容之外的文件中：持有者可重新生成假名。',
      );
    case 'seed':
      return say(
        'The key derives from a seed written in the policy: whoever holds the policy can make the pseudonyms again.',
        '密钥由策略中写明的种子生成：持有策略者可重新生成假名。',
      );
  }
}
