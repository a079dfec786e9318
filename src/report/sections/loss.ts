import { bars } from '../charts.js';
import { html } from '../html.js';
import { cut, type DrawSection, shortFacts } from '../page.js';

/** Utility lost per column, and the search that chose it. */
export const loss: DrawSection = ({ data, say, nameOf, figures }) => {
  const measured = data.columns.filter(
    (column) => column.published && column.counted && column.loss !== null,
  );
  const rows = measured.map((column) => ({
    label: cut(column.name, 14),
    note: column.levelName ? nameOf('level', column.levelName) : '',
    value: figures.percent(column.loss as number),
    share: column.loss as number,
  }));
  const { search } = data;
  const models = data.models.map(({ model, column, params }) => {
    const settings = Object.entries(params).map(([name, value]) => `${name} = ${value}`);
    return `${model}${column === undefined ? '' : ` (${column})`}${settings.length > 0 ? `: ${settings.join(', ')}` : ''}`;
  });
  const emptied = Object.entries(search?.emptied ?? {}).flatMap(([column, count]) =>
    count > 0 ? [`${column}: ${figures.count(count)}`] : [],
  );
  const holed = data.proof.missing;
  const missing = {
    own: say('missingOwn'),
    wildcard: say('missingWildcard'),
    suppress: say('missingSuppress'),
  };
  return {
    title: say('lossTitle'),
    body: html`<p class="lead">${say('lossLead')}</p>${rows.length > 0 ? html`<figure>${bars(rows, say('lossTitle'))}</figure>` : html`<p>${say('noLoss')}</p>`}<h3>${say('searchTitle')}</h3>${
      search === null && html`<p>${say('noSearch')}</p>`
    }${shortFacts(
      [
        [say('algorithm'), search?.algorithm ?? null],
        [say('nodes'), search ? figures.number(search.nodes) : null],
        [say('metric'), search?.metric ?? null],
        [say('optimal'), search ? say(search.optimal ? 'optimalYes' : 'optimalNo') : null],
        [
          say('bound'),
          search && !search.optimal && search.bound !== undefined ? figures.decimal(search.bound) : null,
        ],
        [say('totalLoss'), search ? figures.decimal(search.loss) : null],
        [say('emptied'), emptied.length > 0 ? emptied.join(', ') : null],
        [say('missingCells'), missing[data.missing as keyof typeof missing] ?? data.missing],
        [say('persons'), data.proof.persons === undefined ? null : figures.count(data.proof.persons)],
        [say('missingRecords'), holed && holed.rule === 'wildcard' ? figures.count(holed.records) : null],
        [say('missingKnown'), holed?.known === undefined ? null : figures.number(holed.known)],
      ],
      models.length > 0
        ? [[say('models'), html`${models.map((model, i) => html`${i > 0 && html`<br>`}${model}`)}`]]
        : [],
    )}`,
  };
};
