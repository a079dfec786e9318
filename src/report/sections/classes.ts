import type { ClassSizes } from '../../core/proof.js';
import { type SizeBucket, sizeHistogram } from '../charts.js';
import { html } from '../html.js';
import type { DrawSection, Page } from '../page.js';

/** Records by the size of their class, before and after. */
export const classes: DrawSection = (page) => {
  const { data, say } = page;
  const { before, after } = data.sizes;
  const k = data.release.k?.value ?? data.hideBelow;
  // The line stands before the first bucket that holds no class below k.
  const firstSafe = after.bounds.findIndex((_, i) => smallestOf(after, i) >= k);
  const buckets: SizeBucket[] = after.bounds.map((_, i) => ({
    label: labelOf(after, i),
    before: before ? shareOf(before, i, page) : null,
    after: shareOf(after, i, page),
  }));
  return {
    title: say('classesTitle'),
    body: html`<p class="lead">${say('classesLead')}</p><div class="keyline">${before && html`<span class="was">${say('before')}</span>`}<span>${say('after')}</span></div><figure>${sizeHistogram(
      buckets,
      firstSafe < 0 ? after.bounds.length : firstSafe,
      {
        title: say('classesTitle'),
        axis: say('classSizeAxis'),
        shareAxis: say('shareAxis'),
        line: `k = ${k}`,
      },
    )}</figure>${before === null && html`<p class="lead">${say('noSizesBefore')}</p>`}`,
  };
};

/** Share of the records in a bucket; a small count shows as `<k` on a bar of no exact height. */
function shareOf(sizes: ClassSizes, i: number, { figures, data }: Page): { share: number; text: string } {
  const total = sizes.records.reduce((sum, records) => sum + records, 0);
  const records = sizes.records[i] as number;
  if (figures.isHidden(records)) {
    return { share: Math.min(0.004, data.hideBelow / Math.max(1, total)), text: figures.count(records) };
  }
  const share = total > 0 ? records / total : 0;
  return { share, text: figures.percent(share).replace(' ', '') };
}

function smallestOf(sizes: ClassSizes, i: number): number {
  return i === 0 ? 1 : (sizes.bounds[i - 1] as number) + 1;
}

function labelOf(sizes: ClassSizes, i: number): string {
  const from = smallestOf(sizes, i);
  const to = sizes.bounds[i] as number;
  if (!Number.isFinite(to)) return `≥ ${from}`;
  return from === to ? String(from) : `${from}–${to}`;
}
