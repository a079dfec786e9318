import type { Frontier, FrontierPoint, ModelPrice } from '../core/frontier.js';
import type { SearchModel } from './judge.js';
import { searchSteps } from './lattice.js';
import type { LatticeInput, LatticeResult } from './result.js';

/** Work of a frontier as tuples looked at: the same on every machine. About a quarter of a second. */
const work = 2e7;

/** Nodes below which a search says too little to be shown. */
const fewest = 8;

/** Suppression limits beside the one that was asked for. */
const limits = [0, 0.01, 0.05, 0.1];

/** What the frontier is drawn around. */
export interface FrontierInput extends LatticeInput {
  /** The limit that the policy states, and what it comes to for this table (records without empty cells). */
  limit: number;
  shareOf(limit: number): number; // of the records of the histogram
}

interface Found {
  loss: number | null;
  suppressed: number | null; // records
  optimal: boolean;
  columns: readonly { name: string; loss: number }[];
}

/**
 * What loss other settings would cost: the limit of suppression and the first requirement with steps varied one at a time,
 * every model a step weaker and left out, every column left out. Each answer is a search of the lattice with an equal share
 * of a fixed amount of work; one that it did not finish is marked as not optimal. What holds under a stricter setting holds
 * under a weaker one, so that its loss bounds it. Null where the table is too large for that work.
 */
export function* frontierSteps(input: FrontierInput): Generator<void, Frontier | null, void> {
  const { models, columns } = input;
  const stepped = models.findIndex(({ model }) => model.steps !== undefined);
  const values = stepped < 0 ? [] : valuesOf(models[stepped]!);
  const searches = limits.length + 2 + values.length + 2 * models.length + columns.length;
  const nodes = Math.floor(work / searches / Math.max(1, input.histogram.size));
  if (nodes < fewest || columns.length === 0) return null;
  function* ask(change: Partial<LatticeInput>): Generator<void, Found, void> {
    return found(yield* searchSteps({ ...input, ...change, budget: { nodes } }));
  }
  const now = yield* ask({});
  if (now.loss === null) return null;
  const suppression: FrontierPoint[] = [];
  for (const limit of around(limits, input.limit)) {
    const chosen = limit === input.limit;
    suppression.push(point(limit, chosen ? now : yield* ask({ suppression: input.shareOf(limit) }), chosen));
  }
  smooth(suppression, true);
  let requirement: Frontier['requirement'] = null;
  if (stepped >= 0) {
    const asked = models[stepped]!;
    const { param } = asked.model.steps!;
    const points: FrontierPoint[] = [];
    for (const value of values) {
      const chosen = value === current(asked);
      points.push(
        point(value, chosen ? now : yield* ask({ models: withValue(models, stepped, value) }), chosen),
      );
    }
    smooth(points, false);
    requirement = { ...named(asked), param, points };
  }
  const prices: ModelPrice[] = [];
  for (const [i, one] of models.entries()) {
    const value = current(one);
    const weaker = value !== null && value > 1 ? value - 1 : null;
    const less = weaker === null ? null : yield* ask({ models: withValue(models, i, weaker) });
    // One step below two nothing is asked any more: the same as without the model.
    const without =
      models.length > 1 && weaker !== 1 ? yield* ask({ models: models.filter((_, at) => at !== i) }) : null;
    prices.push({
      ...named(one),
      weaker:
        less && weaker !== null
          ? { param: one.model.steps!.param, value: weaker, loss: atMost(less, now) }
          : null,
      without: without ? atMost(without, now) : weaker === 1 && less ? atMost(less, now) : null,
    });
  }
  const dropped: Frontier['columns'] = [];
  for (const [c, { name }] of columns.entries()) {
    if (columns.length < 2) break;
    const gone = columns.map((one, at) =>
      at === c ? { ...one, from: one.levels.height, to: one.levels.height } : one,
    );
    const without = yield* ask({ columns: gone });
    const before = othersOf(now, name)!;
    dropped.push({ column: name, others: before, without: othersOf(without, name) });
  }
  dropped.sort(
    (a, b) =>
      b.others - (b.without ?? b.others) - (a.others - (a.without ?? a.others)) ||
      (a.column < b.column ? -1 : 1),
  );
  return {
    metric: input.metric.name,
    loss: now.loss,
    optimal: now.optimal,
    suppression,
    requirement,
    models: prices,
    columns: dropped,
  };
}

function found(result: LatticeResult): Found {
  if (result.status !== 'solved')
    return { loss: null, suppressed: null, optimal: result.proven, columns: [] };
  const { loss, suppressed, optimal } = result.recoding;
  return { loss, suppressed, optimal, columns: result.columns };
}

function point(value: number, { loss, suppressed, optimal }: Found, chosen: boolean): FrontierPoint {
  return { value, loss, suppressed, optimal, chosen };
}

/** A weaker setting loses no more than a stricter one, whatever its search came to. */
function smooth(points: FrontierPoint[], weakerAfter: boolean): void {
  const order = weakerAfter ? points : [...points].reverse();
  let least: FrontierPoint | null = null;
  for (const one of order) {
    if (least?.loss != null && (one.loss === null || one.loss > least.loss)) {
      one.loss = least.loss;
      one.suppressed = least.suppressed;
      one.optimal = false;
    }
    if (one.loss !== null) least = one;
  }
}

function atMost(one: Found, now: Found): number {
  return Math.min(one.loss ?? now.loss!, now.loss!);
}

/** Mean loss of all columns but one. */
function othersOf({ columns }: Found, name: string): number | null {
  const others = columns.filter((one) => one.name !== name);
  return others.length === 0 ? null : others.reduce((sum, { loss }) => sum + loss, 0) / others.length;
}

function current({ model, params }: SearchModel): number | null {
  const value = model.steps && (params as Record<string, unknown>)[model.steps.param];
  return typeof value === 'number' ? value : null;
}

function valuesOf(one: SearchModel): number[] {
  return around(one.model.steps!.values, current(one)!);
}

/** The usual values with the chosen one among them, ascending. */
function around(usual: readonly number[], chosen: number): number[] {
  return [...new Set([...usual, chosen])].sort((a, b) => a - b);
}

function withValue(models: readonly SearchModel[], index: number, value: number): SearchModel[] {
  return models.map((one, at) =>
    at === index ? { ...one, params: { ...(one.params as object), [one.model.steps!.param]: value } } : one,
  );
}

function named({ model, column }: SearchModel): { model: string; column?: string } {
  return { model: model.name, ...(column === undefined ? {} : { column }) };
}
