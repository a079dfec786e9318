import { html } from '../../report/html.js';
import { type Artefact, noted, stated } from './artefact.js';
import { fileOf, labelText, listed, marksOf, page, paperOf, table } from './frame.js';

/** Where the data come from and on what ground they go out, for exchange and recipient. */
export const sourceStatement: Artefact = {
  name: 'source-statement.html',
  title: { en: 'Source statement', zh: '数据来源说明' },
  summary: {
    en: 'Where the data come from, on what ground they go out, and who says so.',
    zh: '数据从何而来、依据什么发布、由谁说明。',
  },
  render(facts) {
    const paper = paperOf(facts);
    const { say, figures } = paper;
    const ground =
      facts.label === 'authorised'
        ? say(
            'Released on the authorisation named above. The output remains personal information.',
            '依据上述授权发布。输出仍属于个人信息。',
          )
        : facts.label === 'anonymised'
          ? say(
              'Released as anonymised: the thresholds of the release profile were met on the very bytes of the output, and no key or mapping to undo the processing is kept by Lethe.',
              '按匿名化发布：输出字节本身达到所选发布类型的门槛，Lethe 不保留任何可用于复原的密钥或映射。',
            )
          : say(
              'Released as de-identified. The output remains personal information and may be passed on only within the stated purpose.',
              '按去标识化发布。输出仍属于个人信息，只能在所述用途内流转。',
            );
    return page(paper, this.title[facts.language], [
      {
        title: say('The data and their origin', '数据及其来源'),
        lead: say(
          'As the provider states it in the policy. Lethe has not checked that these statements are true.',
          '以下为提供方在策略中的陈述，Lethe 未核实其真实性。',
        ),
        body: table(paper, [
          [say('Dataset', '数据集'), stated(facts, 'name')],
          [say('Provider', '提供方'), stated(facts, 'owner')],
          [say('Source', '来源'), stated(facts, 'source')],
          [say('Authorisation', '授权'), stated(facts, 'authorisation')],
          [say('Consent of the persons', '个人同意'), stated(facts, 'consent')],
          [say('Marks of the owner’s classification', '定级标注'), listed(paper, marksOf(paper))],
          [say('Collected or updated', '采集或更新时间'), noted(facts, 'updated') ?? noted(facts, 'period')],
          [say('Contact', '联系方式'), stated(facts, 'contact')],
        ]),
      },
      {
        title: say('What was read and what goes out', '读入与发布的内容'),
        body: table(paper, [
          [say('Source file', '源文件'), fileOf(paper, facts.source)],
          ...facts.outputs.map(
            (output) => [say('Published file', '发布文件'), fileOf(paper, output)] as const,
          ),
          [say('Records published', '发布记录数'), figures.number(facts.counts.out)],
          [
            say('Columns published', '发布列数'),
            figures.number(facts.columns.filter((column) => column.published).length),
          ],
        ]),
      },
      {
        title: say('Ground of the release', '发布依据'),
        body: html`<p><b>${labelText(paper)}</b></p><p>${ground}</p><div class="signs"><div>${say('Provider: signature or seal', '提供方：签字或盖章')}</div><div>${say('Date', '日期')}</div></div>`,
      },
    ]);
  },
};
