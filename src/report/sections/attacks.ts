import type { AttackResult, Rate } from '../../core/attack.js';
import { html } from '../html.js';
import type { DrawSection } from '../page.js';
import type { words } from '../words.js';

/** What attacks on the staged bytes achieved, and against what that is held. */
export const attacks: DrawSection = ({ data, say, figures }) => {
  const report = data.attacks;
  if (!report || report.attacks.length === 0) return null;
  const rate = ({ value, low, high }: Rate) =>
    `${figures.percent(value)} (${figures.percent(low)} – ${figures.percent(high)})`;
  // An advantage may be negative: in points of a hundred, with its sign.
  const points = (value: number) => (value * 100).toFixed(1).replace('-', '−');
  const gain = (one: AttackResult) =>
    one.advantage
      ? `${points(one.advantage.value)} (${points(one.advantage.low)} – ${points(one.advantage.high)})`
      : '–';
  const numbers = ['attackSample', 'attackRight', 'attackControl', 'attackGain'] as const;
  return {
    title: say('attacksTitle'),
    body: html`<p class="lead">${say('attacksLead', {
      targets: figures.number(report.targets),
      control: say(controls[report.control]),
    })}</p><div class="wide"><table><thead><tr><th>${say('attackName')}</th><th>${say('attackKnown')}</th>${numbers.map(
      (code) => html`<th class="num">${say(code)}</th>`,
    )}</tr></thead><tbody>${report.attacks.map(
      (one) =>
        html`<tr><td class="name">${say(names[one.attack] ?? 'attackOther')}${one.column !== null && ` · ${one.column}`}<br><span class="off">${one.variant}</span></td><td>${one.known.join(', ')}</td><td class="num">${figures.number(one.sample)}</td><td class="num">${rate(one.rate)}</td><td class="num">${one.control.rate ? figures.percent(one.control.rate.value) : '–'}</td><td class="num">${gain(one)}</td></tr>`,
    )}</tbody></table></div>`,
  };
};

const controls = {
  'held-out': 'attackHeldOut',
  'leave-out': 'attackLeaveOut',
  none: 'attackNoControl',
} as const satisfies Record<string, keyof typeof words>;

const names: Readonly<Record<string, keyof typeof words>> = {
  'singling-out': 'attackSinglingOut',
  linkage: 'attackLinkage',
  inference: 'attackInference',
  reversal: 'attackReversal',
  frequency: 'attackFrequency',
  intersection: 'attackIntersection',
};
