import { createHmac } from 'node:crypto';
import { generaliseDate } from '../../src/core/dates.js';
import { bucketEdge, ceilOf, floorOf, readNumber, roundTo } from '../../src/core/numbers.js';
import type { Instruction } from '../../src/core/program.js';
import type { ProgramSpec } from '../../src/kernels/program.js';

/** A cell of the input: its text and how it was written; null is the empty unquoted field. */
export interface Cell {
  text: string | null;
  quoted: boolean;
}

/** Writes a cell as the input has it. */
export function written({ text, quoted }: Cell): string {
  if (text === null) return '';
  return quoted ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Writes a result as the output must have it. */
export function rendered(text: string, delimiter: string): string {
  const needsQuotes = text === '' || [delimiter, '"', '\r', '\n'].some((mark) => text.includes(mark));
  return needsQuotes ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The readable reference of the row program: one table of cells to the output text. */
export function interpret(spec: ProgramSpec, table: readonly (readonly Cell[])[]): string {
  let output = '';
  for (const row of table) {
    const codes = spec.recodings.map(({ column, values, labelOf }) => {
      const at = (values as readonly (string | null)[]).indexOf(row[column]!.text);
      if (at < 0) throw new Error('unknown');
      return labelOf[at]!;
    });
    const { suppressed } = spec;
    const count = suppressed?.tuples[0]?.length ?? 0;
    const isSuppressed = Array.from({ length: count }, (_, i) => i).some((i) =>
      suppressed!.slots.every((slot, k) => suppressed!.tuples[k]![i] === codes[slot]),
    );
    if (isSuppressed) continue;
    const cells: string[] = [];
    for (const [column, instruction] of spec.instructions.entries()) {
      if (instruction.op === 'drop') continue;
      const isLast = spec.instructions.slice(column + 1).every(({ op }) => op === 'drop');
      cells.push(rewrite(spec, instruction, row[column]!, codes, isLast));
    }
    output += cells.join(spec.delimiter) + spec.newline;
  }
  return output;
}

function rewrite(
  spec: ProgramSpec,
  instruction: Instruction,
  cell: Cell,
  codes: readonly number[],
  isLast: boolean,
): string {
  if (instruction.op === 'recode') {
    const label = spec.recodings[instruction.slot]!.labels[codes[instruction.slot]!]!;
    return label === null ? '' : rendered(label, spec.delimiter);
  }
  const { text } = cell;
  if (text === null) return '';
  if (instruction.op === 'copy') {
    const needsQuotes = spec.delimiter !== spec.inputDelimiter && rendered(text, spec.delimiter) !== text;
    const endsInCr = isLast && text.endsWith('\r');
    return !cell.quoted && (needsQuotes || endsInCr) ? written({ text, quoted: true }) : written(cell);
  }
  return rendered(operate(spec, instruction, text), spec.delimiter);
}

function operate(spec: ProgramSpec, instruction: Instruction, text: string): string {
  switch (instruction.op) {
    case 'constant':
      return instruction.text;
    case 'mask':
      return mask(instruction, text);
    case 'truncate': {
      const characters = [...text];
      return characters.length <= instruction.length ? '' : characters.slice(0, instruction.length).join('');
    }
    case 'cut': {
      const { length, pad } = instruction;
      return [...text].map((character, i) => (i < length ? character : pad)).join('');
    }
    case 'bucket': {
      const number = readNumber(text);
      if (!number) return '*';
      const lo = bucketEdge(floorOf(number), BigInt(instruction.width), BigInt(instruction.origin));
      return `[${lo}-${lo + BigInt(instruction.width) - 1n}]`;
    }
    case 'round': {
      const number = readNumber(text);
      return number ? String(roundTo(number, BigInt(instruction.to))) : '*';
    }
    case 'limit': {
      const number = readNumber(text);
      const { bottom, top } = instruction;
      if (!number) return '*';
      if (bottom !== null && ceilOf(number) <= BigInt(bottom)) return `<=${bottom}`;
      return top !== null && floorOf(number) >= BigInt(top) ? `>=${top}` : text;
    }
    case 'date':
      return generaliseDate(text, instruction.level);
    case 'token': {
      const hmac = createHmac('sha256', spec.keys.get(instruction.domain)!);
      return hmac.update(text, 'utf8').digest('hex').slice(0, instruction.length);
    }
    case 'side':
      return `<${instruction.slot}:${text}>`;
    default:
      throw new Error(instruction.op);
  }
}

function mask(instruction: Extract<Instruction, { op: 'mask' }>, text: string): string {
  const { mode, a, b, at, mark } = instruction;
  const characters = [...text];
  const n = characters.length;
  const place = at === '' ? -1 : text.indexOf(at);
  // Position of `at` in characters: text before it is whole characters, for text and `at` are well-formed.
  const first = place < 0 ? -1 : [...text.slice(0, place)].length;
  const after = first + [...at].length;
  const isMasked: Record<typeof mode, (i: number) => boolean> = {
    'keep-ends': (i) => n <= a + b || (i >= a && i < n - b),
    'keep-range': (i) => n <= b || i < a || i > b,
    'mask-ends': (i) => n <= a + b || i < a || i >= n - b,
    'mask-range': (i) => n <= b || (i >= a && i <= b),
    'mask-before': (i) => first < 0 || i < first,
    'mask-after': (i) => first < 0 || i >= after,
  };
  const masked = characters.map((_, i) => isMasked[mode](i));
  const whole = !masked.includes(true);
  return characters.map((character, i) => (whole || masked[i] ? mark : character)).join('');
}
