import type { Diagnostic, MessageCode } from '../core/diagnostics.js';
import type { Judgement } from './gate.js';

/** A change of the policy, and the finding for which it was proposed. */
export interface Proposal {
  code: MessageCode;
  path: readonly string[];
  value: string | number | readonly string[] | null; // null: the setting is taken away
}

/** Coarsest names that levels of places and dates have: `levels` takes the finest and the coarsest that are allowed. */
const levelNames: Readonly<Record<string, readonly string[]>> = {
  district: ['county', 'district'],
  city: ['city', 'prefecture'],
  province: ['province'],
  state: ['province', 'state'],
  year: ['year', 'decade'],
};

/**
 * Changes that may answer a reason, the one that takes least first: what the rule itself proposes, then coarser, at last the
 * column left out. Empty where only the owner of the data can answer: no acceptance and no mark is ever proposed.
 */
export function proposalsFor(reason: Diagnostic, judgement: Pick<Judgement, 'repairs'>): Proposal[] {
  const { code } = reason;
  const column =
    typeof reason.args.column === 'string' && reason.args.column !== '' ? reason.args.column : null;
  if (code === 'key-living') {
    return [
      { code, path: ['seed'], value: null },
      { code, path: ['key'], value: null },
    ];
  }
  // A measure of the policy's own that is not met on the output is no matter of one column.
  if (code === 'model-not-met') return [];
  const stated = judgement.repairs.filter(
    (one) => one.code === code && (column === null || one.path[0] !== 'columns' || one.path.includes(column)),
  );
  const proposals = stated.flatMap(({ path, value }): Proposal[] => {
    if (path[0] === 'dataset') {
      return [{ code, path, value: path[1] === 'expiry' ? '9999-12-31' : value }];
    }
    if (path[2] !== 'levels') return [{ code, path, value }];
    const names = levelNames[String(value)] ?? [String(value)];
    return names.map((name) => ({ code, path, value: [name, '*'] }));
  });
  if (column !== null && !stated.some(({ path }) => path[0] === 'privacy')) {
    const drop: Proposal = { code, path: ['columns', column, 'use'], value: 'suppress' };
    if (!proposals.some((one) => sameChange(one, drop))) proposals.push(drop);
  }
  return proposals;
}

/** Both put the same value at the same place. */
export function sameChange(one: Proposal, other: Proposal): boolean {
  return keyOf(one) === keyOf(other) && JSON.stringify(one.value) === JSON.stringify(other.value);
}

/** Where a change is made. */
export function keyOf({ path }: Proposal): string {
  return path.join('\u0000');
}

function passes(outcome: Judgement | MessageCode): boolean {
  return typeof outcome !== 'string' && outcome.verdict === 'published';
}

const suppressions = [0.05, 0.1, 0.2].map(
  (value): Proposal => ({ code: 'no-solution', path: ['privacy', 'suppression'], value }),
);

/** The column of a change is left out by a change that was chosen. */
function isDropped({ path }: Proposal, chosen: ReadonlyMap<string, Proposal>): boolean {
  if (path[0] !== 'columns') return false;
  return chosen.get(['columns', path[1], 'use'].join('\u0000'))?.value === 'suppress';
}

/** What an evaluation says of a policy: the gate's judgement, or the code of what kept it from its end. */
export type Evaluate = (changes: readonly Proposal[]) => Promise<Judgement | MessageCode>;

/** The outcome of looking for repairs. */
export interface Repaired {
  /** Changes with which the gate passes, none of which can be left out; null where none were found. */
  changes: Proposal[] | null;
  evaluations: number;
}

/**
 * A set of changes with which a refused release passes, found and made minimal by evaluating the whole job: reasons are
 * answered by the first proposal, what did not help gives way to the next, and at last every change is left out once. A fact
 * about the dataset answers its own reason and nothing else does, so those are not left out. At most `most` evaluations.
 */
export async function findRepairs(refused: Judgement, evaluate: Evaluate, most = 12): Promise<Repaired> {
  let evaluations = 0;
  const run = (changes: readonly Proposal[]) => {
    evaluations++;
    return evaluate(changes);
  };
  const chosen = new Map<string, Proposal>();
  const tried: Proposal[] = [];
  const known = (one: Proposal) => tried.some((other) => sameChange(one, other));
  const choose = (next: Proposal) => {
    // What was tried for this column did not help: the next takes its place.
    const column = next.path[0] === 'columns' ? next.path[1] : undefined;
    for (const [key, { path }] of chosen) {
      if (column !== undefined && path[0] === 'columns' && path[1] === column) chosen.delete(key);
    }
    tried.push(next);
    chosen.set(keyOf(next), next);
  };
  let last = refused; // what the gate said last
  let outcome: Judgement | MessageCode = refused;
  while (evaluations < most && !passes(outcome)) {
    const before = tried.length;
    // Where the search found nothing more records must go; where a change was no policy, the next takes its place.
    const unsolved = outcome === 'no-solution';
    for (const reason of unsolved ? [] : last.reasons) {
      const all = proposalsFor(reason, last);
      // Another reason of this round may have asked for the same, or for the whole column to go.
      if (tried.slice(before).some((one) => all.some((other) => sameChange(one, other)))) continue;
      const next = all.find((one) => !known(one));
      if (next && !isDropped(next, chosen)) choose(next);
    }
    const next = unsolved && suppressions.find((one) => !known(one));
    if (next) choose(next);
    if (tried.length === before) return { changes: null, evaluations };
    outcome = await run([...chosen.values()]);
    if (typeof outcome !== 'string') last = outcome;
  }
  if (!passes(outcome)) return { changes: null, evaluations };
  for (const [key, change] of [...chosen]) {
    if (change.path[0] === 'dataset') continue;
    if (chosen.size === 1) break;
    const without = [...chosen.values()].filter((one) => one !== change);
    if (passes(await run(without))) chosen.delete(key);
  }
  return { changes: [...chosen.values()], evaluations };
}
