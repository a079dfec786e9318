import { isUtf8 } from 'node:buffer';
import { LetheError, type MessageCode } from '../../core/diagnostics.js';
import type { Span } from '../../core/recogniser.js';
import { untilAborted } from '../../stores/stdin.js';
import type { Command } from '../effects.js';
import { recognitionFor } from '../policy-file.js';

/** `lethe detect`: NDJSON `{text}` on stdin → `{spans}` per line, in order. Other fields of a line are not repeated. */
export const detect: Command<object> = async (options, effects) => {
  const findAll = await effects.findAll(await recognitionFor(options, effects));
  for await (const { text, number } of linesOf(untilAborted(effects.stdin, effects.signal))) {
    if (text.trim() === '') continue;
    for (const piece of answer(findAll(textOf(text, number)))) effects.stdout.write(piece);
  }
  return 0;
};

const spansPerPiece = 10_000;

/** A line of output in pieces: that of a long text may be longer than a text can be. */
function* answer(spans: readonly Span[]): Generator<string> {
  for (let from = 0; from === 0 || from < spans.length; from += spansPerPiece) {
    const found = spans
      .slice(from, from + spansPerPiece)
      .map(({ start, end, entity, score, elsewhere }) =>
        JSON.stringify({ start, end, entity, score, elsewhere }),
      );
    const last = from + spansPerPiece >= spans.length;
    yield `${from === 0 ? '{"spans":[' : ','}${found.join(',')}${last ? ']}\n' : ''}`;
  }
}

function textOf(line: string, number: number): string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    value = undefined; // the parser's message repeats the line
  }
  const text = (value as { text?: unknown } | null | undefined)?.text;
  if (typeof text !== 'string') throw fault('cli-detect-line', number);
  return text;
}

const lineFeed = 0x0a;

/** The longest line that is searched, in MiB: it is held whole, with all that is found in it. */
const longestLine = 64;

/** A line of the input without its end, and its number from 1. */
interface Line {
  text: string;
  number: number;
}

/**
 * Lines of a stream of UTF-8. Every byte is looked at once, in however many pieces a line comes, and decoded with the rest
 * of its line. Throws `cli-detect-long` as soon as a line is too long, and `cli-detect-encoding`.
 */
async function* linesOf(stream: AsyncIterable<Uint8Array | string>): AsyncGenerator<Line> {
  let number = 1;
  let held: Uint8Array[] = []; // the line that has not ended
  let bytes = 0;
  for await (const chunk of stream) {
    const piece = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    const first = piece.indexOf(lineFeed);
    bytes += first === -1 ? piece.length : first;
    if (bytes > longestLine * 2 ** 20) throw fault('cli-detect-long', number, { limit: longestLine });
    const rest = piece.lastIndexOf(lineFeed) + 1;
    if (rest > 0) {
      for (const text of decoded([...held, piece.subarray(0, rest - 1)], number))
        yield { text, number: number++ };
      held = [];
      bytes = piece.length - rest;
    }
    held.push(piece.subarray(rest));
  }
  for (const text of decoded(held, number)) yield { text, number: number++ };
}

/** The lines in some bytes, up to one that is not UTF-8. */
function* decoded(pieces: readonly Uint8Array[], number: number): Generator<string> {
  const bytes = Buffer.concat(pieces);
  const start = number === 1 && bytes.subarray(0, 3).equals(mark) ? 3 : 0;
  if (isUtf8(bytes)) return yield* bytes.toString('utf8', start).split('\n');
  for (let from = start; ; number++) {
    const end = bytes.indexOf(lineFeed, from);
    const line = bytes.subarray(from, end === -1 ? bytes.length : end);
    if (!isUtf8(line)) throw fault('cli-detect-encoding', number);
    yield line.toString();
    from = end + 1; // not all lines are UTF-8: one of them ends this
  }
}

const mark = Buffer.from('\uFEFF'); // of the byte order, before the first line

function fault(code: MessageCode, line: number, args = {}): LetheError {
  return new LetheError(code, { line, ...args }, { file: 'stdin', line });
}
