import type { AttackResult, Rate } from '../../core/attack.js';
import { difference, wilson } from './interval.js';
import { Meeting } from './meeting.js';
import type { Candidates, Release } from './release.js';
import { type Attack, controlKind, type Person, type Scene } from './scene.js';

/** Classes that a search for the nearest may compare in all: beyond, fewer targets are tried, and that is said. */
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
  const most = Math.max(1, Math.floor(comparisons / Math.max(1, release.index(known).tree.size)));
  const targets = scene.targets.slice(0, most);
  const others = scene.heldOut?.slice(0, most) ?? targets;
  const own = scene.heldOut ? 0 : 1;
  const covering = new Map<Person, number>();
  // Two ways lead to the same records: which of them are the person's is looked up once.
  const recordsOf: RecordsOf = (person, candidates) => {
    const found = covering.get(person) ?? release.covering(person, known, candidates);
    covering.set(person, found);
    return found;
  };
  const results = [
    score(scene, 'nearest', known, targets, others, (person) => link(release, person, known, recordsOf)),
  ];
  if (known.length > 1) {
    const half = Math.ceil(known.length / 2);
    const meeting = new Meeting(release, [known.slice(0, half), known.slice(half)]);
    results.push(
      score(scene, 'two-sources', known, targets, others, (person) =>
        meet(release, person, known, meeting, recordsOf),
      ),
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

/** Records that cover a person in every column, known or not, up to two: one of them may be the person's. */
type RecordsOf = (person: Person, candidates: Candidates) => number;

function link(release: Release, person: Person, known: readonly number[], recordsOf: RecordsOf): Answer {
  const nearest = release.nearest(person, known);
  const { distance, records } = nearest;
  return answer(distance === 0 ? recordsOf(person, nearest) : 0, records, distance === 0);
}

function meet(
  release: Release,
  person: Person,
  known: readonly number[],
  meeting: Meeting,
  recordsOf: RecordsOf,
): Answer {
  // Where records cover all that both sources know, they are what the nearest of both have in common: no need to list those.
  const matching = release.matching(person, known);
  if (matching.records > 0) return answer(recordsOf(person, matching), matching.records, true);
  // Else whatever they have in common fails to cover the person in some column, and is somebody else's.
  const answered = meeting.holds(person);
  return () => ({ answered, right: 0, alone: false });
}

/** Lots are drawn among the candidates, `own` of which may be the person's. */
function answer(own: number, candidates: number, covered: boolean): Answer {
  return (left) => {
    const records = candidates - (own > 0 ? left : 0);
    const right = own - left > 0 && records > 0 ? 1 / records : 0;
    return { answered: covered && records > 0, right, alone: right === 1 };
  };
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
