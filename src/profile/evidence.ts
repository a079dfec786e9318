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

/** A distinct value with the number of cells it stands for, and its shapes. */
export interface Witness {
  text: string;
  weight: number;
  shapes: number;
}

/** The values a column is judged by: all distinct ones with their counts, or the sample. */
export function witnesses(tally: ColumnTally): Witness[] {
  const pairs = tally.values ? [...tally.values] : tally.sample.map((text) => [text, 1] as const);
  return pairs
    .filter(([text]) => text.trim() !== '')
    .map(([text, weight]) => ({
      text: text.length > 512 ? text.slice(0, 512) : text,
      weight,
      shapes: shapesOf(text),
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
  const byEntity = new Map<Entity, Recogniser[]>();
  for (const recogniser of recognisers) {
    byEntity.set(recogniser.entity, [...(byEntity.get(recogniser.entity) ?? []), recogniser]);
  }
  return [...byEntity].map(([entity, group]) => {
    let hits = 0;
    let strong = 0;
    let score = 0;
    for (const cell of cells) {
      let best = 0;
      for (const recogniser of group) {
        if (recogniser.shape !== undefined && !hasShape(cell.shapes, recogniser.shape)) continue;
        best = Math.max(best, recogniser.check(cell.text));
      }
      if (best === 0) continue;
      hits += cell.weight;
      score += best * cell.weight;
      if (best >= 0.6) strong += cell.weight;
    }
    return {
      entity,
      recogniser: group[0]!,
      share: total === 0 ? 0 : (hits / total) * correction(tally, cells, total, group),
      quality: hits === 0 ? 0 : score / hits,
      strong: total === 0 ? 0 : strong / total,
      header: headers.get(entity) ?? noHeader,
    };
  });
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
    cells.reduce((sum, cell) => sum + (hasShape(cell.shapes, shape) ? cell.weight : 0), 0) / total;
  return sampled === 0 ? 0 : Math.min(1 / sampled, (tally.shapes[shape] ?? 0) / tally.nonEmpty / sampled);
}
