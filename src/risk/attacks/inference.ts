import type { AttackResult, Rate } from '../../core/attack.js';
import { difference, round, wilson } from './interval.js';
import type { Release } from './release.js';
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
  const { release } = scene;
  const { table } = release;
  const most = Math.max(1, Math.floor(comparisons / Math.max(1, release.index(known).tree.size)));
  const targets = scene.targets.slice(0, most);
  const others = (scene.heldOut ?? targets).slice(0, most);
  const leave = scene.heldOut === null;
  const overall = release.frequencies(secret);
  const guesses = targets.map((person) => majority(release, person, known, secret, false, overall));
  const control = others.map((person) => majority(release, person, known, secret, leave, overall));
  const rate = rateOf(guesses);
  const controlRate = rateOf(control);
  const common = wilson(
    targets.reduce(
      (sum, person) => sum + best(overall, release.cover(secret).codes(person[secret] ?? null)),
      0,
    ),
    targets.length,
  );
  const learned =
    table.columns[secret]!.values.length <= mostValues
      ? naiveBayes(release, known, secret, targets, leave)
      : null;
  const strongest = [controlRate, common, ...(learned ? [learned] : [])].reduce((a, b) =>
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
    baseline: { random: null, majority: common.value, model: learned?.value ?? null },
    advantage: difference(rate, strongest),
    figures: {
      unanimous: unanimous.length,
      disclosed,
      disco: targets.length === 0 ? 0 : round(disclosed / targets.length),
      tcap: unanimous.length === 0 ? 0 : round(disclosed / unanimous.length),
    },
  };
}

function majority(
  release: Release,
  person: Person,
  known: readonly number[],
  secret: number,
  leaveOut: boolean,
  overall: Float64Array,
): Guess {
  const { at, distance, tree } = release.nearest(person, known, secret);
  const counts = new Float64Array(overall.length);
  const secrets = tree.codes[known.length]!;
  for (let range = 0; range < at.length; range += 2) {
    for (let one = at[range]!; one < at[range + 1]!; one++) counts[secrets[one]!]! += tree.counts[one]!;
  }
  const truth = release.cover(secret).codes(person[secret] ?? null);
  if (leaveOut && distance === 0) takeOut(counts, truth);
  const values = counts.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0);
  if (values === 0) return { right: best(overall, truth), covered: false, unanimous: false };
  return { right: best(counts, truth), covered: distance === 0, unanimous: distance === 0 && values === 1 };
}

/** One record less of the person's own value: of several labels that cover it, the most frequent. */
function takeOut(counts: Float64Array, truth: Int32Array): void {
  let own = -1;
  for (const code of truth) if (counts[code]! > 0 && (own < 0 || counts[code]! > counts[own]!)) own = code;
  if (own >= 0) counts[own]!--;
}

/** Chance that the most frequent value, one drawn among equals, is the true one. */
function best(counts: Float64Array, truth: Int32Array): number {
  let highest = 0;
  for (const count of counts) highest = Math.max(highest, count);
  if (highest === 0) return 0;
  let ties = 0;
  for (const count of counts) if (count === highest) ties++;
  let right = 0;
  for (const code of truth) if (counts[code] === highest) right++;
  return right / ties;
}

/**
 * A learned model that knows the release as a whole and no single record: naive Bayes over the labels, with Laplace's
 * correction. With `leaveOut` the target's own record is not among those it learned from.
 */
function naiveBayes(
  release: Release,
  known: readonly number[],
  secret: number,
  targets: readonly Person[],
  leaveOut: boolean,
): Rate {
  const { table } = release;
  const classes = table.columns[secret]!.values.length;
  const prior = release.frequencies(secret);
  const tables = known.map((column) => {
    const labels = table.columns[column]!.values.length;
    const counts = new Float64Array(labels * classes);
    for (let tuple = 0; tuple < table.size; tuple++) {
      counts[table.codes[column]![tuple]! * classes + table.codes[secret]![tuple]!]! += table.counts[tuple]!;
    }
    return { labels, counts };
  });
  let right = 0;
  const scores = new Float64Array(classes);
  for (const person of targets) {
    const truth = release.cover(secret).codes(person[secret] ?? null);
    const own = leaveOut ? (truth[0] ?? -1) : -1;
    for (let value = 0; value < classes; value++) {
      const less = value === own ? 1 : 0;
      const all = Math.max(0, prior[value]! - less);
      scores[value] = all === 0 ? Number.NEGATIVE_INFINITY : Math.log(all);
    }
    known.forEach((column, at) => {
      const { labels, counts } = tables[at]!;
      const codes = release.cover(column).codes(person[column] ?? null);
      if (codes.length === 0) return;
      for (let value = 0; value < classes; value++) {
        const less = value === own ? 1 : 0;
        let seen = -less;
        for (const code of codes) seen += counts[code * classes + value]!;
        scores[value]! += Math.log((Math.max(0, seen) + 1) / (Math.max(0, prior[value]! - less) + labels));
      }
    });
    let highest = Number.NEGATIVE_INFINITY;
    for (const score of scores) highest = Math.max(highest, score);
    let ties = 0;
    for (const score of scores) if (score === highest) ties++;
    for (const code of truth) if (scores[code] === highest) right += 1 / ties;
  }
  return wilson(right, targets.length);
}

function rateOf(guesses: readonly Guess[]): Rate {
  return wilson(
    guesses.reduce((sum, one) => sum + one.right, 0),
    guesses.length,
  );
}
