import { LetheError } from '../core/diagnostics.js';
import type { KernelHost } from '../kernels/host.js';
import type { Rectangle } from '../kernels/rectangle.js';
import type { ApplyTask } from './task.js';

const quoteByte = 0x22;
const newlineByte = 0x0a;

/**
 * The fault of a character that GB18030 lacks, with its column, and with its line in the run where the source holds
 * the character in that column. `text` is the output of the chunk, `offset` the place of the character in it.
 */
export function unencodable(
  host: KernelHost,
  rectangle: Rectangle,
  text: Uint8Array,
  offset: number,
  { instructions, output }: ApplyTask,
  names: readonly string[],
): LetheError {
  const kept = instructions.flatMap(({ op }, column) => (op === 'drop' ? [] : [column]));
  const delimiter = output.delimiter.charCodeAt(0);
  let field = 0;
  let quoted = false;
  for (const byte of text.subarray(0, offset)) {
    if (byte === quoteByte) quoted = !quoted;
    else if (!quoted && byte === delimiter) field++;
    else if (!quoted && byte === newlineByte) field = 0;
  }
  const column = kept[field]!;
  const character = text.subarray(offset, offset + (text[offset]! < 0xe0 ? 2 : text[offset]! < 0xf0 ? 3 : 4));
  const source = Buffer.from(host.copy(rectangle.text, rectangle.length).buffer);
  const ends = new Uint32Array(host.memory.buffer, rectangle.ends, rectangle.records * rectangle.columns);
  for (let at = column; at < ends.length; at += rectangle.columns) {
    const start = at === 0 ? 0 : (ends[at - 1]! & 0x7fffffff) + 1;
    const found = source.subarray(start, ends[at]! & 0x7fffffff).indexOf(character);
    if (found < 0) continue;
    let line = 1;
    for (const byte of source.subarray(0, start + found)) if (byte === newlineByte) line++;
    return new LetheError('character-unencodable', { column: names[column]!, encoding: 'gb18030' }, { line });
  }
  return new LetheError('character-unencodable', { column: names[column]!, encoding: 'gb18030' });
}
