import { createReadStream } from 'node:fs';
import { LetheError, type Place } from '../core/diagnostics.js';
import type { Plan } from '../core/plan.js';
import type { CompiledColumns } from './apply.js';
import { ChunkParser, emptyTally } from './chunk.js';
import { cutRecords, mainKernels } from './cut.js';
import { linesBeforeData } from './diagnose.js';
import type { TableSource } from './source.js';

const runBytes = 1 << 20;
const newline = 0x0a;
const quote = 0x22;
const endMask = 0x7fff_ffff; // the highest bit of a field's end marks the last field of a record

/** A cell that was met, its bytes as they are written, quotes included. */
interface Met {
  record: number; // 1-based, within its part
  line: number; // 1-based, within the records of its part
  column: number;
  cell: Buffer;
}

/** Records that are cut and parsed: a source, or what was staged from it. */
type Records = Pick<TableSource, 'starts' | 'stream' | 'wire'>;

/**
 * A server's refusal of a cell, told by its place in the source. The server saw the staged file, whose lines mean nothing to
 * anybody: records may be missing or in another order there. So the cell is looked for in the staged file, and then the first
 * record of the source that holds the same value in that column: it is wrong there as well. Where an operator wrote the value,
 * the source has no such cell, and the column alone is named. An error of another kind is returned as it is.
 */
export async function placeRefusal(
  error: unknown,
  path: string, // of the staged file
  plan: Plan,
  columns: CompiledColumns,
  source: TableSource,
): Promise<unknown> {
  if (!(error instanceof LetheError)) return error;
  const bytes = error.code === 'postgres-bytes';
  if (!bytes && error.code !== 'postgres-value') return error;
  const kept = plan.columns.filter((_, at) => columns.instructions[at]!.op !== 'drop');
  const staged: Records = {
    starts: [0],
    stream: () => createReadStream(path, { highWaterMark: runBytes }),
    wire: {
      encoding: 'utf-8',
      delimiter: plan.output.delimiter,
      columns: kept.length,
      ragged: 'error',
      names: kept.map(({ name }) => name),
    },
  };
  const { line, field } = error.place ?? {};
  const nul = (cell: Buffer) => cell.includes(0);
  const found = bytes
    ? await firstCell(staged, 0, nul)
    : await firstCell(staged, 0, (_, column, last) => last === line && kept[column]!.name === field);
  if (!found) return new LetheError(error.code, error.args, { file: source.parts[0]!.shown });
  const { name, index } = kept[found.column]!;
  const copied = columns.instructions[plan.columns.findIndex((one) => one.name === name)]!.op === 'copy';
  const refused = unquoted(found.cell);
  const same = (cell: Buffer, column: number) => column === index && unquoted(cell).equals(refused);
  const like = (cell: Buffer, column: number) => column === index && nul(cell);
  const place = (copied ? await placeIn(source, same) : null) ?? (bytes ? await placeIn(source, like) : null);
  return new LetheError(error.code, error.args, {
    ...(place ?? { file: source.parts[0]!.shown }),
    field: name,
  });
}

/** The place of the first cell of a source that matches. Typed tables have records, text has lines. */
async function placeIn(
  source: TableSource,
  matches: (cell: Buffer, column: number) => boolean,
): Promise<Place | null> {
  for (const [part, { shown }] of source.parts.entries()) {
    const found = await firstCell(source, part, matches);
    if (!found) continue;
    if (source.types || source.database) return { file: shown, record: found.record };
    return { file: shown, line: (await linesBeforeData(source, part)) + found.line };
  }
  return null;
}

/** The value of a cell as it is written: source and staged file may differ in what they quote. */
function unquoted(cell: Buffer): Buffer {
  if (cell[0] !== quote) return cell;
  return Buffer.from(cell.toString('latin1').slice(1, -1).replaceAll('""', '"'), 'latin1');
}

/** `matches` is told a cell, its column, and the line on which its record ends. */
async function firstCell(
  records: Records,
  part: number,
  matches: (cell: Buffer, column: number, last: number) => boolean,
): Promise<Met | null> {
  const { host, structure } = mainKernels();
  const parser = new ChunkParser(host, structure, records.wire);
  let before = 0;
  let lines = 0;
  for await (const run of cutRecords(records, part, runBytes)) {
    const pointer = host.region('refused', run.length);
    host.bytes.set(run, pointer);
    const rectangle = parser.parse(pointer, run.length, true, emptyTally());
    const text = Buffer.from(host.bytes.buffer, rectangle.text, rectangle.length);
    const ends = new Uint32Array(
      host.bytes.buffer,
      rectangle.ends,
      rectangle.records * rectangle.columns,
    ).map((end) => end & endMask);
    let line = 1;
    let counted = 0;
    const lineAt = (offset: number) => {
      for (; counted < offset; counted++) if (text[counted] === newline) line++;
      return line;
    };
    for (let at = 0; at < ends.length; at++) {
      const column = at % rectangle.columns;
      const start = at === 0 ? 0 : ends[at - 1]! + 1;
      const cell = text.subarray(start, ends[at]!);
      const last = column === 0 ? lineAt(ends[at + rectangle.columns - 1]!) : line;
      if (!matches(cell, column, lines + last)) continue;
      const record = before + Math.floor(at / rectangle.columns) + 1;
      let own = 1;
      for (const byte of text.subarray(0, start)) if (byte === newline) own++;
      return { record, line: lines + own, column, cell: Buffer.from(cell) };
    }
    before += rectangle.records;
    for (const byte of run) if (byte === newline) lines++;
  }
  return null;
}
