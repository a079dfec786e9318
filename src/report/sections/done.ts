import type { ReportColumn } from '../data.js';
import { html, type Markup } from '../html.js';
import type { DrawSection, Page } from '../page.js';
import { gradeMark } from './found.js';

/** What was done to every column, and why. */
export const done: DrawSection = (page) => {
  const { data, say } = page;
  return {
    title: say('doneTitle'),
    body: html`<p class="lead">${say('doneLead')}</p><div class="wide"><table><thead><tr><th>${say('column')}</th><th>${say('action')}</th><th>${say('detail')}</th><th>${say('grades')}</th><th>${say('why')}</th></tr></thead><tbody>${data.columns.map((column) => row(column, page))}</tbody></table></div>`,
  };
};

function row(column: ReportColumn, { say, nameOf }: Page): Markup {
  const why = column.reasons.map((reason) => nameOf('reason', reason));
  const kept = column.level === 0;
  return html`<tr><td class="name">${column.name}</td><td>${column.published ? nameOf('use', kept ? 'keep' : column.use) : html`<span class="off">${say('dropped')}</span>`}</td><td>${steps(column, nameOf, say)}${column.published && standing(column, { say, nameOf })}</td><td class="grade">${gradeMark(column.grade)}${
    column.published && html`<em>→</em>${gradeMark(column.gradeAfter)}`
  }</td><td class="soft">${[nameOf('role', column.role), ...why].join(' · ')}</td></tr>`;
}

/** What can be told from the published cells, and whether they can be turned back. */
function standing(column: ReportColumn, { say, nameOf }: Pick<Page, 'say' | 'nameOf'>): Markup {
  const kept = column.level === 0 || column.use === 'keep';
  // A key that is gone turns nothing back; what is left is equality, and the attacks take it into account.
  const destroyed = column.reversibility === 'keyed' && !column.livingKey;
  const back = destroyed ? say('keyGone') : nameOf('reversibility', column.reversibility);
  const names = column.keeps.map((leak) => nameOf('leak', leak)).join(say('comma'));
  const text = kept ? say('keepsAll') : names === '' ? back : say('keepsSome', { back, names });
  return html`<div class="soft">${text}</div>`;
}

/** The hierarchy as a stair of dots, filled up to the chosen level. */
function steps(column: ReportColumn, nameOf: Page['nameOf'], say: Page['say']): Markup | null {
  const { level, height } = column;
  if (level === null || height === null || !column.published) return null;
  const size = 9;
  const wide = height * (size + 4) + size;
  const dots = Array.from({ length: height + 1 }, (_, at) => {
    const cx = at * (size + 4) + size / 2;
    return at === level
      ? html`<circle cx="${cx}" cy="6" r="4.5" fill="#1d5c75"/>`
      : html`<circle cx="${cx}" cy="6" r="3.2" fill="${at < level ? '#a9c6d1' : '#fff'}" stroke="${at < level ? '#a9c6d1' : '#b9c3cb'}"/>`;
  });
  const name = column.levelName ?? (level === height ? '*' : level === 0 ? 'value' : null);
  const spoken = say('levelOf', { level, height });
  return html`<svg width="${wide}" height="12" viewBox="0 0 ${wide} 12" role="img" aria-label="${spoken}">${dots}</svg> ${name === null ? spoken : nameOf('level', name)}`;
}
