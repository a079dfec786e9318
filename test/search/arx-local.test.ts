import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Histogram } from '../../src/core/histogram.js';
import type { Model } from '../../src/core/model.js';
import { models } from '../../src/models/index.js';
import {
  algorithms,
  evaluateNodes,
  type LatticeInput,
  type LocalResult,
  type SearchColumn,
  type SearchModel,
  searchLattice,
} from '../../src/search/index.js';
import { type ArxCase, arxCases, arxInput } from './arx.js';
import { data } from './tables.js';

const there = existsSync(`${data}oracles/arx-optimum.json`);
const kAnonymity = models.find(({ name }) => name === 'k-anonymity')!;

/** What is added to gsFactor when an iteration keeps nothing, in ARX's tests. */
const adaption = 0.05;

/** Steps of our own search: little beyond its sweep, since a test is not to take seconds. */
const steps = 9000;

/** Losses per column [0, 1] of an output, a suppressed record counts 1, and its classes by label. */
interface Output {
  losses: number[];
  classes: Map<string, number>;
  suppressed: number;
}

describe.skipIf(!there)('ARX local recoding (skipped where ../shared/data is absent)', () => {
  // Sensitive models and large classes take ten seconds each: with LETHE_SOAK=1.
  const quick = ({ privacyModels: [first, ...more] }: ArxCase) =>
    more.length === 0 && Number(first!.params.k) <= 5;
  const cases = (there ? arxCases() : []).filter(
    (arx) => arx.kind === 'localRecodingHash' && (process.env.LETHE_SOAK === '1' || quick(arx)),
  );

  // The oracle has a hash of ARX's output. Its algorithm, repeated here, gives the classes and suppressed records that the oracle
  // states besides; against the output that has them ours is compared.
  test.each(cases.map((arx) => [title(arx), arx] as const))('is repeated, and bettered: %s', (_, arx) => {
    const input = arxInput(arx);
    if (typeof input === 'string') throw new Error(input);
    const theirs = arxOutput(input);
    const sizes = [...theirs.classes.values()];
    const stated = arx.arx as unknown as Record<string, number>;
    expect({
      suppressedRecords: theirs.suppressed,
      equivalenceClasses: sizes.length,
      minClassSize: Math.min(...sizes),
      maxClassSize: Math.max(...sizes),
    }).toEqual({
      suppressedRecords: stated.suppressedRecords,
      equivalenceClasses: stated.equivalenceClasses,
      minClassSize: stated.minClassSize,
      maxClassSize: stated.maxClassSize,
    });
    const own = ownResult({ ...input, metric: { name: 'loss' }, budget: { nodes: steps } });
    if (own.status !== 'solved') throw new Error('no solution');
    const losses = own.columns.map(({ loss }) => loss);
    expect(mean(losses)).toBeLessThan(mean(theirs.losses));
    expect(geometric(losses)).toBeLessThan(geometric(theirs.losses));
  });
});

/** ARX's local recoding: the optimum of what the one before suppressed, generalisation dearer whenever nothing is kept. */
function arxOutput(input: LatticeInput): Output {
  const { columns, histogram: whole } = input;
  const searched = input.models.map((one) => ({ ...one, model: ofWhole(one, whole) }));
  const sums = columns.map(() => 0);
  const classes = new Map<string, number>();
  let histogram = whole;
  let gsFactor = input.metric.gsFactor!;
  while (histogram.records > 0) {
    const now = { ...input, models: searched, histogram, metric: { ...input.metric, gsFactor } };
    const found = searchLattice(now);
    const nothing = lossOfNothing(now);
    if (found.status !== 'solved' || nothing <= found.loss[0]!) {
      gsFactor += adaption;
      if (gsFactor > 1) break;
      continue;
    }
    const failed = failedLabels(found.dropped.labels, found.dropped.codes);
    const rest: number[] = [];
    for (let i = 0; i < histogram.size; i++) {
      const label = labelOf(columns, histogram, found.levels, i);
      if (failed.has(label)) {
        rest.push(i);
        continue;
      }
      const count = histogram.counts[i]!;
      classes.set(label, (classes.get(label) ?? 0) + count);
      for (let c = 0; c < columns.length; c++)
        sums[c]! += count * shareAt(columns[c]!.levels, found.levels[c]!, histogram.codes[c]![i]!);
    }
    histogram = rowsOf(histogram, rest);
  }
  const losses = columns.map(({ levels: { domain } }, c) => {
    const share = (sums[c]! + histogram.records) / whole.records;
    return (share - 1 / domain) / (1 - 1 / domain);
  });
  return { losses, classes, suppressed: histogram.records };
}

/** A model that knows the whole table, not only what is left of it: its distribution, and how much of the population it is. */
function ofWhole({ model, column }: SearchModel, whole: Histogram): Model {
  const at = whole.columns.findIndex(({ name }) => name === column);
  const sensitive = at < 0 ? null : new Float64Array(whole.columns[at]!.values.length);
  whole.counts.forEach((count, i) => {
    if (sensitive) sensitive[whole.codes[at]![i]!]! += count;
  });
  return {
    ...model,
    compile: (params, known) =>
      model.compile(params, {
        ...known,
        records: whole.records,
        population: whole.records,
        ...(sensitive ? { sensitive } : {}),
      }),
  };
}

/** ARX takes everything suppressed for a solution as well. */
function lossOfNothing(input: LatticeInput): number {
  const none = [{ model: kAnonymity, params: { k: input.histogram.records + 1 } }];
  const [node] = evaluateNodes({ ...input, models: none }, [input.columns.map(({ from }) => from)]);
  return node!.loss[0]!;
}

function labelOf(
  columns: readonly SearchColumn[],
  { codes }: Histogram,
  levels: readonly number[],
  row: number,
) {
  return columns
    .map(({ levels: table }, c) => table.labels[levels[c]!]![table.codes[levels[c]!]![codes[c]![row]!]!])
    .join('|');
}

function failedLabels(labels: readonly (readonly string[])[], codes: readonly Int32Array[]): Set<string> {
  return new Set(Array.from(codes[0]!, (_, g) => labels.map((texts, c) => texts[codes[c]![g]!]).join('|')));
}

function rowsOf(histogram: Histogram, rows: readonly number[]): Histogram {
  const counts = Float64Array.from(rows, (row) => histogram.counts[row]!);
  return {
    columns: histogram.columns,
    codes: histogram.codes.map((list) => Int32Array.from(rows, (row) => list[row]!)),
    counts,
    size: rows.length,
    records: counts.reduce((sum, count) => sum + count, 0),
  };
}

function ownResult(input: LatticeInput): LocalResult {
  const running = algorithms.find(({ name }) => name === 'local-recoding')!.steps(input);
  for (;;) {
    const step = running.next();
    if (step.done) return step.value as LocalResult;
  }
}

const mean = (list: readonly number[]) => list.reduce((sum, one) => sum + one, 0) / list.length;
const geometric = (list: readonly number[]) =>
  list.reduce((product, one) => product * (one + 1) ** (1 / list.length), 1) - 1;

function title({ id, privacyModels }: ArxCase): string {
  return `${id} ${privacyModels.map(({ model, params }) => `${model} ${params.k ?? params.l ?? params.t}`).join(' + ')}`;
}

/** Share of the domain that the label of a value stands for. */
function shareAt({ codes, shares }: SearchColumn['levels'], level: number, value: number): number {
  return shares[level]![codes[level]![value]!]!;
}
