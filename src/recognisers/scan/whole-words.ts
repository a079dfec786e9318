import type { CodeTable } from '../../core/lists/codes.js';
import type { Score } from '../../core/recogniser.js';
import { cell } from './fold.js';

/** Words given as one text, separated by spaces, as a set of lower-case words. */
export function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().toLowerCase().split(/\s+/));
}

/**
 * Check of a column of categories: a word of the vocabulary is strong evidence, a code of its code table weak (the
 * same digits mean other things in other columns), so that codes need a header.
 */
export function category(
  vocabulary: ReadonlySet<string>,
  codes: CodeTable | null,
  options: { suffix?: RegExp; word?: Score; code?: Score } = {},
): (text: string) => Score {
  return (text) => {
    const value = cell(text).toLowerCase();
    if (value === '' || value.length > 40) return 0;
    if (vocabulary.has(value)) return options.word ?? 0.8;
    if (options.suffix && vocabulary.has(value.replace(options.suffix, ''))) return options.word ?? 0.8;
    return codes?.has(value) ? (options.code ?? 0.2) : 0;
  };
}
