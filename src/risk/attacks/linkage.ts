import type { AttackResult, Rate } from '../../core/attack.js';
import { difference, wilson } from './interval.js';
import type { Release } from './release.js';
import { type Attack, controlKind, type Person, type Scene } from './scene.js';

/** Tuples that a search for the nearest may compare in all: beyond, fewer targets are tried, and that is said. */
const comparisons = 2e8;

/**
 * Finds a person's record by what is known of the person. The nearest records are the candidates, all of them: among
 * ties the adversary can only draw lots, so an answer counts 1/candidates. A record may be the person's only if its
 * labels cover the person in every column. `two-sources`: two halves of the known columns come from two places, and
 * what both lead to is the answer (linkability in the sense of WP29 05/2014).
 */
export const linkage: Attack = {
  name: 'linkage',
  summary: {
    en: "Finds a person's record by known columns: covering labels first, then the nearest; ties share the guess.",
    zh: '以已知列寻找某人的记录：先取覆盖其取值的标签，再取最近者；并列时平分猜测。',
  },
  source: 'Samarati & Sweeney 1998; Gower 1971; WP29 05/2014',
  run(scene) {
    return scene.known.filter((known) => known.length > 0).flatMap((known) => linkBy(scene, known));
  },
};

interface Link {
  answered: boolean; // some record covers everything known
  right: number; // chance that the answer is the person's record
  alone: boolean; // exactly one candidate, and it may be the person's
}

/** What an attack on one person answers with so many of the person's own records left out. */
type Answer = (left: number) => Link;

function linkBy(scene: Scene, known: readonly number[]): AttackResult[] {
  const { release } = scene;
  const most = Math.max(1, Math.floor(comparisons / Math.max(1, release.table.size)));
  const targets = scene.targets.slice(0, most);
  const others = scene.heldOut?.slice(0, most) ?? targets;
  const own = scene.heldOut ? 0 : 1;
  const results = [score(scene, 'nearest', known, targets, others, (person) => link(release, person, known))];
  if (known.length > 1) {
    const half = Math.ceil(known.length / 2);
    const sides = [known.slice(0, half), known.slice(half)];
    results.push(
      score(scene, 'two-sources', known, targets, others, (person) => meet(release, person, known, sides)),
    );
  }
  return results;

  function score(
    { release: { table } }: Scene,
    variant: string,
    columns: readonly number[],
    persons: readonly Person[],
    controls: readonly Person[],
    attempt: (person: Person) => Answer,
  ): AttackResult {
    const answers = persons.map(attempt);
    const found = answers.map((answer) => answer(0));
    // The same persons are looked up once: leaving their own record out changes what is counted, not who is near.
    const control = (controls === persons ? answers : controls.map(attempt)).map((answer) => answer(own));
    const rate = rateOf(found);
    const controlRate = rateOf(control);
    return {
      attack: 'linkage',
      variant,
      known: columns.map((column) => table.columns[column]!.name),
      column: null,
      sample: found.length,
      coverage: share(found, (one) => one.answered),
      rate,
      control: { kind: controlKind(scene), sample: control.length, rate: controlRate },
      baseline: { random: table.records > 0 ? 1 / table.records : null, majority: null, model: null },
      advantage: difference(rate, controlRate),
      figures: { alone: found.filter((one) => one.alone).length },
    };
  }
}

function link(release: Release, person: Person, known: readonly number[]): Answer {
  const { distance, tuples, records } = release.nearest(person, known);
  return answer(recordsOfPerson(release, person, tuples), records, distance === 0);
}

function meet(
  release: Release,
  person: Person,
  known: readonly number[],
  sides: readonly (readonly number[])[],
): Answer {
  // Where records cover all that both sources know, they are what the nearest of both have in common: no need to list those.
  const covering = release.matching(person, known);
  if (covering.records > 0)
    return answer(recordsOfPerson(release, person, covering.tuples), covering.records, true);
  const [first, second] = sides.map((side) => release.nearest(person, side));
  const inFirst = new Set(first!.tuples);
  const both = second!.tuples.filter((tuple) => inFirst.has(tuple));
  let records = 0;
  for (const tuple of both) records += release.table.counts[tuple]!;
  return answer(recordsOfPerson(release, person, both), records, true);
}

/** Lots are drawn among the candidates, `own` of which may be the person's. */
function answer(own: number, candidates: number, covered: boolean): Answer {
  return (left) => {
    const records = candidates - (own > 0 ? left : 0);
    const right = own - left > 0 && records > 0 ? 1 / records : 0;
    return { answered: covered && records > 0, right, alone: right === 1 };
  };
}

/** Records among the tuples that cover the person in every column: one of them may be the person's. */
function recordsOfPerson(release: Release, person: Person, tuples: Int32Array): number {
  const { table, covers } = release;
  const flags = covers.map((cover, column) => new Set(cover.codes(person[column] ?? null)));
  let records = 0;
  for (const tuple of tuples) {
    if (flags.every((set, column) => set.has(table.codes[column]![tuple]!))) records += table.counts[tuple]!;
  }
  return records;
}

function rateOf(links: readonly Link[]): Rate {
  return wilson(
    links.reduce((sum, one) => sum + one.right, 0),
    links.length,
  );
}

function share(links: readonly Link[], holds: (one: Link) => boolean): number {
  return links.length === 0 ? 0 : links.filter(holds).length / links.length;
}
