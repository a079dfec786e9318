import type { HierarchyKind } from '../core/hierarchy.js';
import { age } from './age.js';
import { cnAddress } from './cn-address.js';
import { cnRegion } from './cn-region.js';
import { cnResidentId } from './cn-resident-id.js';
import { date } from './date.js';
import { grid } from './grid.js';
import { interval } from './interval.js';
import { prefix } from './prefix.js';
import { taxonomy } from './taxonomy.js';

/** Every kind of hierarchy that a policy may name, in the order in which they are shown. */
export const hierarchyKinds: readonly HierarchyKind[] = [
  taxonomy,
  interval,
  date,
  prefix,
  cnRegion,
  cnAddress,
  cnResidentId,
  age,
  grid,
];

/** The kind of a name, or undefined. */
export function hierarchyKindNamed(name: string): HierarchyKind | undefined {
  return hierarchyKinds.find((kind) => kind.name === name);
}
