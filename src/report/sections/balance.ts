import { balanceBar } from '../charts.js';
import { html } from '../html.js';
import { type DrawSection, facts } from '../page.js';

/** Counts in and out, and what the second look at the output found. */
export const balance: DrawSection = ({ data, say, nameOf, figures }) => {
  const { counts, residuals, hideBelow } = data;
  const adds = counts.in === counts.out + counts.suppressed + counts.quarantined;
  const small = [counts.suppressed, counts.quarantined].filter(figures.isHidden);
  // A hidden part must not be had by subtraction: the whole is then given as a bound.
  const shown = counts.in - small.reduce((sum, count) => sum + count, 0) + small.length * (hideBelow - 1);
  const share = (count: number) =>
    counts.in > 0 ? (figures.isHidden(count) ? 0.004 : count / counts.in) : 0;
  const passed = data.judgement.verdict === 'published';
  const outWord = say(passed ? 'out' : 'staged');
  const parts = [
    { share: share(counts.out), text: outWord, colour: '#1d5c75' },
    { share: share(counts.suppressed), text: say('suppressed'), colour: '#d08a1c' },
    { share: share(counts.quarantined), text: say('quarantined'), colour: '#8a96a1' },
  ];
  const whole = figures.number(shown);
  const total = html`${say('recordsIn')} <b>${small.length > 0 ? say('atMost', { value: whole }) : whole}</b>`;
  const exempt = data.columns.filter(
    ({ published, use, reversibility }) => published && use !== 'keep' && reversibility === 'keyed',
  );
  const { sample: sampled } = data;
  const left = residuals.filter(({ count }) => count > 0);
  return {
    title: say('balanceTitle'),
    body: html`<figure>${balanceBar(parts, say('balanceTitle'))}</figure><p class="keyline">${total} <span>${outWord} <b>${figures.number(counts.out)}</b></span><span class="drop">${say('suppressed')} <b>${figures.count(counts.suppressed)}</b></span><span class="aside">${say('quarantined')} <b>${figures.count(counts.quarantined)}</b></span></p><p class="${adds ? 'verified' : 'broken'}">${say(adds ? 'balanced' : 'unbalanced')}</p>${sampled && html`<p class="lead">${say('sampled', { drawn: figures.number(sampled.drawn), from: figures.number(sampled.from), rate: figures.percent(sampled.rate) })}</p>`}<p class="lead">${say('suppressionLimit', { limit: figures.percent(data.suppressionLimit) })}</p><h3>${say('residualTitle')}</h3>${
      left.length === 0
        ? html`<p class="verified">${say('residualNone')}</p>`
        : html`<p>${say('residualSome')}</p>${facts(left.map(({ column, entity, count }) => [column, `${nameOf('entity', entity)} · ${say('cells', { count: figures.count(count) })}`]))}`
    }${exempt.length > 0 && html`<p class="lead">${say('residualExempt', { columns: exempt.map(({ name }) => name).join(', ') })}</p>`}`,
  };
};
