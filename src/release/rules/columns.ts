import type { Entity } from '../../core/entities.js';
import type { ColumnEvidence } from '../../core/proof.js';
import { isAuthorised } from './dataset.js';
import { demand, type Finding, type Rule, refuse, unchanged, warn } from './rule.js';

/** Entities that describe a person without naming one: they are counted in classes, not hunted as identifiers. */
const descriptive: ReadonlySet<Entity> = new Set<Entity>([
  'address', 'organisation-name', 'postal-code', 'cn-region-code', 'birth-date', 'date', 'age', 'gender',
  'ethnicity', 'marital-status', 'political-status', 'religion', 'education', 'occupation', 'income',
  'blood-type', 'health', 'text',
]); // biome-ignore format: a list of words

const drop = (column: string) => ({ path: ['columns', column, 'use'], value: 'suppress' });

/** Direct identifiers that go out as they came in, or still graded as identifying. */
export const directIdentifiers: Rule = ({ evidence, profile }) => {
  const findings: Finding[] = [];
  for (const column of evidence.columns) {
    if (column.role !== 'direct' || !column.published || column.invented) continue;
    const anonymised = profile.outcome === 'anonymised';
    // Where the profile asks for no classes, nothing bounds what a mask leaves standing.
    const unbounded = profile.k === null && column.leaves === true;
    const standing = unchanged(column) || (anonymised && (unbounded || stillGraded(column)));
    if (!standing) continue;
    const args = {
      column: column.name,
      entity: column.entity ?? 'direct',
      use: column.use,
      profile: profile.name,
    };
    findings.push(refuse('direct-published', args, drop(column.name)));
  }
  return findings;
};

/** Nothing was taken from a column that identifies, and nothing counts what is left of it. */
function stillGraded(column: ColumnEvidence): boolean {
  return (
    !column.counted && (column.reversibility === 'none' || column.leaves === true) && column.gradeAfter >= 3
  );
}

/** What authenticates a user (JR/T 0171: C3) never leaves; a header may deceive, so the owner can say that it is none. */
export const authentication: Rule = ({ evidence, profile }) =>
  evidence.columns
    .filter(({ published, invented, financialGrade }) => published && !invented && financialGrade === 'C3')
    .map(({ name }) =>
      demand('authentication-published', { column: name, profile: profile.name }, drop(name)),
    );

/** Columns that can be turned back, or whose key still exists; pseudonyms of a destroyed key keep equality. */
export const reversibility: Rule = ({ plan, evidence, profile }) => {
  const findings: Finding[] = [];
  const strict = profile.outcome === 'anonymised' && !isAuthorised(plan, profile);
  for (const column of evidence.columns) {
    if (!column.published || unchanged(column)) continue;
    const args = { column: column.name, use: column.use, profile: profile.name };
    if (strict) {
      if (column.reversibility === 'reversible') {
        findings.push(refuse('column-reversible', args, drop(column.name)));
      } else if (column.livingKey) findings.push(refuse('key-living', args));
      else if (column.reversibility === 'keyed') findings.push(warn('pseudonym-equality', args));
    } else if (column.reversibility === 'reversible') findings.push(warn('column-restorable', args));
    else if (column.livingKey && profile.outcome === 'anonymised')
      findings.push(warn('column-restorable', args));
  }
  if (profile.outcome === 'de-identified') {
    findings.push(warn('still-personal-information', { profile: profile.name }));
  }
  return findings;
};

/** Keys that join to other sources. A pseudonym of a destroyed key joins to nothing and was warned about above. */
export const linkingKeys: Rule = ({ evidence, profile }) => {
  if (profile.linkingKeys === 'allowed') return [];
  return evidence.columns
    .filter((column) => column.role === 'linking' && column.published && unchanged(column))
    .map(({ name }) => refuse('linking-published', { column: name, profile: profile.name }, drop(name)));
};

/** Free text: forbidden, or redacted and said so. */
export const freeText: Rule = ({ evidence, profile }) => {
  const findings: Finding[] = [];
  for (const column of evidence.columns) {
    if (column.role !== 'text' || !column.published) continue;
    const args = { column: column.name, profile: profile.name };
    if (profile.freeText === 'forbidden') {
      findings.push(refuse('free-text-forbidden', args, drop(column.name)));
    } else if (unchanged(column)) {
      const repair = { path: ['columns', column.name, 'use'], value: 'redact' };
      findings.push(refuse('free-text-raw', args, repair));
    } else findings.push(warn('free-text-published', args));
  }
  return findings;
};

/** Identifiers that a stranger's recognisers still find in the bytes. */
export const residualIdentifiers: Rule = ({ evidence, profile }) => {
  const columns = new Map(evidence.columns.map((column) => [column.name, column]));
  const findings: Finding[] = [];
  for (const { column: name, entity, count } of evidence.residuals) {
    const column = columns.get(name);
    if (count === 0 || descriptive.has(entity) || column?.invented) continue;
    // A pseudonym may keep a format, or look like some number by chance. What a mask leaves must not pass for the whole.
    if (column && isPseudonym(column)) continue;
    const repair = column?.role === 'text' ? undefined : drop(name);
    findings.push(
      refuse('residual-identifiers', { column: name, entity, count, profile: profile.name }, repair),
    );
  }
  return findings;
};

/**
 * Every cell is a token made with a key; whether that key may live is another rule's question. What leaves a part or the
 * order standing (little noise on a number) is none, keyed or not.
 */
function isPseudonym(column: ColumnEvidence): boolean {
  return (
    column.reversibility === 'keyed' && column.leaves !== true && column.role !== 'text' && !unchanged(column)
  );
}
