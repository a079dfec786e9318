import { html } from '../../report/html.js';
import { type Artefact, stated } from './artefact.js';
import { fileOf, labelText, page, paperOf, table } from './frame.js';

/** The first page of a pack: what there is and how it is checked. `papers`: the other ones, in order. */
export function overviewOf(papers: readonly Artefact[]): Artefact {
  return {
    name: 'index.html',
    title: { en: 'Evidence of this release', zh: '发布证明材料' },
    summary: { en: 'What is in this folder and how to check it.', zh: '本文件夹的内容与核验办法。' },
    render(facts) {
      const paper = paperOf(facts);
      const { say, language, figures } = paper;
      const rows = papers.map(
        (one) =>
          html`<tr><td class="name"><a href="${one.name}">${one.title[language]}</a></td><td>${one.summary[language]}</td><td class="soft">${one.name}</td></tr>`,
      );
      return page(paper, this.title[language], [
        {
          title: say('The release', '本次发布'),
          body: table(paper, [
            [say('Provider', '提供方'), stated(facts, 'owner')],
            [say('Recipient', '接收方'), stated(facts, 'recipient')],
            [say('Result', '结果'), labelText(paper)],
            [say('Records', '记录数'), figures.number(facts.counts.out)],
            ...facts.outputs.map((output) => [say('File', '文件'), fileOf(paper, output)] as const),
          ]),
        },
        {
          title: say('Papers', '材料'),
          body: html`<div class="wide"><table><tbody><tr><td class="name"><a href="../report.html">${say('Release report', '发布报告')}</a></td><td>${say('Why the table may be opened: what was found, done and measured.', '数据可以发布的理由：发现、处理与度量。')}</td><td class="soft">report.html</td></tr>${rows}</tbody></table></div>`,
        },
        {
          title: say('How to check', '如何核验'),
          lead: say(
            'In the folder of the release. The first needs no tool of ours.',
            '在发布文件夹中执行。第一条无需本工具。',
          ),
          body: html`<pre>sha256sum -c evidence/SHA256SUMS
lethe verify .</pre>`,
        },
      ]);
    },
  };
}
