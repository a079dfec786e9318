import type { Entity } from '../core/entities.js';
import type { ColumnProfile, ColumnTally } from '../core/profile.js';
import type { Recogniser } from '../core/recogniser.js';
import { Shape } from '../kernels/shapes.js';
import type { Evidence, Witness } from './evidence.js';
import { namesVersion } from './headers.js';

/** Shapes that hardly ever arise by chance, also among codes of the same length. Luhn and 1[3-9] arise often. */
const certain: ReadonlySet<number> = new Set([
  Shape.residentId18,
  Shape.uscc,
  Shape.email,
  Shape.plate,
  Shape.mac,
]);

/**
 * Identifiers that stand here and there in a column that is something else: whole cells by their shape or by their
 * value, and parts of cells by the search of texts. Counts are cells; most frequent first.
 */
export function rareHits(
  tally: ColumnTally,
  cells: readonly Witness[],
  recognisers: readonly Recogniser[],
  own: Evidence | null,
): ColumnProfile['rare'] {
  const counts = new Map<Entity, number>();
  const versioned = namesVersion(tally.name);
  const note = (entity: Entity, count: number) => {
    if (versioned && entity === 'ip-address') return; // 1.2.3.4 is of that form, too
    if (count >= 1 && entity !== own?.entity) counts.set(entity, Math.max(counts.get(entity) ?? 0, count));
  };
  const identifying = new Set(
    recognisers
      .filter(({ role, find }) => role === 'direct' && find !== undefined)
      .map(({ entity }) => entity),
  );
  for (const [entity, count] of tally.embedded) if (identifying.has(entity)) note(entity, count);
  for (const recogniser of recognisers) {
    if (!recogniser.unflagged || !identifying.has(recogniser.entity)) continue;
    let hits = 0;
    for (const { text, weight } of cells) if (recogniser.find!(text).length > 0) hits += weight;
    note(recogniser.entity, Math.round(hits));
  }
  const mostlyCodes =
    (tally.shapes[Shape.integer] ?? 0) + (tally.shapes[Shape.decimal] ?? 0) >= 0.5 * tally.nonEmpty ||
    (tally.minLength === tally.maxLength && tally.minLength > 4);
  const others = recognisers.filter((one) => one.role === 'direct' && one.strongShape !== undefined);
  for (const recogniser of others) {
    if (recogniser.entity === own?.entity) continue;
    const shape = recogniser.strongShape!;
    if (mostlyCodes && !certain.has(shape)) continue;
    const count = tally.shapes[shape] ?? 0;
    if (count === 0) continue;
    // Where all values are known, count those that the recogniser accepts and the column's own does not.
    if (tally.values) {
      let hits = 0;
      for (const { text, weight } of cells) {
        if (recogniser.check(text) >= 0.6 && !(own && own.recogniser.check(text) > 0)) hits += weight;
      }
      note(recogniser.entity, hits);
    } else note(recogniser.entity, Math.min(count, Math.round(tally.nonEmpty * (1 - (own?.share ?? 0)))));
  }
  return [...counts]
    .map(([entity, count]) => ({ entity, count }))
    .sort((a, b) => b.count - a.count || (a.entity < b.entity ? -1 : 1));
}
