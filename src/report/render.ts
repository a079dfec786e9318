import type { Language } from '../core/text.js';
import type { ReportData } from './data.js';
import { figuresOf } from './figures.js';
import { document, html, raw } from './html.js';
import { namesIn } from './names.js';
import type { Page } from './page.js';
import { sections } from './sections/index.js';
import { findings, verdict } from './sections/verdict.js';
import { style } from './style.js';
import { sayIn } from './words.js';

/** Stands in every report, so that one is told from another file of its name. */
export const reportMark = '<span class="mark">Lethe</span>';

/**
 * The report as one HTML file that stands alone: no script, no reference to anything outside, readable on A4 paper.
 * The same data give the same bytes. Counts from 1 to below `hideBelow` are hidden, so it may be passed on.
 */
export function renderReport(data: ReportData, language: Language): string {
  const page: Page = {
    data,
    language,
    say: sayIn(language),
    nameOf: namesIn(language),
    figures: figuresOf(data.hideBelow),
  };
  const { say } = page;
  const name = String(data.dataset.name ?? data.source.name);
  const title = data.release.title[language];
  const drawn = sections.flatMap((draw) => draw(page) ?? []);
  const body = html`<header class="top">${raw(reportMark)}<span>${say('title')}</span></header>
<h1>${name}</h1>
<p class="under">${title}</p>
${verdict(page)}
${findings(page)}
${drawn.map(
  (
    section,
    i,
  ) => html`<section><h2><span class="n">${i + 1}</span>${section.title}</h2>${section.body}</section>
`,
)}<footer>Lethe ${data.version}</footer>`;
  return document(language, `${name} · ${say('title')}`, style, body);
}
