import { createReadStream } from 'node:fs';
import { LetheError } from '../core/diagnostics.js';
import type { Sampling } from '../core/model.js';
import type { Plan, PlannedModel } from '../core/plan.js';
import type { Key } from '../core/random.js';
import type { DrawnSample } from '../core/sample.js';
import { modelNamed } from '../models/index.js';
import type { Policy } from '../policy/index.js';
import { spool } from '../stores/stdin.js';
import type { CompiledColumns } from './apply.js';
import { ChunkParser, emptyTally } from './chunk.js';
import { cutRecords, mainKernels } from './cut.js';
import { resolveFailure } from './passes.js';
import { publishedNames } from './roles.js';
import type { TableSource } from './source.js';

const readBytes = 1 << 20;

/** The sampling that one of the models rests on; null where none does. */
export function samplingOf(models: readonly PlannedModel[]): Sampling | null {
  for (const { model, params } of models) {
    const { sampling } = modelNamed(model).traits(params);
    if (sampling) return sampling;
  }
  return null;
}

/** The share of records that a policy has drawn: as stated, or as its model asks; null for all. Throws `sample-twice`. */
export function sampleRateOf({ privacy, at }: Policy): number | null {
  const asked = samplingOf(privacy.models)?.rate ?? null;
  if (asked !== null && privacy.sample !== null)
    throw new LetheError('sample-twice', {}, at('privacy', 'sample'));
  return asked ?? privacy.sample;
}

/** A table of which some records were drawn. */
export interface SampledTable {
  source: TableSource; // of the records drawn; its parts are still those of the whole table
  sample: DrawnSample;
}

/**
 * Draws every record by itself with the same chance, in order of the table, from a stream of numbers under a key: workers and chunks
 * cannot matter. What is drawn is spooled to a file without a name, so that every pass sees the same sample. Throws what
 * reading a damaged table throws, with its place, `not-supported` where records are to be set aside, and `sample-empty`.
 */
export async function drawSample(
  table: TableSource,
  rate: number,
  key: Key,
  signal?: AbortSignal,
): Promise<SampledTable> {
  if (table.wire.ragged === 'quarantine')
    throw new LetheError('not-supported', { what: 'privacy.sample with input.ragged: quarantine' });
  const count = { from: 0, drawn: 0 };
  const draw = key.derive('sample').random('records');
  const spooled = await spool(
    drawn(table, () => draw.fraction() < rate, count),
    'sample',
    signal,
  );
  if (count.drawn === 0 && count.from > 0) {
    spooled.close();
    throw new LetheError('sample-empty', { from: count.from, rate });
  }
  let open = true;
  const wire = { ...table.wire, encoding: 'utf-8' as const, ragged: 'error' as const };
  return {
    sample: { rate, ...count },
    source: {
      ...table,
      wire,
      files: [{ path: spooled.path, start: 0, end: spooled.bytes }],
      starts: [0],
      stream: () => createReadStream(spooled.path, { highWaterMark: readBytes, start: 0 }),
      // The table itself is its opener's.
      close: () => {
        if (open) spooled.close();
        open = false;
      },
    },
  };
}

async function* drawn(
  table: TableSource,
  taken: () => boolean,
  count: { from: number; drawn: number },
): AsyncGenerator<Uint8Array> {
  const { host, structure } = mainKernels();
  const parser = new ChunkParser(host, structure, table.wire);
  for (let part = 0; part < table.starts.length; part++) {
    const runs = cutRecords(table, part, readBytes)[Symbol.asyncIterator]();
    for (;;) {
      let kept: Uint8Array;
      try {
        const run = await runs.next();
        if (run.done) break;
        const pointer = host.region('sampled', run.value.length);
        host.bytes.set(run.value, pointer);
        const { text, ends, records, columns } = parser.parse(pointer, run.value.length, true, emptyTally());
        const entries = new Uint32Array(host.memory.buffer, ends, records * columns);
        const pieces: Uint8Array[] = [];
        for (let record = 0, from = text; record < records; record++) {
          const to = text + (entries[record * columns + columns - 1]! & 0x7fffffff) + 1;
          if (taken()) pieces.push(host.bytes.subarray(from, to));
          from = to;
        }
        count.from += records;
        count.drawn += pieces.length;
        kept = Buffer.concat(pieces);
      } catch (error) {
        if (!(error instanceof LetheError) || error.place?.file !== undefined) throw error;
        const { code, args, exitCode, place } = error;
        const failure = { code, args, exitCode, chunk: 0, ...(place ? { place } : {}) };
        throw await resolveFailure(failure, table, readBytes); // the place of a fault is found by reading again
      }
      if (kept.length > 0) yield kept;
    }
  }
}

/**
 * What differential privacy by sampling asks of a plan besides the sample: every published column in the classes, levels that no record
 * decides, classes that fall away without a limit. Throws `private-column` and `private-setting`.
 */
export function assertPrivate(plan: Plan, columns: CompiledColumns, counted: readonly string[]): void {
  const model = plan.privacy.models.find((one) => samplingOf([one]));
  if (!model) return;
  const setting = (path: string, value: string) => {
    throw new LetheError('private-setting', { model: model.model, setting: path, value });
  };
  const { suppression, missing, person } = plan.privacy;
  if (suppression < 1) setting('privacy.suppression', '1');
  if (missing !== 'own') setting('privacy.missing', 'own');
  if (person !== undefined) setting('privacy.person', '—');
  for (const column of publishedNames(plan, columns)) {
    if (counted.includes(column) && !columns.operators.get(column)?.reads?.length) continue;
    throw new LetheError('private-column', { model: model.model, column });
  }
}
