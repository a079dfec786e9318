import type { Entity } from '../core/entities.js';
import type { ColumnTally } from '../core/profile.js';
import type { Recogniser } from '../core/recogniser.js';
import { hasShape, shapesOf } from '../kernels/shapes/reference.js';
import { type HeaderEvidence, headerEvidence } from './headers.js';

/** What header and values say together about one entity. */
export interface Evidence {
  entity: Entity;
  recogniser: Recogniser;
  share: number; // of the non-empty cells, those that the recogniser accepts
  quality: number; // mean score of those
  strong: number; // share of the non-empty cells with a score of at least .6
  header: HeaderEvidence;
}

const noHeader: HeaderEvidence = { strength: 0, length: 0 };

/** A distinct value with the number of cells it stands for. */
export interface Witness {
  text: string;
  weight: number;
}

/** The values a column is judged by: all distinct ones with their counts, or the sample. */
export function witnesses(tally: ColumnTally): Witness[] {
  const pairs = tally.values ? [...tally.values] : tally.sample.map((text) => [text, 1] as const);
  return pairs
    .filter(([text]) => text.trim() !== '')
    .map(([text, weight]) => ({
      text: text.length > 512 ? text.slice(0, 512) : text,
      weight,
    }));
}

/** Witnesses that are judged without a shape to go by at most: the heaviest of them, the others by every n-th. */
const mostJudged = 256;
const heaviest = 192;

/**
 * Evidence for every entity, in the order of the list; entities of several recognisers are merged by their best. A
 * recogniser whose shape no cell has is not asked. Recognisers without a shape judge at most 256 witnesses, of which
 * those that stand for others weigh as much as these; `exactly` counts out what matters.
 */
export function evidenceOf(
  tally: ColumnTally,
  cells: readonly Witness[],
  recognisers: readonly Recogniser[],
): Evidence[] {
  const headers = headerEvidence(tally.name, recognisers);
  const total = weightOf(cells);
  const shapes = new CellShapes(cells);
  const groups = new Map<Entity, Group>();
  for (const recogniser of recognisers) {
    const group = groups.get(recogniser.entity) ?? emptyGroup();
    groups.set(recogniser.entity, group);
    group.all.push(recogniser);
    if (!possible(recogniser, tally)) continue;
    group.asked.push(recogniser);
    if (recogniser.shape === undefined && recogniser.anyShape === undefined) group.shaped = false;
  }
  const live = [...groups.values()].filter(({ asked }) => asked.length > 0);
  const few = thinned(cells);
  const shaped = few === cells ? [] : live.filter((group) => group.shaped);
  count(few === cells ? live : live.filter((group) => !group.shaped), few);
  count(shaped, cells);
  return [...groups].map(([entity, group]) => ({
    entity,
    recogniser: group.all[0]!,
    share: total === 0 ? 0 : (group.hits / total) * correction(tally, cells, total, group.all, shapes),
    quality: group.hits === 0 ? 0 : group.score / group.hits,
    strong: total === 0 ? 0 : group.strong / total,
    header: headers.get(entity) ?? noHeader,
  }));
}

/** The same evidence with its share counted over all witnesses. */
export function exactly(
  evidence: Evidence,
  tally: ColumnTally,
  cells: readonly Witness[],
  recognisers: readonly Recogniser[],
): Evidence {
  if (cells.length <= mostJudged) return evidence;
  const group = emptyGroup();
  group.asked.push(...recognisers.filter((one) => one.entity === evidence.entity && possible(one, tally)));
  count([group], cells);
  return { ...evidence, share: group.hits / weightOf(cells) };
}

/** Whether some cell of the column has a shape that the recogniser needs. */
function possible({ shape, anyShape }: Recogniser, { shapes }: ColumnTally): boolean {
  if (shape !== undefined) return (shapes[shape] ?? 0) > 0;
  return anyShape === undefined || anyShape.some((one) => (shapes[one] ?? 0) > 0);
}

/** Judges one value after the other, so that it is folded once for all recognisers. */
function count(groups: readonly Group[], cells: readonly Witness[]): void {
  if (groups.length === 0) return;
  for (const { text, weight } of cells) {
    for (const group of groups) {
      let best = 0;
      for (const recogniser of group.asked) best = Math.max(best, recogniser.check(text));
      if (best === 0) continue;
      group.hits += weight;
      group.score += best * weight;
      if (best >= 0.6) group.strong += weight;
    }
  }
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

function weightOf(cells: readonly Witness[]): number {
  return cells.reduce((sum, cell) => sum + cell.weight, 0);
}

interface Group {
  all: Recogniser[];
  asked: Recogniser[]; // those whose shape occurs
  shaped: boolean; // every one that is asked has a shape
  hits: number;
  strong: number;
  score: number;
}

function emptyGroup(): Group {
  return { all: [], asked: [], shaped: true, hits: 0, strong: 0, score: 0 };
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
function correction(
  tally: ColumnTally,
  cells: readonly Witness[],
  total: number,
  group: readonly Recogniser[],
  shapes: CellShapes,
): number {
  const shape = group.length === 1 ? group[0]!.shape : undefined;
  if (tally.values !== null || shape === undefined || tally.nonEmpty === 0) return 1;
  if ((tally.shapes[shape] ?? 0) === 0) return 0;
  const { all } = shapes;
  const sampled =
    cells.reduce((sum, cell, i) => sum + (hasShape(all[i]!, shape) ? cell.weight : 0), 0) / total;
  return sampled === 0 ? 0 : Math.min(1 / sampled, (tally.shapes[shape] ?? 0) / tally.nonEmpty / sampled);
}
