import { bars } from '../charts.js';
import { html, type Markup } from '../html.js';
import { cut, type DrawSection, type Page } from '../page.js';

/** What singled people out in the source: columns by their share of the SUDA scores, and sets of columns. */
export const singling: DrawSection = (page) => {
  const { data, say, figures } = page;
  const found = data.singling;
  if (!found) return null;
  const rows = Object.entries(found.suda.contributions)
    .sort((a, b) => b[1] - a[1])
    .map(([name, share]) => ({
      label: cut(name, 14),
      note: '',
      value: figures.percent(share / 100),
      share: share / 100,
    }));
  return {
    title: say('singlingTitle'),
    body: html`<p class="lead">${say('singlingLead', {
      before: figures.count(found.sets.uniques),
      after: figures.count(found.after),
    })}</p><figure>${bars(rows, say('singlingTitle'))}</figure>${sets(page)}`,
  };
};

const mostSets = 8;

function sets({ data, say, figures }: Page): Markup | null {
  // A share of few records would tell how few.
  const all = data.singling!.sets.sets.filter(({ uniques }) => !figures.isHidden(uniques));
  const rows = all.sort((a, b) => b.uniques - a.uniques).slice(0, mostSets);
  if (rows.length === 0) return null;
  return html`<h3>${say('singlingSets')}</h3><div class="wide"><table><thead><tr><th>${say('column')}</th><th class="num">${say('singlingShare')}</th></tr></thead><tbody>${rows.map(
    ({ columns, share }) =>
      html`<tr><td>${columns.map((name) => cut(name, 16)).join(' + ')}</td><td class="num">${figures.percent(share)}</td></tr>`,
  )}</tbody></table></div>`;
}
