/** What a text contains, seen in one pass; a finder names the signals without which it cannot find anything. */
export const Signal = {
  digits: 1, // at least four digits
  at: 2, // an @
  colon: 4, // a colon
  dot: 8, // a full stop
  han: 16, // at least two Han characters
  letters: 32, // at least one ASCII letter
  year: 64, // at least eight digits
  many: 128, // at least twelve digits
} as const;

/** The signals of a folded text. One pass, no allocation; stops as soon as all are seen. */
export function signalsOf(text: string): number {
  let signals = 0;
  let digits = 0;
  let han = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0x3400) {
      if (unit < 0xa000 && ++han === 2) signals |= Signal.han;
    } else if (unit >= 48 && unit <= 57) {
      digits++;
      if (digits === 4) signals |= Signal.digits;
      else if (digits === 8) signals |= Signal.year;
      else if (digits === 12) signals |= Signal.many;
    } else if ((unit | 32) >= 97 && (unit | 32) <= 122) signals |= Signal.letters;
    else if (unit === 64) signals |= Signal.at;
    else if (unit === 58) signals |= Signal.colon;
    else if (unit === 46) signals |= Signal.dot;
    if (signals === 255) break;
  }
  return signals;
}
