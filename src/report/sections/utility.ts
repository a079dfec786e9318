import type { AssociationPair } from '../../core/utility.js';
import { html, type Markup } from '../html.js';
import { cut, type DrawSection, type Page } from '../page.js';

const mostPairs = 6;

/** What of the source survives: associations, counting queries, propensity, classifiers. */
export const utility: DrawSection = (page) => {
  const { data, say, figures } = page;
  const found = data.utility;
  if (!found) return null;
  const { association, queries, propensity } = found;
  const percent = (share: number) => figures.percent(share);
  return {
    title: say('utilityTitle'),
    body: html`<p class="lead">${say('utilityLead')}</p>${table([
      [
        say('utilityDrift'),
        association && `${figures.decimal(association.mean)}, ${figures.decimal(association.max)}`,
      ],
      [
        say('utilityQueries', { value: queries.queries }),
        `${percent(queries.median)}, ${percent(queries.p90)}`,
      ],
      [say('utilityPropensity'), figures.decimal(propensity.ratio)],
    ])}${pairs(page)}${classifiers(page)}`,
  };
};

/** What is measured and its figures, a row each. */
function table(rows: readonly (readonly [string, string | null])[]): Markup {
  return html`<div class="wide"><table><tbody>${rows.map(
    ([name, value]) => value !== null && html`<tr><td>${name}</td><td class="num">${value}</td></tr>`,
  )}</tbody></table></div>`;
}

const measures = {
  correlation: 'utilityCorrelation',
  ratio: 'utilityRatio',
  'cramers-v': 'utilityCramer',
} as const;

function pairs({ data, say, figures }: Page): Markup | null {
  const drift = ({ before, after }: AssociationPair) => Math.abs(after - before);
  const rows = (data.utility!.association?.pairs ?? [])
    .filter((pair) => drift(pair) >= 0.02)
    .slice(0, mostPairs);
  if (rows.length === 0) return null;
  return html`<h3>${say('utilityPairs')}</h3><div class="wide"><table><thead><tr><th>${say('column')}</th><th>${say('utilityMeasure')}</th><th class="num">${say('before')}</th><th class="num">${say('after')}</th></tr></thead><tbody>${rows.map(
    ({ columns, measure, before, after }) =>
      html`<tr><td class="name">${columns.map((name) => cut(name, 16)).join(' × ')}</td><td>${say(measures[measure])}</td><td class="num">${figures.decimal(before)}</td><td class="num">${figures.decimal(after)}</td></tr>`,
  )}</tbody></table></div>`;
}

function classifiers({ data, say, figures }: Page): Markup | null {
  const rows = data.utility!.classifiers;
  if (rows.length === 0) return null;
  return html`<h3>${say('utilityTargets')}</h3><div class="wide"><table><thead><tr><th>${say('utilityTarget')}</th><th class="num">${say('utilityRelease')}</th><th class="num">${say('utilityOriginal')}</th><th class="num">${say('utilityMajority')}</th></tr></thead><tbody>${rows.map(
    ({ target, release, original, majority }) =>
      html`<tr><td>${cut(target, 24)}</td><td class="num">${figures.percent(release)}</td><td class="num">${figures.percent(original)}</td><td class="num">${figures.percent(majority)}</td></tr>`,
  )}</tbody></table></div>`;
}
