/** Finds which word of a list stands at a position: one table look-up where none begins, so that a pass is cheap. */
export interface WordMatcher {
  /** Length of the longest word at a position, 0 where none stands there. */
  at(text: string, position: number): number;
}

/** Builds a matcher over words given as one text, separated by spaces. */
export function wordMatcher(list: string): WordMatcher {
  const words = list.trim().split(/\s+/);
  const byFirst = new Map<number, string[]>();
  const first = new Uint8Array(65536);
  for (const word of [...words].sort((a, b) => b.length - a.length)) {
    const unit = word.charCodeAt(0);
    first[unit] = 1;
    byFirst.set(unit, [...(byFirst.get(unit) ?? []), word]);
  }
  return {
    at(text, position) {
      const unit = text.charCodeAt(position);
      if (!(first[unit] ?? 0)) return 0;
      for (const word of byFirst.get(unit)!) if (text.startsWith(word, position)) return word.length;
      return 0;
    },
  };
}
