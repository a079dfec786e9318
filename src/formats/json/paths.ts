import type { ColumnType } from '../../core/format.js';

/** What was seen at a path, as bits. */
export const seen = { boolean: 1, integer: 2, float: 4, wide: 8, text: 16 } as const;

/** One place in the shape of the records: a value, an object's keys or a list's positions, and all three at once. */
export class Place {
  readonly children = new Map<string, Place>();
  readonly items: Place[] = [];
  /** Keys in the order in which they were first met, for comparing bytes instead of decoding. */
  readonly keys: { bytes: Uint8Array; place: Place }[] = [];
  /** Kinds of scalars seen here; `isValue` also where only nulls were. */
  kinds = 0;
  isValue = false;
  column = -1;
  /** Number of the record that has used this place last: a second use is a duplicate key. */
  record = -1;

  /** `discarded`: the policy drops whatever stands here, under this name. */
  constructor(
    readonly path: string,
    readonly pattern: string,
    readonly discarded: string | null,
  ) {}
}

/** A key as it stands in a path: what has a meaning there is escaped by a backslash. */
export function keyText(key: string): string {
  return key.replace(/[.[\]\\]/g, '\\$&');
}

/** A path with its positions left open, as a policy addresses it: `items[0].code` → `items[].code`. */
export function patternOf(path: string): string {
  return path.replace(/(\\.)|\[[0-9]+\]/g, (_, escaped: string | undefined) => escaped ?? '[]');
}

/** The steps of a path: keys and positions. */
export function stepsOf(path: string): (string | number)[] {
  const steps: (string | number)[] = [];
  for (const match of path.matchAll(/\[([0-9]+)\]|\.?((?:\\.|[^.[\\])+)/gs)) {
    steps.push(match[1] === undefined ? match[2]!.replace(/\\(.)/gs, '$1') : Number(match[1]));
  }
  return steps;
}

/** The type of a column from the kinds of its values. Numbers beside texts are texts: nothing is lost so. */
export function typeOf(kinds: number): ColumnType {
  if (kinds === seen.boolean) return { kind: 'boolean' };
  if (kinds & (seen.text | seen.boolean) || kinds === 0) return { kind: 'text' };
  if (kinds & seen.float) return { kind: 'float', bits: 64 };
  if (kinds & seen.wide) return { kind: 'decimal', precision: 38, scale: 0 };
  return { kind: 'integer', bits: 64, signed: true };
}
