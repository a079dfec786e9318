import type { Entity } from '../core/entities.js';
import type { ColumnTally } from '../core/profile.js';
import type { Recogniser } from '../core/recogniser.js';
import { hasShape, shapesOf } from '../kernels/shapes/reference.js';
import { forgetValues } from '../recognisers/index.js';
import { type HeaderEvidence, headerEvidence } from './headers.js';

/** What header and values say together about one entity. */
export interface Evidence {
  readonly entity: Entity;
  readonly recogniser: Recogniser;
  readonly share: number; // of the non-empty cells, those that the recogniser accepts
  readonly quality: number; // mean score of those
  readonly strong: number; // share of the non-empty cells with a score of at least .6
  readonly header: HeaderEvidence;
}

const noHeader: HeaderEvidence = { strength: 0, length: 0 };

/** A distinct value with the number of cells it stands for. */
export interface Witness {
  text: string;
  weight: number;
}

/** UTF-16 units of a value that are judged. */
const longestJudged = 512;

/** The values a column is judged by: all distinct ones with their counts, or the sample. */
export function witnesses(tally: ColumnTally): Witness[] {
  const pairs = tally.values ? [...tally.values] : tally.sample.map((text) => [text, 1] as const);
  return pairs
    .filter(([text]) => text.trim() !== '')
    .map(([text, weight]) => ({
      text: text.length > longestJudged ? text.slice(0, longestJudged) : text,
      weight,
    }));
}

/** Witnesses that are judged without a shape to go by at most: the heaviest of them, the others by every n-th. */
const mostJudged = 256;
const heaviest = 192;

/**
 * Evidence for every entity, in the order of the list; entities of several recognisers are merged by their best. A
 * recogniser whose shape no cell has is not asked. Recognisers without a shape judge at most 256 witnesses, of which
 * those that stand for others weigh as much as these; `exactly` counts out what matters. What values say of an entity is
 * counted when it is first asked for: most columns are decided by the few recognisers that their header names.
 */
export class ColumnEvidence {
  readonly all: readonly Evidence[];
  readonly #groups: readonly Group[];
  readonly #total: number;

