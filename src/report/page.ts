import type { Language } from '../core/text.js';
import type { ReportData } from './data.js';
import type { Figures } from './figures.js';
import { html, type Markup } from './html.js';
import type { NameOf } from './names.js';
import type { Say } from './words.js';

/** What every section is drawn from: the data, the language's words and names, and figures that hide small counts. */
export interface Page {
  data: ReportData;
  language: Language;
  say: Say;
  nameOf: NameOf;
  figures: Figures;
}

/** A section of the report, or null where it has nothing to say. Numbered in the order of appearance. */
export interface Section {
  title: string;
  body: Markup;
}

export type DrawSection = (page: Page) => Section | null;

type Fact = readonly [string, Markup | string | null];

/** Rows of a definition list; rows without a value are left out. */
export function facts(rows: readonly Fact[]): Markup {
  const present = rows.filter(([, value]) => value !== null && value !== '');
  return html`<dl>${present.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
}

/** The same in two columns, for short values; `last` takes the whole width. */
export function shortFacts(rows: readonly Fact[], last: readonly Fact[] = []): Markup {
  const present = rows.filter(([, value]) => value !== null && value !== '');
  // An odd number would put the wide rows beside a short one.
  const padding = present.length % 2 === 1 && html`<dt></dt><dd></dd>`;
  return html`<dl class="two">${present.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}${padding}${last
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => html`<dt>${name}</dt><dd class="wide">${value}</dd>`)}</dl>`;
}

/** A setting of the policy in a line, `privacy › k: 20`; one that is to go has a dash. */
export function settingText(
  path: readonly string[],
  value: string | number | readonly string[] | null,
  between = ' › ',
): string {
  const shown = Array.isArray(value)
    ? `[${value.map((one) => (one === '*' ? '"*"' : one)).join(', ')}]`
    : value;
  return `${path.join(between)}: ${shown ?? '—'}`;
}

/** A column's name cut to fit a drawing, where text cannot wrap. */
export function cut(name: string, most: number): string {
  const characters = [...name];
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : name;
}
