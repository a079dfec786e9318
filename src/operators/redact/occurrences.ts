/** A text without separators, in one width and case, and where each of its characters stood. */
interface Folded {
  text: string;
  starts: number[]; // UTF-16 offset of each folded character in the original
}

/** Spaces, hyphens, dots, brackets and the like: what people put into names and numbers, and leave out again. */
const separator = /[\s\-‐-―−·•・‧.．,，_/／()（）*]/;

/**
 * Where a value of two characters or more occurs in a text, as [start, end) in UTF-16 units, whatever its case, width
 * (ASCII or full-width) and separators. Occurrences do not overlap.
 */
export function occurrences(text: string, value: string): [number, number][] {
  const wanted = fold(value).text;
  if ([...wanted].length < 2) return [];
  const { text: folded, starts } = fold(text);
  const found: [number, number][] = [];
  for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + wanted.length)) {
    const start = starts[at] ?? 0;
    found.push([start, (starts[at + wanted.length - 1] ?? 0) + 1]);
  }
  return found;
}

/** One UTF-16 unit in, at most one out, so that positions can be traced back. */
function fold(text: string): Folded {
  const starts: number[] = [];
  let folded = '';
  for (let at = 0; at < text.length; at++) {
    let unit = text.charCodeAt(at);
    if (unit >= 0xff01 && unit <= 0xff5e) unit -= 0xfee0;
    if (unit === 0x3000) continue;
    let character = String.fromCharCode(unit);
    if (separator.test(character)) continue;
    const lower = character.toLowerCase();
    if (lower.length === 1) character = lower;
    folded += character;
    starts.push(at);
  }
  return { text: folded, starts };
}
