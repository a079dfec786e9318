import type { AttackResult, Rate } from '../../core/attack.js';
import { difference, wilson } from './interval.js';
import { Meeting } from './meeting.js';
import { OwnRecords } from './own-records.js';
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

/** What an attack on one person comes to, whichever of the person's own records are left out. */
interface Answer {
  candidates: number; // records among which lots are drawn
  own: number; // of them, those that may be the person's; told up to two
  covered: boolean; // the candidates cover everything known
  answered: boolean; // with all of the person's records
}

function linkBy(scene: Scene, known: readonly number[]): AttackResult[] {
  const { release } = scene;
  const most = Math.max(1, Math.floor(comparisons / Math.max(1, release.index(known).tree.size)));
  const targets = scene.targets.slice(0, most);
  const others = scene.heldOut?.slice(0, most) ?? targets;
  const left = scene.heldOut ? 0 : 1; // records of a person that are left out for the control
  // The secret below the known columns tells nothing here, but inference asks for the same persons there.
  const index = release.index(known, scene.secrets.find((secret) => !known.includes(secret)) ?? null);
  const ownRecords = new OwnRecords(release, known);
  const answers = new Map<Person, Answer>();
  const attempt = (person: Person): Answer => {
    const nearest = index.nearest(person);
    const covered = nearest.distance === 0;
    const answer: Answer = {
      candidates: nearest.records,
      own: covered ? ownRecords.of(person, nearest) : 0,
      covered,
      answered: covered,
    };
    answers.set(person, answer);
    return answer;
  };
  const results = [score(scene, 'nearest', known, targets, others, attempt)];
  if (known.length > 1) {
    const half = Math.ceil(known.length / 2);
    const meeting = new Meeting(release, [known.slice(0, half), known.slice(half)]);
    results.push(
      score(scene, 'two-sources', known, targets, others, (person) => {
        // Where records cover all that both sources know, they are what the nearest of both have in common: no need to list those.
        const whole = answers.get(person)!;
        // Else whatever they have in common fails to cover the person in some column, and is somebody else's.
        return whole.covered ? whole : { ...whole, answered: meeting.holds(person) };
      }),
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
    const found = answers.map((answer) => linked(answer, 0));
    // The same persons are looked up once: leaving their own record out changes what is counted, not who is near.
    const control = (controls === persons ? answers : controls.map(attempt)).map((answer) =>
      linked(answer, left),
    );
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

/** Lots are drawn among the candidates, `left` of the person's records having been left out. */
function linked({ candidates, own, covered, answered }: Answer, left: number): Link {
  if (!covered) return { answered, right: 0, alone: false };
  const records = candidates - (own > 0 ? left : 0);
  const right = own - left > 0 && records > 0 ? 1 / records : 0;
  return { answered: records > 0, right, alone: right === 1 };
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
