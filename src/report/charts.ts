import { html, type Markup } from './html.js';

const width = 860; // user units of every drawing

/** Colours of the style sheet, where a drawing needs them. */
const colours = {
  now: '#1d5c75',
  before: '#b9c3cb',
  good: '#1c7a56',
  bad: '#b3321f',
  track: '#edf0f2',
  ink: '#1b2733',
};

/** A horizontal bar against a mark. `share` and `mark` are positions in [0, 1] on the track. */
export interface GaugeRow {
  label: string;
  note: string;
  value: string;
  share: number;
  mark: number | null;
  markLabel: string;
  good: boolean | null; // null: nothing to hold it against
}

/** Bars against marks, one row each. */
export function gauges(rows: readonly GaugeRow[], title: string): Markup {
  const left = 292;
  const right = 74;
  const track = width - left - right;
  const step = 58;
  return html`<svg viewBox="0 0 ${width} ${rows.length * step + 4}" role="img" aria-label="${title}">${rows.map(
    (row, i) => {
      const y = i * step + 14;
      const x = (position: number) => round(left + clamp(position) * track);
      const colour = row.good === null ? '#7d8a95' : row.good ? colours.good : colours.bad;
      return html`<text class="b" x="0" y="${y + 9}">${row.label}</text><text class="f" x="0" y="${y + 26}">${row.note}</text><rect x="${left}" y="${y}" width="${track}" height="16" rx="3" fill="${colours.track}"/><rect x="${left}" y="${y}" width="${round(Math.max(2, clamp(row.share) * track))}" height="16" rx="3" fill="${colour}"/>${
        row.mark !== null &&
        html`<line x1="${x(row.mark)}" x2="${x(row.mark)}" y1="${y - 6}" y2="${y + 22}" stroke="${colours.ink}" stroke-width="2"/><text class="s" x="${x(row.mark)}" y="${y + 35}" text-anchor="${anchorAt(row.mark)}" font-size="11">${row.markLabel}</text>`
      }<text class="b" x="${width}" y="${y + 13}" text-anchor="end">${row.value}</text>`;
    },
  )}</svg>`;
}

function anchorAt(position: number): string {
  return position < 0.12 ? 'start' : position > 0.88 ? 'end' : 'middle';
}

/** Plain bars of shares in [0, 1]. */
export function bars(
  rows: readonly { label: string; note: string; value: string; share: number }[],
  title: string,
): Markup {
  const left = 292;
  const right = 74;
  const track = width - left - right;
  const step = 34;
  return html`<svg viewBox="0 0 ${width} ${rows.length * step + 2}" role="img" aria-label="${title}">${rows.map(
    (row, i) => {
      const y = i * step + 6;
      return html`<text class="b" x="0" y="${y + 13}">${row.label}</text><text class="f" x="${left - 12}" y="${y + 13}" text-anchor="end">${row.note}</text><rect x="${left}" y="${y}" width="${track}" height="18" rx="3" fill="${colours.track}"/><rect x="${left}" y="${y}" width="${round(clamp(row.share) * track)}" height="18" rx="3" fill="${colours.now}"/><text class="b" x="${width}" y="${y + 14}" text-anchor="end">${row.value}</text>`;
    },
  )}</svg>`;
}

/** One point of a curve: its place on the axis, its value, and how sure it is. */
export interface CurvePoint {
  label: string; // below the axis
  value: number | null; // null: there is none
  text: string; // beside the point
  sure: boolean; // drawn full, else hollow
  chosen: boolean; // drawn large
}

/** Points on an axis of their labels, joined by lines; `most` is the value at the top. */
export function curve(points: readonly CurvePoint[], most: number, title: string): Markup {
  const [wide, top, plot, left] = [410, 44, 150, 8];
  const slot = (wide - 2 * left) / points.length;
  const x = (i: number) => round(left + slot * (i + 0.5));
  const y = (value: number) => round(top + plot * (1 - (most > 0 ? value / most : 0) * 0.88));
  const there = points.flatMap(({ value }, i) => (value === null ? [] : [`${x(i)},${y(value)}`]));
  return html`<svg viewBox="0 0 ${wide} ${top + plot + 26}" role="img" aria-label="${title}"><text class="b" x="0" y="14">${title}</text><line x1="0" x2="${wide}" y1="${top + plot}" y2="${top + plot}" stroke="#8a96a1"/>${
    there.length > 1 &&
    html`<polyline points="${there.join(' ')}" fill="none" stroke="${colours.now}" stroke-width="1.6"/>`
  }${points.map(({ label, value, text, sure, chosen }, i) => {
    const at = value === null ? top + plot : y(value);
    return html`${
      value !== null &&
      html`<circle cx="${x(i)}" cy="${at}" r="${chosen ? 6 : 3.5}" fill="${sure ? colours.now : '#fff'}" stroke="${colours.now}" stroke-width="1.6"/>`
    }<text class="${chosen ? 'b' : 'f'}" x="${x(i)}" y="${round(at - 10)}" text-anchor="middle" font-size="11.5">${text}</text><text class="${chosen ? 'b' : 'f'}" x="${x(i)}" y="${top + plot + 18}" text-anchor="middle">${label}</text>`;
  })}</svg>`;
}

