import type { Entity, Role } from '../../core/entities.js';
import type { ColumnEvidence } from '../../core/proof.js';
import { demand, type Finding, type Rule, refuse, warn } from './rule.js';

/** Entities that go by a weaker role than what they tell: each is as telling as a name, or joins to a register. */
const telling: ReadonlySet<Entity> = new Set<Entity>(['birth-date', 'cn-case-number']);

/** Where somebody lives or was: as a sensitive value it still finds the person. */
const places: ReadonlySet<Entity> = new Set<Entity>([
  'address',
  'geo-coordinate',
  'postal-code',
  'cn-region-code',
]);

/** Share of distinct values from which a value stands for a record. */
const nearlyUnique = 0.9;

/**
 * A proof is worth what the roles are worth: a column that is not counted in the classes is held to what its values say
 * it is. What identifies by itself is refused; what may be of no person, as a shop's address, is accepted by name.
 */
export const understatedRoles: Rule = ({ evidence, profile }) => {
  if (profile.outcome !== 'anonymised') return [];
  const people = evidence.columns.some(
    ({ role, found }) => role === 'direct' || (found?.role === 'direct' && found.confidence >= sure),
  );
  const findings: Finding[] = [];
  for (const column of evidence.columns) {
    const { found, name, role } = column;
    if (!column.published || column.invented || !column.leaves || !found) continue;
    if (column.counted && profile.k !== null) continue;
    if (role === 'safe' && found.entity === 'date' && people) {
      const args = { column: name, entity: found.entity, role, fit: 'quasi', profile: profile.name };
      findings.push(warn('role-doubtful', args));
    }
    if (!understated(role as Role, found)) continue;
    const args = { column: name, entity: found.entity, role, fit: found.role, profile: profile.name };
    const repair = { path: ['columns', name, 'role'], value: found.role };
    const certain =
      found.confidence >= sure &&
      (found.role === 'direct' || telling.has(found.entity) || (people && places.has(found.entity)));
    findings.push(certain ? refuse('role-understated', args, repair) : demand('role-doubtful', args, repair));
  }
  return findings;
};

/** Confidence of the typing from which no acknowledgement is taken. */
const sure = 0.75;

function understated(role: Role, found: NonNullable<ColumnEvidence['found']>): boolean {
  if (role === 'safe') return found.role !== 'safe';
  // A quasi-identifier is counted, and comes here only where the profile asks for no classes.
  if (role === 'text' || role === 'quasi') return found.role === 'direct';
  if (role !== 'sensitive') return false;
  return (
    found.role === 'direct' || found.role === 'linking' || found.role === 'text' ||
    telling.has(found.entity) || places.has(found.entity)
  ); // biome-ignore format: two lines of alternatives
}

/** A column whose values hardly recur finds its record in any other copy of the table; before the public it is refused. */
export const singlingOut: Rule = ({ evidence, profile }) => {
  if (profile.outcome !== 'anonymised') return [];
  const findings: Finding[] = [];
  for (const column of evidence.columns) {
    const { name, role, distinctShare } = column;
    if (!column.published || column.counted || column.invented || !column.leaves) continue;
    if ((role !== 'safe' && role !== 'sensitive') || (distinctShare ?? 0) < nearlyUnique) continue;
    const args = { column: name, profile: profile.name };
    if (profile.audience === 'public') {
      findings.push(
        demand('column-singles-out', args, { path: ['columns', name, 'use'], value: 'suppress' }),
      );
    } else findings.push(warn('column-singles-out', args));
  }
  return findings;
};
