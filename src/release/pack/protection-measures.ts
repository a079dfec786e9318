import { html } from '../../report/html.js';
import { type Artefact, stated } from './artefact.js';
import { keyText, labelText, listed, page, paperOf, table } from './frame.js';

/** The measures that protect the data, for filing with the authority. */
export const protectionMeasures: Artefact = {
  name: 'protection-measures.html',
  title: { en: 'Protection measures', zh: '安全保护措施说明' },
  summary: {
    en: 'The measures that were taken, for filing.',
    zh: '已采取的保护措施，供备案。',
  },
  render(facts) {
    const paper = paperOf(facts);
    const { say, figures, nameOf } = paper;
    const by = (wanted: (role: string) => boolean) =>
      listed(
        paper,
        facts.columns.filter((column) => wanted(column.role)).map(({ name }) => name),
      );
    const models = (
      (facts.plan.content as { privacy?: { models?: { model: string; column?: string }[] } }).privacy
        ?.models ?? []
    ).map(({ model, column }) => (column === undefined ? model : `${model} (${column})`));
    return page(paper, this.title[facts.language], [
      {
        title: say('Responsible', '责任主体'),
        body: table(paper, [
          [say('Provider', '提供方'), stated(facts, 'owner')],
          [say('Recipient', '接收方'), stated(facts, 'recipient')],
          [say('Contact', '联系方式'), stated(facts, 'contact')],
          [
            say('Safeguards of the recipient, as stated', '接收方保护措施（陈述）'),
            stated(facts, 'safeguards'),
          ],
        ]),
      },
      {
        title: say('Measures in the data', '数据层面的措施'),
        body: table(paper, [
          [say('Direct identifiers', '直接标识符'), by((role) => role === 'direct')],
          [
            say('Quasi-identifiers, counted', '准标识符（计入等价类）'),
            listed(
              paper,
              facts.columns.filter((c) => c.counted).map(({ name }) => name),
            ),
          ],
          [say('Sensitive columns', '敏感属性'), by((role) => role === 'sensitive')],
          [say('Privacy models asked for', '隐私模型'), listed(paper, models)],
          [say('Smallest class measured on the output', '输出中最小等价类'), figures.number(facts.proof.k)],
          [say('Result', '结果'), labelText(paper)],
          [
            say('Direct identifiers found in the output', '输出中残留的直接标识符'),
            facts.residuals.length === 0
              ? say('none', '无')
              : html`${facts.residuals.map(({ column, entity, count }) => html`${column}${say(': ', '：')}${nameOf('entity', entity)} (${figures.count(count)})<br>`)}`,
          ],
        ]),
      },
      {
        title: say('Measures in the process', '过程层面的措施'),
        body: html`<ul class="plain"><li>${say(
          'The source is opened read-only and compared with itself while it is read.',
          '源文件以只读方式打开，并在读取过程中自我比对。',
        )}</li><li>${say(
          'The output is staged, read again as a stranger would, and published by one atomic rename or not at all.',
          '输出先暂存，再以外部视角重新读取检验，通过后以一次原子重命名发布，否则不发布。',
        )}</li><li>${say(
          'No cell value is written to logs, messages, report or manifest.',
          '日志、消息、报告与清单均不写入单元格取值。',
        )}</li><li>${say('Key: ', '密钥：')}${keyText(paper)}</li><li>${say(
          'Every file of the release is hashed in manifest.json and evidence/SHA256SUMS.',
          '发布的每个文件均在 manifest.json 与 evidence/SHA256SUMS 中有哈希。',
        )}</li></ul>`,
      },
    ]);
  },
};
