import { LetheError } from '../../core/diagnostics.js';
import { untilAborted } from '../../stores/stdin.js';
import type { Command } from '../effects.js';
import { recognitionFor } from '../policy-file.js';

/** `lethe detect`: NDJSON `{text}` on stdin → `{spans}` per line, in order. Other fields of a line are not repeated. */
export const detect: Command<object> = async (options, effects) => {
  const findAll = await effects.findAll(await recognitionFor(options, effects));
  let number = 0;
  for await (const line of linesOf(untilAborted(effects.stdin, effects.signal))) {
    number++;
    if (line.trim() === '') continue;
    const spans = findAll(textOf(line, number)).map(({ start, end, entity, score, elsewhere }) => ({
      start,
      end,
      entity,
      score,
      ...(elsewhere ? { elsewhere } : {}),
    }));
    effects.stdout.write(`${JSON.stringify({ spans })}\n`);
  }
  return 0;
};

function textOf(line: string, number: number): string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    value = undefined; // the parser's message repeats the line
  }
  const text = (value as { text?: unknown } | null | undefined)?.text;
  if (typeof text !== 'string') throw new LetheError('cli-detect-line', { line: number });
  return text;
}

/** Lines of a stream of UTF-8, without their ends. */
async function* linesOf(stream: AsyncIterable<Uint8Array | string>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8');
  let rest = '';
  for await (const chunk of stream) {
    rest += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}
