import type { Leak, Operator } from '../core/operator.js';
import type { Instruction } from '../core/program.js';

type MaskInstruction = Extract<Instruction, { op: 'mask' }>;

/** Parameters of `mask`: exactly one of the six rules, and the character to write (`*`). */
export interface MaskParams {
  keep?: readonly [number, number] | undefined; // first n, last m characters stay
  keepRange?: readonly [number, number] | undefined; // positions x…y stay, 0-based inclusive
  mask?: readonly [number, number] | undefined; // first n, last m characters are masked
  maskRange?: readonly [number, number] | undefined; // positions x…y are masked, 0-based inclusive
  before?: string | undefined; // everything before the first occurrence of this text is masked
  after?: string | undefined;
  char?: string | undefined;
}

const rules = ['keep', 'keepRange', 'mask', 'maskRange', 'before', 'after'] as const;

/** Masks characters one for one. A value too short for its rule to hide anything, or all it should, is masked whole. */
export const mask: Operator<MaskParams> = {
  name: 'mask',
  summary: {
    en: 'Masks characters one for one: keep or mask the ends or a range, or all before or after a text. Values too short for the rule are masked whole.',
    zh: '逐字符遮盖：保留或遮盖首尾、保留或遮盖区间、遮盖某段文字之前或之后。长度不足的取值整体遮盖。',
  },
  params(zod) {
    const count = zod.int().min(0).max(10_000);
    const ends = zod.tuple([count, count]);
    const range = ends.refine(([x, y]) => x <= y, 'the range must not end before it starts');
    const anchor = zod.string().min(1).max(100);
    return zod
      .strictObject({
        keep: ends.optional(),
        keepRange: range.optional(),
        mask: ends.refine(([n, m]) => n + m > 0, 'must mask at least one character').optional(),
        maskRange: range.optional(),
        before: anchor.optional(),
        after: anchor.optional(),
        char: zod
          .string()
          .refine((text) => [...text].length === 1 && !/\p{C}/u.test(text), 'exactly one visible character')
          .optional(),
      })
      .refine(
        (params) => rules.filter((rule) => params[rule] !== undefined).length === 1,
        `exactly one of ${rules.join(', ')}`,
      );
  },
  examples: [
    { params: { keep: [3, 4] }, in: '13800138000', out: '138****8000' },
    { params: { keep: [3, 4] }, in: '1380013', out: '*******' },
    { params: { keep: [1, 0] }, in: '欧阳娜娜', out: '欧***' },
    { params: { keepRange: [3, 5] }, in: 'abc123456', out: '***123***' },
    { params: { keepRange: [0, 5] }, in: '110105', out: '******' },
    { params: { mask: [3, 5] }, in: 'abc123456', out: '***1*****' },
    { params: { maskRange: [6, 13] }, in: '11010519491231002X', out: '110105********002X' },
    { params: { maskRange: [3, 5] }, in: 'abc12', out: '*****' },
    { params: { before: '@' }, in: 'zhang.san@example.com', out: '*********@example.com' },
    { params: { before: '@' }, in: 'no address', out: '**********' },
    { params: { after: '-', char: '#' }, in: '010-62345678', out: '010-########' },
  ],
  compile(params) {
    const instruction = lower(params);
    return {
      apply: (text) => maskText(text, instruction),
      instruction,
      reversibility: 'none',
      keeps: leaks(instruction),
    };
  },
};

/** The mask instruction of parameters. */
function lower(params: MaskParams): MaskInstruction {
  const mark = params.char ?? '*';
  const [mode, [a, b], at]: [MaskInstruction['mode'], readonly [number, number], string] = params.keep
    ? ['keep-ends', params.keep, '']
    : params.keepRange
      ? ['keep-range', params.keepRange, '']
      : params.mask
        ? ['mask-ends', params.mask, '']
        : params.maskRange
          ? ['mask-range', params.maskRange, '']
          : params.before !== undefined
            ? ['mask-before', [0, 0], params.before]
            : ['mask-after', [0, 0], params.after ?? ''];
  return { op: 'mask', mode, a, b, at, mark };
}

/** What the row program's `mask` does to a text, by code points: whole where the rule does not fit or hides nothing. */
export function maskText(text: string, { mode, a, b, at, mark }: MaskInstruction): string {
  const characters = [...text];
  const hidden = hiddenRanges(characters, mode, a, b, [...at]);
  const hides = (position: number): boolean =>
    hidden === null || hidden.some(([from, to]) => position >= from && position < to);
  const none = !characters.some((_, position) => hides(position));
  return characters.map((character, position) => (none || hides(position) ? mark : character)).join('');
}

/** Ranges of positions that a rule hides, end exclusive; null where the rule does not fit the value. */
function hiddenRanges(
  characters: readonly string[],
  mode: MaskInstruction['mode'],
  a: number,
  b: number,
  at: readonly string[],
): [number, number][] | null {
  const length = characters.length;
  switch (mode) {
    case 'keep-ends':
      return length <= a + b ? null : [[a, length - b]];
    case 'mask-ends':
      return length <= a + b ? null : [[0, a], [length - b, length]]; // biome-ignore format: two ranges
    case 'keep-range':
      return length <= b || a > b ? null : [[0, a], [b + 1, length]]; // biome-ignore format: two ranges
    case 'mask-range':
      return length <= b || a > b ? null : [[a, b + 1]];
    case 'mask-before':
    case 'mask-after': {
      const where = at.length === 0 ? -1 : indexOf(characters, at);
      if (where < 0) return null;
      return mode === 'mask-before' ? [[0, where]] : [[where + at.length, length]];
    }
  }
}

function indexOf(characters: readonly string[], wanted: readonly string[]): number {
  for (let start = 0; start + wanted.length <= characters.length; start++) {
    if (wanted.every((character, offset) => characters[start + offset] === character)) return start;
  }
  return -1;
}

function leaks({ mode, a, b }: MaskInstruction): Leak[] {
  return mode === 'keep-ends' && a + b === 0 ? ['length'] : ['length', 'format', 'part'];
}