  constructor(tally: ColumnTally, cells: readonly Witness[], recognisers: readonly Recogniser[]) {
    const headers = headerEvidence(tally.name, recognisers);
    const few = thinned(cells);
    const groups = new Map<Entity, Group>();
    for (const recogniser of recognisers) {
      const group = groups.get(recogniser.entity) ?? emptyGroup(cells);
      groups.set(recogniser.entity, group);
      group.all.push(recogniser);
      if (!possible(recogniser, tally)) continue;
      group.asked.push(recogniser);
      if (recogniser.shape === undefined && recogniser.anyShape === undefined) group.cells = few;
    }
    this.#groups = [...groups.values()];
    this.#total = weightOf(cells);
    const column = { tally, cells, total: this.#total, shapes: new CellShapes(cells) };
    this.all = [...groups].map(
      ([entity, group]) => new GroupEvidence(entity, headers.get(entity) ?? noHeader, group, column),
    );
  }

  /** Those with at least a share, in order. Others are counted no further than it takes to tell. */
  atLeast(share: number): Evidence[] {
    // A share that is brought into line with a count may be larger than what was counted here.
    count(
      this.#groups.filter((group) => shapeOf(group) === undefined),
      share * this.#total,
    );
    return this.all.filter((one, i) => {
      const group = this.#groups[i]!;
      return (isCounted(group) || shapeOf(group) !== undefined) && one.share >= share;
    });
  }

  /** Those that are wanted, counted: together, so that a value is folded once for all recognisers. */
  counted(wanted: (evidence: Evidence) => boolean = () => true): Evidence[] {
    const chosen = this.all.map(wanted);
    count(this.#groups.filter((_, i) => chosen[i]!));
    return this.all.filter((_, i) => chosen[i]!);
  }
}

/** What is the same for all entities of a column. */
interface Column {
  tally: ColumnTally;
  cells: readonly Witness[];
  total: number; // weight of the cells
  shapes: CellShapes;
}

class GroupEvidence implements Evidence {
  #share: number | undefined;

  constructor(
    readonly entity: Entity,
    readonly header: HeaderEvidence,
    private readonly group: Group,
    private readonly column: Column,
  ) {}

  get recogniser(): Recogniser {
    return this.group.all[0]!;
  }

  get share(): number {
    const { total } = this.column;
    this.#share ??= total === 0 ? 0 : (this.#counted.hits / total) * correction(this.column, this.group.all);
    return this.#share;
  }

  get quality(): number {
    const { hits, score } = this.#counted;
    return hits === 0 ? 0 : score / hits;
  }

  get strong(): number {
    const { total } = this.column;
    return total === 0 ? 0 : this.#counted.strong / total;
  }

  get #counted(): Group {
    count([this.group]);
    return this.group;
  }
}

/** The same evidence with its share counted over all witnesses. */
export function exactly(
  evidence: Evidence,
  tally: ColumnTally,
  cells: readonly Witness[],
  recognisers: readonly Recogniser[],
): Evidence {
  if (cells.length <= mostJudged) return evidence;
  const group = emptyGroup(cells);
  group.asked.push(...recognisers.filter((one) => one.entity === evidence.entity && possible(one, tally)));
  count([group]);
  const { entity, recogniser, quality, strong, header } = evidence;
  return { entity, recogniser, quality, strong, header, share: group.hits / weightOf(cells) };
}

/** Whether some cell of the column has a shape that the recogniser needs. */
function possible({ shape, anyShape }: Recogniser, { shapes }: ColumnTally): boolean {
  if (shape !== undefined) return (shapes[shape] ?? 0) > 0;
  return anyShape === undefined || anyShape.some((one) => (shapes[one] ?? 0) > 0);
}

/** Weight by which what is left is taken for more than it is, so that no rounding of sums gives a group up too early. */
const margin = 1.001;

/**
 * Judges one value after the other, so that it is folded once for all recognisers, and goes on where a group was left before.
 * Groups whose hits can no longer weigh `least` are given up.
 */
function count(groups: readonly Group[], least = 0): void {
  let live = groups.filter((group) => !isCounted(group));
  while (live.length > 0) {
    const { cells } = live[0]!;
    const from = Math.min(...live.map(({ next }) => next));
    const together = live.filter((group) => group.cells === cells);
    live = live.filter((group) => group.cells !== cells);
    countOver(together, cells, from, least);
  }
  forgetValues();
}

function countOver(groups: readonly Group[], cells: readonly Witness[], from: number, least: number): void {
  let live = groups;
  let rest = least > 0 ? weightOf(cells.slice(from)) * margin : Number.POSITIVE_INFINITY;
  for (let i = from; i < cells.length && live.length > 0; i++) {
    const { text, weight } = cells[i]!;
    rest -= weight;
    let lost = false;
    for (const group of live) {
      if (group.next > i) continue;
      group.next = i + 1;
      let best = 0;
      for (const recogniser of group.asked) best = Math.max(best, recogniser.check(text));
      if (best > 0) {
        group.hits += weight;
        group.score += best * weight;
        if (best >= 0.6) group.strong += weight;
      } else if (group.hits + rest < least) lost = true;
    }
    if (lost) live = live.filter((group) => group.hits + rest >= least);
  }
}

function isCounted({ asked, cells, next }: Group): boolean {
  return asked.length === 0 || next >= cells.length;
}

/** The shape that the share of a group is brought into line with, if it has one. */
function shapeOf({ all }: Group): number | undefined {
  return all.length === 1 ? all[0]!.shape : undefined;
}

/** At most 256 of the witnesses: the heaviest, and of the others every n-th with the weight of those it stands for. */
function thinned(cells: readonly Witness[]): readonly Witness[] {
  if (cells.length <= mostJudged) return cells;
  const ranked = [...cells].sort((a, b) => b.weight - a.weight || (a.text < b.text ? -1 : 1));
  const light = ranked.slice(heaviest);
  const step = light.length / (mostJudged - heaviest);
  const chosen = Array.from(
    { length: mostJudged - heaviest },
    (_, i) => light[Math.floor((i + 0.5) * step)]!,
  );
  const factor = weightOf(light) / weightOf(chosen);
  return [
    ...ranked.slice(0, heaviest),
    ...chosen.map(({ text, weight }) => ({ text, weight: weight * factor })),
  ];
}

/** The cells that witnesses stand for. */
export function weightOf(cells: readonly Witness[]): number {
  return cells.reduce((sum, cell) => sum + cell.weight, 0);
}

interface Group {
  all: Recogniser[];
  asked: Recogniser[]; // those whose shape occurs
  cells: readonly Witness[]; // all witnesses where every one that is asked has a shape, else few of them
  next: number; // the first witness that was not judged
  hits: number;
  strong: number;
  score: number;
}

function emptyGroup(cells: readonly Witness[]): Group {
  return { all: [], asked: [], cells, next: 0, hits: 0, strong: 0, score: 0 };
}

/** Shapes of the witnesses, found when first asked for. */
class CellShapes {
  #known: Int32Array | null = null;

  constructor(readonly cells: readonly Witness[]) {}

  get all(): Int32Array {
    this.#known ??= Int32Array.from(this.cells, ({ text }) => shapesOf(text));
    return this.#known;
  }
}

/**
 * Where only a sample of the values is known but the shape was counted over all cells, the sample's share is brought
 * into line with the count.
 */
function correction({ tally, cells, total, shapes }: Column, group: readonly Recogniser[]): number {
  const shape = group.length === 1 ? group[0]!.shape : undefined;
  if (tally.values !== null || shape === undefined || tally.nonEmpty === 0) return 1;
  if ((tally.shapes[shape] ?? 0) === 0) return 0;
  if (tally.shapes[shape] === tally.nonEmpty && cells.every(({ text }) => text.length < longestJudged))
    return 1;
  const { all } = shapes;
  const sampled =
    cells.reduce((sum, cell, i) => sum + (hasShape(all[i]!, shape) ? cell.weight : 0), 0) / total;
  return sampled === 0 ? 0 : Math.min(1 / sampled, (tally.shapes[shape] ?? 0) / tally.nonEmpty / sampled);
}
