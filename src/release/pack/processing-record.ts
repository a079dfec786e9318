import type { ColumnEvidence } from '../../core/proof.js';
import { html, type Markup } from '../../report/html.js';
import { type Artefact, stated } from './artefact.js';
import { fileOf, keyText, listed, type Paper, page, paperOf } from './frame.js';

/** What was done with the data, under the verbs of the law: collect, process, transfer, use, mask, delete. */
export const processingRecord: Artefact = {
  name: 'processing-record.html',
  title: { en: 'Record of processing', zh: '处理活动记录' },
  summary: {
    en: 'What was done with the data: collected, processed, transferred, used, masked, deleted.',
    zh: '对数据做了什么：收集、加工、传输、使用、屏蔽、删除。',
  },
  render(facts) {
    const paper = paperOf(facts);
    const { say } = paper;
    const rows = verbs(paper).map(
      ([verb, what]) => html`<tr><td class="verb">${verb}</td><td>${what}</td></tr>`,
    );
    return page(paper, this.title[facts.language], [
      {
        title: say('By verb', '按行为'),
        lead: say(
          'What Lethe did in this run, and what the policy states about the rest.',
          '本次运行中 Lethe 的处理行为，以及策略就其余事项的陈述。',
        ),
        body: html`<table><thead><tr><th>${say('Verb', '行为')}</th><th>${say('What was done', '内容')}</th></tr></thead><tbody>${rows}</tbody></table>`,
      },
      {
        title: say('Where it is proven', '证明'),
        body: html`<ul class="plain"><li>${say(
          'policy, plan, source and output by their SHA-256 in manifest.json',
          '策略、计划、源文件与输出的 SHA-256 见 manifest.json',
        )}</li><li>${say('every column and measure in report.html', '各列处理与度量见 report.html')}</li><li>${say(
          'the chain of events in the ledger, where one is kept',
          '如设有台账，事件链见台账',
        )}</li></ul>`,
      },
    ]);
  },
};

function verbs(paper: Paper): [string, Markup][] {
  const { facts, say, figures, nameOf } = paper;
  const changed = facts.columns.filter(
    (column) => column.published && column.use !== 'keep' && column.level !== 0,
  );
  // Identifiers are shielded, attributes are processed: the law's own distinction, drawn by role.
  const identifying = (column: ColumnEvidence) => ['direct', 'linking', 'text'].includes(column.role);
  const masked = changed.filter(identifying);
  const processed = changed.filter((column) => !identifying(column));
  const dropped = facts.columns.filter((column) => !column.published).map(({ name }) => name);
  const each = (columns: readonly ColumnEvidence[]) =>
    columns.length === 0
      ? html`${say('nothing', '无')}`
      : html`<ul class="plain">${columns.map((column) => {
          const level = column.levelName ? ` → ${nameOf('level', column.levelName)}` : '';
          return html`<li>${column.name}${say(': ', '：')}${nameOf('use', column.use)}${level}</li>`;
        })}</ul>`;
  const { suppressed, quarantined } = facts.counts;
  return [
    [
      say('collect', '收集'),
      html`${fileOf(paper, facts.source)}<br>${say(
        'Read only, never written to. How the data were first collected is for the provider to state:',
        '只读打开，未作任何写入。数据最初如何收集由提供方说明：',
      )} ${stated(facts, 'source') ?? say('not stated', '未填写')}`,
    ],
    [say('process', '加工'), each(processed)],
    [
      say('transfer', '传输'),
      html`${say(
        'Lethe sends nothing anywhere; it writes the release to the folder of the policy. Recipient:',
        'Lethe 不向任何地方发送数据，只将发布内容写入策略所定文件夹。接收方：',
      )} ${stated(facts, 'recipient') ?? say('not stated', '未填写')}${facts.outputs.map(
        (output) => html`<br>${fileOf(paper, output)}`,
      )}`,
    ],
    [
      say('use', '使用'),
      html`${say('Stated purpose: ', '所述用途：')}${stated(facts, 'purpose') ?? say('not stated', '未填写')}${say('; until ', '；期限至 ')}${
        stated(facts, 'expiry') ?? say('not stated', '未填写')
      }`,
    ],
    [say('mask', '屏蔽'), each(masked)],
    [
      say('delete', '删除'),
      html`<ul class="plain"><li>${say('columns: ', '列：')}${listed(paper, dropped)}</li><li>${say('records suppressed: ', '抑制记录：')}${figures.count(
        suppressed,
      )}${say('; set aside: ', '；隔离：')}${figures.count(quarantined)}</li><li>${say(
        'working files: the staging folder became the release; nothing else was kept',
        '工作文件：暂存文件夹已成为发布内容，未另行保留',
      )}</li><li>${say('key: ', '密钥：')}${keyText(paper)}</li></ul>`,
    ],
  ];
}
