import { cell, compact } from './fold.js';

/** A text in groups of these sizes, by each of the separators; the last group takes what is left. */
export function grouped(text: string, sizes: readonly number[], separators: readonly string[]): string[] {
  const groups: string[] = [];
  let at = 0;
  for (const size of sizes) {
    groups.push(text.slice(at, at + size));
    at += size;
  }
  groups.push(text.slice(at));
  const filled = groups.filter((group) => group !== '');
  return filled.length < 2 ? [] : separators.map((separator) => filled.join(separator));
}

/** ASCII as input methods write it in full width. */
export function fullWidth(text: string): string {
  return [...text]
    .map((c) =>
      c === ' ' ? '\u3000' : c > ' ' && c <= '~' ? String.fromCharCode(c.charCodeAt(0) + 0xfee0) : c,
    )
    .join('');
}

/**
 * Forms that a value of any kind also gets: padded or not, in either width, with and without separators, in capitals or not,
 * and whole numbers with the `.0` that data frames write.
 */
export function anyWritings(text: string): string[] {
  const plain = cell(text);
  const close = compact(text);
  const forms = [text, text.trim(), plain, close];
  for (const form of [plain, close]) forms.push(form.toLowerCase(), form.toUpperCase());
  if (/^\d{4,}$/.test(close)) forms.push(`${close}.0`);
  for (const form of [...forms]) forms.push(fullWidth(form), `${form} `, ` ${form}`, `'${form}`);
  return [...new Set(forms)];
}
