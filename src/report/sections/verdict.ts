import { type Diagnostic, format, hint } from '../../core/diagnostics.js';
import { shareable } from '../data.js';
import { html, type Markup } from '../html.js';
import { type Page, settingText } from '../page.js';

const yes = html`<svg class="sign" viewBox="0 0 38 38" aria-hidden="true"><circle cx="19" cy="19" r="17.5" fill="none" stroke="#fff" stroke-width="2.5"/><path d="M11 19.5l6 6 11-12" fill="none" stroke="#fff" stroke-width="3.2" stroke-linecap="round" stroke-linejoin="round"/></svg>`;
const no = html`<svg class="sign" viewBox="0 0 38 38" aria-hidden="true"><circle cx="19" cy="19" r="17.5" fill="none" stroke="#fff" stroke-width="2.5"/><path d="M12.5 12.5l13 13m0-13l-13 13" fill="none" stroke="#fff" stroke-width="3.2" stroke-linecap="round"/></svg>`;

/** The answer, big, with the figures it rests on. */
export function verdict(page: Page): Markup {
  const { data, say, language, figures } = page;
  const { judgement, release } = data;
  const passed = judgement.verdict === 'published';
  const hidden = figures.isHidden(data.counts.suppressed) || figures.isHidden(data.counts.quarantined);
  const counted = data.columns.some((column) => column.counted);
  const line = passed
    ? say(!counted ? 'publishedLineUncounted' : hidden ? 'publishedLineHidden' : 'publishedLine', {
        out: figures.number(data.counts.out),
        in: figures.number(data.counts.in),
        k: figures.number(data.proof.k),
      })
    : say('refusedLine', { profile: release.title[language] });
  return html`<section class="verdict ${passed ? 'yes' : 'no'}"><div class="word">${passed ? yes : no}<strong>${say(passed ? 'published' : 'refused')}</strong>${
    judgement.label && html`<span class="label">${say(judgement.label)}</span>`
  }</div><p>${line}</p>${keyFigures(page)}</section>`;
}

function keyFigures({ data, say, figures }: Page): Markup {
  const { release, proof, counts, judgement } = data;
  const published = data.columns.filter((column) => column.published).length;
  const cells: [string, string, string][] = [
    [
      figures.number(proof.k),
      say('smallestClass'),
      release.k ? say('required', { value: `≥ ${release.k.value}` }) : '',
    ],
    [
      figures.decimal(judgement.risk.maxTheta),
      say('largestRisk'),
      release.maxRisk ? say('allowed', { value: `≤ ${figures.decimal(release.maxRisk.value)}` }) : '',
    ],
    [figures.number(counts.out), say(judgement.verdict === 'published' ? 'recordsOut' : 'recordsStaged'), ''],
    [
      figures.isHidden(counts.suppressed)
        ? figures.count(counts.suppressed)
        : figures.percent(counts.in > 0 ? counts.suppressed / counts.in : 0),
      say('recordsDropped'),
      say('allowed', { value: `≤ ${figures.percent(data.suppressionLimit)}` }),
    ],
    [String(published), say('columnsOut'), say('ofColumns', { value: data.columns.length })],
  ];
  return html`<div class="key">${cells.map(([value, name, bar]) => html`<div><b>${value}</b><span>${name}</span>${bar && html`<i>${bar}</i>`}</div>`)}</div>`;
}

/** Reasons with what to change, the settings that would answer them, warnings, and what the policy accepted. */
export function findings({ data, say, language }: Page): Markup | null {
  const { reasons, warnings, accepted, repairs } = data.judgement;
  if (reasons.length + warnings.length + accepted.length === 0) return null;
  const item = (diagnostic: Diagnostic, reason?: string, by?: string) => {
    const { code, args } = shareable(diagnostic, data.hideBelow);
    const advice =
      reason === undefined
        ? hint(code, args, language)
        : say(by === undefined ? 'statedReason' : 'statedReasonBy', {
            reason,
            ...(by === undefined ? {} : { by }),
          });
    return html`<li><span class="what">${format(code, args, language)}</span>${advice && html`<span class="do">${advice}</span>`}</li>`;
  };
  const list = (title: string, kind: string, items: Markup[]) =>
    items.length > 0 && html`<h3>${title}</h3><ul class="notes ${kind}">${items}</ul>`;
  const settings = repairs.map(({ path, value }) => settingText(path, value)).join('\n');
  const { tried } = data.judgement;
  const shown = tried && say(tried.passes ? 'settingsPass' : 'settingsNone', { value: tried.evaluations });
  return html`<section>${list(
    say('reasonsTitle'),
    'bad',
    reasons.map((reason) => item(reason)),
  )}${settings && html`<h3>${say('settingsTitle')}</h3><pre>${settings}</pre>`}${shown && html`<p class="lead">${shown}</p>`}${list(
    say('warningsTitle'),
    'warn',
    warnings.map((warning) => item(warning)),
  )}${list(
    say('acceptedTitle'),
    'ok',
    accepted.map(({ warning, reason, by }) => item(warning, reason, by)),
  )}</section>`;
}
