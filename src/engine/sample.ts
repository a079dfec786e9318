import type { Key } from '../core/random.js';
import { readCell } from '../formats/csv/cells.js';
import type { KernelHost } from '../kernels/host.js';
import type { ChunkPass } from './pass.js';
import { type PassContext, runPass } from './passes.js';
import type { TableSource } from './source.js';
import type { ApplyTask, SampledRecord, SampleTask } from './task.js';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const carriage = 0x0d;
const span = 2 ** 32;

/** What a sample is to hold. */
export interface SampleRequest {
  columns: readonly number[];
  records: number; // of the table, as counted before
  size: number; // records wanted
  key: Key;
  /** Fingerprints of the chunks from an earlier pass: bytes that compare equal need no second validation. */
  fingerprints?: SharedArrayBuffer | null;
}

/**
 * A keyed sample of a table in a pass of its own: the records whose keyed hash is smallest, in that order, so that it
 * depends neither on workers nor on chunks. Equal records are taken or left together; the last ones are cut.
 */
export async function sampleRecords(
  context: PassContext,
  source: TableSource,
  request: SampleRequest,
): Promise<(string | null)[][]> {
  const { size, fingerprints } = request;
  const task: SampleTask = { kind: 'sample', ...sampling(request) };
  const { sample } = await runPass(context, source, 'attack', task, [], fingerprints ?? 'none');
  return smallest(sample, size);
}

/** What a pass over a table is told, so that it takes a sample on its way: with every column of it, by position. */
export function samplingOf(request: Omit<SampleRequest, 'columns'>, columns: number): ApplyTask['sample'] {
  return sampling({ ...request, columns: Array.from({ length: columns }, (_, column) => column) });
}

/** The sample that `sampleRecords` would have given, out of what was taken on the way. */
export function sampleOf(
  taken: readonly SampledRecord[],
  columns: readonly number[],
  size: number,
): (string | null)[][] {
  const own = taken.map(({ hash, cells }) => ({
    hash,
    cells: columns.map((column) => cells[column] ?? null),
  }));
  return smallest(own, size);
}

function sampling({ columns, records, size, key }: SampleRequest): Omit<SampleTask, 'kind'> {
  // More than enough by six standard deviations, so that the sample is full but for tables of equal records.
  const share = records > 0 ? (size + 6 * Math.sqrt(size) + 16) / records : 1;
  const seed = new DataView(key.derive('sample').bytes().slice().buffer).getUint32(0, true);
  return { columns, key: seed, below: Math.min(span, Math.ceil(share * span)) };
}

function smallest(taken: readonly SampledRecord[], size: number): (string | null)[][] {
  return [...taken]
    .sort((a, b) => a.hash - b.hash || byText(JSON.stringify(a.cells), JSON.stringify(b.cells)))
    .slice(0, size)
    .map(({ cells }) => [...cells]);
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The pass of a lane: the kernel chooses the records, and the cells of the few that are taken are read. */
export function samplePass(host: KernelHost, task: Omit<SampleTask, 'kind'>): ChunkPass {
  const taken: SampledRecord[] = [];
  return {
    chunk({ text, ends, records, columns }) {
      const list = host.region('sample', records * 8);
      const count = host.exports.sampleRows!(text, ends, records, columns, task.key, task.below, list);
      const chosen = new Uint32Array(host.memory.buffer, list, count * 2);
      const entries = new Uint32Array(host.memory.buffer, ends, records * columns);
      const bytes = host.bytes;
      for (let at = 0; at < chosen.length; at += 2) {
        const first = chosen[at]! * columns;
        const start = first === 0 ? text : separator(first - 1) + 1;
        const feed = separator(first + columns - 1);
        const end = feed > start && bytes[feed - 1] === carriage ? feed - 1 : feed;
        const whole = decoder.decode(bytes.subarray(start, end));
        // Without quotes every delimiter is a separator, and a call of the decoder costs more than a cell.
        const parts = whole.includes('"') ? null : whole.split(delimiterAt(first));
        const cells = task.columns.map((column) => {
          if (parts) return parts[column] || null;
          return readCell(
            bytes,
            column === 0 ? start : separator(first + column - 1) + 1,
            column === columns - 1 ? end : separator(first + column),
          );
        });
        taken.push({ hash: chosen[at + 1]!, cells });
      }
      return null;

      function separator(entry: number): number {
        return text + (entries[entry]! & 0x7fffffff);
      }

      /** The delimiter behind a record's first cell; a record of one cell has its line end there, and none within. */
      function delimiterAt(entry: number): string {
        return columns === 1 ? '\n' : String.fromCharCode(bytes[separator(entry)]!);
      }
    },
    counted: () => null,
    sample: () => taken.splice(0),
    close() {},
  };
}
