import { html } from '../html.js';
import { type DrawSection, shortFacts } from '../page.js';

/** What the release is, as the policy states it. */
export const dataset: DrawSection = ({ data, say, nameOf, language }) => {
  const stated = Object.entries(data.dataset).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[0] !== 'profile',
  );
  const { notes } = data.dataset;
  const further = typeof notes === 'object' && notes !== null ? Object.entries(notes) : [];
  const marks: readonly unknown[] = Array.isArray(data.dataset.marks) ? data.dataset.marks : [];
  return {
    title: say('datasetTitle'),
    body: shortFacts(
      [
        ...stated.map(([name, value]) => [nameOf('dataset', name), value] as const),
        ...further.map(([name, value]) => [name, String(value)] as const),
      ],
      [
        [
          nameOf('dataset', 'marks'),
          marks.length === 0 ? null : marks.map((mark) => nameOf('mark', String(mark))).join(say('comma')),
        ],
        [
          nameOf('dataset', 'profile'),
          html`${data.release.title[language]}<br><span class="soft">${data.release.summary[language]}</span>`,
        ],
      ],
    ),
  };
};
