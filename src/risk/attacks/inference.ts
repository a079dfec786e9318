import type { AttackResult, Rate } from '../../core/attack.js';
import { difference, round, wilson } from './interval.js';
import type { LabelIndex } from './label-index.js';
import { naiveBayes } from './naive-bayes.js';
import { type Attack, controlKind, type Person, type Scene } from './scene.js';

/** Values of a secret up to which the learned model is trained. */
const mostValues = 256;
const comparisons = 2e8;

/**
 * Guesses a value that is not known of a person. The adversary takes the records that cover what is known, and says the
 * most frequent value among them; equally frequent ones share the guess. `unanimous` counts the targets whose records
 * all say the same (TCAP's key with WEAP = 1), `disclosed` those of them where it is true (DiSCO).
 */
export const inference: Attack = {
  name: 'inference',
  summary: {
    en: 'Guesses a sensitive value by the majority of the records that cover the person, with DiSCO and TCAP.',
    zh: '以覆盖某人的记录中的多数推断其敏感取值，并给出 DiSCO 与 TCAP。',
  },
  source: 'Elliot 2014 (TCAP); Raab, Nowok & Dibben 2024 (DiSCO); Machanavajjhala et al. 2007 (homogeneity)',
  run(scene) {
    return scene.known.flatMap((known) =>
      scene.secrets.flatMap((secret) => {
        const columns = known.filter((column) => column !== secret);
        return columns.length > 0 ? [infer(scene, columns, secret)] : [];
      }),
    );
  },
};

interface Guess {
  right: number; // chance of the true value
  covered: boolean;
  unanimous: boolean;
}

function infer(scene: Scene, known: readonly number[], secret: number): AttackResult {
  const { release, heldOut } = scene;
  const { table } = release;
  const most = Math.max(1, Math.floor(comparisons / Math.max(1, release.index(known).tree.size)));
  const targets = scene.targets.slice(0, most);
  const others = (heldOut ?? targets).slice(0, most);
  const index = release.index(known, secret);
  const cover = release.cover(secret);
  const overall = release.frequencies(secret);
  const common = mostFrequent(overall);
  const counts = new Float64Array(overall.length);
  const guesses: Guess[] = [];
  const control: Guess[] = [];
  let commonRight = 0;
  for (const person of targets) {
    const truth = cover.codes(person[secret] ?? null);
    const covered = vote(index, person, counts);
    const byAll = chanceOf(overall, common, truth);
    commonRight += byAll;
    guesses.push(majority(counts, truth, covered, byAll));
    if (heldOut) continue;
    // The same records are asked without the person's own: one that does not cover the person (a text of which parts were taken
    // out) may still be the nearest of all.
    takeOut(counts, truth);
    control.push(majority(counts, truth, covered, byAll));
  }
  if (heldOut) {
    for (const person of others) {
      const truth = cover.codes(person[secret] ?? null);
      const covered = vote(index, person, counts);
      control.push(majority(counts, truth, covered, chanceOf(overall, common, truth)));
    }
  }
  const rate = rateOf(guesses);
  const controlRate = rateOf(control);
  const commonRate = wilson(commonRight, targets.length);
  const learned =
    table.columns[secret]!.values.length <= mostValues
      ? naiveBayes(release, known, secret, targets, heldOut === null)
      : null;
  const strongest = [controlRate, commonRate, ...(learned ? [learned] : [])].reduce((a, b) =>
    b.value > a.value ? b : a,
  );
  const unanimous = guesses.filter((one) => one.unanimous);
  const disclosed = unanimous.filter((one) => one.right === 1).length;
  return {
    attack: 'inference',
    variant: 'majority',
    known: known.map((column) => table.columns[column]!.name),
    column: table.columns[secret]!.name,
    sample: targets.length,
    coverage: targets.length === 0 ? 0 : guesses.filter((one) => one.covered).length / targets.length,
    rate,
    control: { kind: controlKind(scene), sample: others.length, rate: controlRate },
    baseline: { random: null, majority: commonRate.value, model: learned?.value ?? null },
    advantage: difference(rate, strongest),
    figures: {
      unanimous: unanimous.length,
      disclosed,
      disco: targets.length === 0 ? 0 : round(disclosed / targets.length),
      tcap: unanimous.length === 0 ? 0 : round(disclosed / unanimous.length),
    },
  };
}

/** Counts what the nearest records say of the secret, the last level of the index, into `counts`; whether they cover the person. */
function vote(index: LabelIndex, person: Person, counts: Float64Array): boolean {
  const { at, distance, tree } = index.nearest(person);
  const secrets = tree.codes[index.columns.length]!;
  const records = tree.counts;
  counts.fill(0);
  for (let range = 0; range < at.length; range += 2) {
    const end = at[range + 1]!;
    for (let one = at[range]!; one < end; one++) counts[secrets[one]!]! += records[one]!;
  }
  return distance === 0;
}

/** The guess by what records say; by the whole release where they say nothing. */
function majority(counts: Float64Array, truth: Int32Array, covered: boolean, byAll: number): Guess {
  const { highest, ties, values } = mostFrequent(counts);
  if (values === 0) return { right: byAll, covered: false, unanimous: false };
  return {
    right: chanceOf(counts, { highest, ties }, truth),
    covered,
    unanimous: covered && values === 1,
  };
}

/** One record less of the person's own value: of several labels that cover it, the most frequent. */
function takeOut(counts: Float64Array, truth: Int32Array): void {
  let own = -1;
  for (const code of truth) if (counts[code]! > 0 && (own < 0 || counts[code]! > counts[own]!)) own = code;
  if (own >= 0) counts[own]!--;
}

/** The most frequent values of some records. */
interface Frequent {
  highest: number; // records
  ties: number; // values with as many
}

function mostFrequent(counts: Float64Array): Frequent & { values: number } {
  let highest = 0;
  let ties = 0;
  let values = 0;
  for (let code = 0; code < counts.length; code++) {
    const count = counts[code]!;
    if (count <= 0) continue;
    values++;
    if (count > highest) {
      highest = count;
      ties = 1;
    } else if (count === highest) ties++;
  }
  return { highest, ties, values };
}

/** Chance that the most frequent value, one drawn among equals, is the true one. */
function chanceOf(counts: Float64Array, { highest, ties }: Frequent, truth: Int32Array): number {
  if (highest === 0) return 0;
  let right = 0;
  for (let i = 0; i < truth.length; i++) if (counts[truth[i]!] === highest) right++;
  return right / ties;
}

function rateOf(guesses: readonly Guess[]): Rate {
  return wilson(
    guesses.reduce((sum, one) => sum + one.right, 0),
    guesses.length,
  );
}