/** One bucket of the class-size histogram; shares of all records in [0, 1], texts ready to show. */
export interface SizeBucket {
  label: string;
  before: { share: number; text: string } | null;
  after: { share: number; text: string };
}

/** Paired columns per bucket, with a line between the buckets below and from k. */
export function sizeHistogram(
  buckets: readonly SizeBucket[],
  firstSafe: number,
  text: { title: string; axis: string; shareAxis: string; line: string },
): Markup {
  const top = 34;
  const plot = 190;
  const left = 44;
  const slot = (width - left) / buckets.length;
  const most = Math.max(0.05, ...buckets.flatMap(({ before, after }) => [before?.share ?? 0, after.share]));
  const scale = niceCeiling(most);
  const y = (share: number) => round(top + plot * (1 - share / scale));
  const bar = Math.min(38, slot * 0.36);
  const column = (at: number, value: { share: number; text: string } | null, colour: string) => {
    if (value === null || value.share === 0) return null;
    const height = Math.max(2, plot * (value.share / scale));
    const up = top + plot - height;
    return html`<rect x="${round(at)}" y="${round(up)}" width="${round(bar)}" height="${round(height)}" rx="2" fill="${colour}"/><text class="f" x="${round(at + bar / 2)}" y="${round(up - 5)}" text-anchor="middle">${value.text}</text>`;
  };
  const edge = round(left + slot * firstSafe);
  return html`<svg viewBox="0 0 ${width} ${top + plot + 44}" role="img" aria-label="${text.title}">${[
    0, 0.5, 1,
  ].map(
    (part) =>
      html`<line x1="${left}" x2="${width}" y1="${y(scale * part)}" y2="${y(scale * part)}" stroke="${part === 0 ? '#8a96a1' : '#e6eaed'}"/><text class="f" x="${left - 8}" y="${y(scale * part) + 4}" text-anchor="end">${Math.round(scale * part * 100)}%</text>`,
  )}<text class="f" x="0" y="12">${text.shareAxis}</text>${
    firstSafe > 0 &&
    html`<rect x="${left}" y="${top}" width="${round(edge - left)}" height="${plot}" fill="#b3321f" opacity=".05"/><line x1="${edge}" x2="${edge}" y1="${top - 12}" y2="${top + plot}" stroke="${colours.bad}" stroke-width="1.5" stroke-dasharray="4 3"/><text x="${edge + 6}" y="${top - 6}" style="fill:${colours.bad};font-size:11.5px;font-weight:600">${text.line}</text>`
  }${buckets.map((bucket, i) => {
    const middle = left + slot * (i + 0.5);
    return html`${column(middle - bar - 1.5, bucket.before, colours.before)}${column(middle + 1.5, bucket.after, colours.now)}<text class="s" x="${round(middle)}" y="${top + plot + 18}" text-anchor="middle">${bucket.label}</text>`;
  })}<text class="f" x="${width}" y="${top + plot + 38}" text-anchor="end">${text.axis}</text></svg>`;
}

/** One bar in parts that sum to 1, each with its text below. */
export function balanceBar(
  parts: readonly { share: number; text: string; colour: string }[],
  title: string,
): Markup {
  const gap = 2;
  let at = 0;
  return html`<svg viewBox="0 0 ${width} 30" role="img" aria-label="${title}">${parts.map((part) => {
    const x = at;
    const wide = part.share * width;
    at += wide;
    return (
      part.share > 0 &&
      html`<rect x="${round(x)}" y="4" width="${round(Math.max(3, wide - gap))}" height="22" rx="3" fill="${part.colour}"><title>${part.text}</title></rect>`
    );
  })}</svg>`;
}

/** A round number not below the share, so that gridlines have short names. */
function niceCeiling(share: number): number {
  return [0.1, 0.2, 0.4, 0.5, 0.6, 0.8, 1].find((step) => share <= step) ?? 1;
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
