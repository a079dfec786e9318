import type { AttackResult } from '../../core/attack.js';
import { wilson } from './interval.js';
import { type Labels, Release } from './release.js';
import type { Attack, EarlierRelease, Person, Scene } from './scene.js';

/**
 * Puts releases of the same dataset side by side. Each release leaves a person a set of possible sensitive values, those
 * of the records that cover the person; whoever was in all of them has a value that stands in every set. One value left,
 * where no single release had told it, is a disclosure (the attack that m-invariance answers). The sets that persons of
 * the source are left with are compared for every person, not for the truth only: an empty one shows who came or left.
 */
export const intersection: Attack = {
  name: 'intersection',
  summary: {
    en: 'Compares with earlier releases: what value does a person have in all of them?',
    zh: '与历次发布比对：某人在各次发布中共有的取值是什么？',
  },
  source: 'Xiao & Tao 2007 (m-invariance); Ganta, Kasiviswanathan & Smith 2008 (composition)',
  run(scene) {
    if (scene.earlier.length === 0) return [];
    const known = scene.known[0] ?? [];
    return scene.secrets.flatMap((secret) =>
      intersect(
        scene,
        known.filter((column) => column !== secret),
        secret,
      ),
    );
  },
};

function intersect(scene: Scene, known: readonly number[], secret: number): AttackResult[] {
  const { release } = scene;
  const names = release.table.columns.map(({ name }) => name);
  const others = scene.earlier.flatMap(
    (earlier) => sharedWith(earlier, names, known, secret, release.labelsOf) ?? [],
  );
  if (others.length === 0 || known.length === 0) return [];
  let answered = 0;
  let told = 0;
  let alone = 0;
  let gone = 0;
  for (const person of scene.persons) {
    const now = valuesOf(release, release, person, known, secret);
    if (now.size === 0) continue; // not in this release
    const sets = [now, ...others.map((other) => valuesThrough(other, person)).filter((set) => set.size > 0)];
    if (sets.length < 2) continue;
    answered++;
    const common = new Set([...now].filter((value) => sets.every((set) => set.has(value))));
    if (common.size === 0) gone++;
    if (common.size !== 1 || !holdsTruth(release, person, secret, common)) continue;
    if (sets.some((set) => set.size === 1)) alone++;
    else told++;
  }
  const sample = scene.persons.length;
  return [
    {
      attack: 'intersection',
      variant: `${others.length + 1} releases`,
      known: known.map((column) => names[column]!),
      column: names[secret]!,
      sample,
      coverage: sample === 0 ? 0 : answered / sample,
      rate: wilson(told, sample),
      control: { kind: 'none', sample: 0, rate: null },
      // What one release alone tells is no merit of the intersection.
      baseline: { random: null, majority: sample === 0 ? null : alone / sample, model: null },
      advantage: null,
      figures: { told, alone, gone, releases: others.length + 1 },
    },
  ];
}

interface Shared {
  release: Release;
  known: number[]; // columns of the earlier release
  from: number[]; // the same columns of the new one
  secret: number;
}

/** The columns that an earlier release has in common with this one; null where it lacks the sensitive one. */
function sharedWith(
  earlier: EarlierRelease,
  names: readonly string[],
  known: readonly number[],
  secret: number,
  labelsOf: Labels,
): Shared | null {
  const place = (name: string) => earlier.table.columns.findIndex((column) => column.name === name);
  const at = place(names[secret]!);
  const pairs = known
    .map((column) => [place(names[column]!), column] as const)
    .filter(([there]) => there >= 0);
  if (at < 0 || pairs.length === 0) return null;
  return {
    release: new Release(earlier.table, labelsOf),
    known: pairs.map(([there]) => there),
    from: pairs.map(([, here]) => here),
    secret: at,
  };
}

function valuesThrough(shared: Shared, person: Person): Set<string | null> {
  const there: (string | null)[] = [];
  shared.known.forEach((column, i) => {
    there[column] = person[shared.from[i]!] ?? null;
  });
  return valuesOf(shared.release, shared.release, there, shared.known, shared.secret);
}

/** Sensitive values that a release leaves a person. */
function valuesOf(
  release: Release,
  { table }: Release,
  person: Person,
  known: readonly number[],
  secret: number,
): Set<string | null> {
  const values = new Set<string | null>();
  for (const tuple of release.matching(person, known).tuples) {
    if (table.counts[tuple]! > 0) values.add(table.columns[secret]!.values[table.codes[secret]![tuple]!]!);
  }
  return values;
}

function holdsTruth(
  release: Release,
  person: Person,
  secret: number,
  values: ReadonlySet<string | null>,
): boolean {
  const labels = release.table.columns[secret]!.values;
  return [...release.covers[secret]!.codes(person[secret] ?? null)].some((code) => values.has(labels[code]!));
}
