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

/** Evidence for every entity, in the order of the list; entities of several recognisers are merged by their best. */
export function evidenceOf(
  tally: ColumnTally,
  cells: readonly Witness[],
  recognisers: readonly Recogniser[],
): Evidence[] {
  const headers = headerEvidence(tally.name, recognisers);
  const total = cells.reduce((sum, cell) => sum + cell.weight, 0);
  const groups = new Map<Entity, Group>();
  for (const recogniser of recognisers) {
    const group = groups.get(recogniser.entity);
    if (group) group.recognisers.push(recogniser);
    else groups.set(recogniser.entity, { recognisers: [recogniser], hits: 0, strong: 0, score: 0 });
  }
  const all = [...groups.values()];
  // One value after the other, so that it is folded once for all recognisers.
  for (const { text, weight } of cells) {
    for (const group of all) {
      let best = 0;
      for (const recogniser of group.recognisers) best = Math.max(best, recogniser.check(text));
      if (best === 0) continue;
      group.hits += weight;
      group.score += best * weight;
      if (best >= 0.6) group.strong += weight;
    }
  }
  return [...groups].map(([entity, { recognisers: list, hits, strong, score }]) => ({
    entity,
    recogniser: list[0]!,
    share: total === 0 ? 0 : (hits / total) * correction(tally, cells, total, list),
    quality: hits === 0 ? 0 : score / hits,
    strong: total === 0 ? 0 : strong / total,
    header: headers.get(entity) ?? noHeader,
  }));
}

interface Group {
  recognisers: Recogniser[];
  hits: number;
  strong: number;
  score: number;
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
): number {
  const shape = group.length === 1 ? group[0]!.shape : undefined;
  if (tally.values !== null || shape === undefined || tally.nonEmpty === 0) return 1;
  const sampled =
    cells.reduce((sum, cell) => sum + (hasShape(shapesOf(cell.text), shape) ? cell.weight : 0), 0) / total;
  return sampled === 0 ? 0 : Math.min(1 / sampled, (tally.shapes[shape] ?? 0) / tally.nonEmpty / sampled);
}
