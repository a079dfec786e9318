import { type GaugeRow, gauges } from '../charts.js';
import { html } from '../html.js';
import { cut, type DrawSection, type Page } from '../page.js';

/** Risk and diversity against what the profile asks. */
export const risk: DrawSection = (page) => {
  const { data, say } = page;
  const { context } = data.judgement.risk;
  const inContext = data.release.overall === 'mean-in-context';
  const stated = context.stated.length > 0;
  return {
    title: say('riskTitle'),
    body: html`<p class="lead">${say('riskLead')}</p><figure>${gauges([...risks(page), ...diversities(page)], say('riskTitle'))}</figure>${
      inContext &&
      html`<p class="lead">${stated ? say('attackStated', { fields: context.stated.join(', ') }) : say('attackSilent')}</p>`
    }`,
  };
};

function risks({ data, say, figures }: Page): GaugeRow[] {
  const { risk } = data.judgement;
  const limit = data.release.maxRisk?.value ?? null;
  // The track is four thresholds long, so that both sides of the mark can be seen; the whole risk scale without one.
  const span = limit === null ? 1 : Math.min(1, limit * 4);
  const row = (label: string, note: string, value: number, held: boolean): GaugeRow => ({
    label,
    note,
    value: figures.decimal(value),
    share: value / span,
    mark: held && limit !== null ? limit / span : null,
    markLabel: limit === null ? '' : `≤ ${figures.decimal(limit)}`,
    good: held && limit !== null ? value <= limit * (1 + 1e-9) : null,
  });
  const mean = Math.max(risk.meanPerClass, risk.meanPerRecord);
  const over = limit !== null && risk.maxTheta > limit * (1 + 1e-9);
  const note = over
    ? say('overallOver')
    : data.release.overall === 'max'
      ? say('overallMax')
      : say('overallMean', { mean: figures.decimal(mean), attack: figures.decimal(risk.context.total) });
  const rows = [
    row(say('maxTheta'), say('maxThetaNote'), risk.maxTheta, true),
    row(say('meanRisk'), say('meanNote'), mean, false),
  ];
  // The acceptance value for a mean is unverified, so only the largest risk has a mark to meet.
  if (risk.overall !== null)
    rows.push(row(say('overall'), note, risk.overall, data.release.overall === 'max'));
  return rows;
}

/** Distinct sensitive values: here more is better, so the bar has to reach the mark. */
function diversities({ data, say, figures }: Page): GaugeRow[] {
  const asked = data.release.distinctL?.value ?? null;
  return Object.entries(data.proof.l).map(([column, { distinct }]) => {
    const span = Math.max(distinct, asked ?? 1) * 1.5;
    return {
      label: say('diversity', { column: cut(column, 8) }),
      note:
        asked === null
          ? say('diversityNoBar', { found: distinct })
          : say('diversityNote', { found: distinct, required: asked }),
      value: figures.decimal(distinct),
      share: distinct / span,
      mark: asked === null ? null : asked / span,
      markLabel: asked === null ? '' : `≥ ${asked}`,
      good: asked === null ? null : distinct >= asked,
    };
  });
}
