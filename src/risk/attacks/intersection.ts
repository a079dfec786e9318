import type { AttackResult } from '../../core/attack.js';
import { wilson } from './interval.js';
import type { LabelIndex } from './label-index.js';
import { Release } from './release.js';
import type { Attack, Person, Scene } from './scene.js';

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
    const others = scene.earlier.map(({ table }) => new Release(table, scene.release.labelsOf));
    return scene.secrets.flatMap((secret) =>
      intersect(
        scene,
        others,
        known.filter((column) => column !== secret),
        secret,
      ),
    );
  },
};

function intersect(
  scene: Scene,
  earlier: readonly Release[],
  known: readonly number[],
  secret: number,
): AttackResult[] {
  const { release } = scene;
  const names = release.table.columns.map(({ name }) => name);
  const own = new Possible(release, known, known, secret, release);
  const others = earlier.flatMap((one) => sharedWith(one, release, known, secret) ?? []);
  if (others.length === 0 || known.length === 0) return [];
  let answered = 0;
  let told = 0;
  let alone = 0;
  let gone = 0;
  // How many of the sets that are not empty hold a label of this release.
  const holds = new Int32Array(release.table.columns[secret]!.values.length);
  for (const person of scene.persons) {
    const now = own.of(person);
    if (now.length === 0) continue; // not in this release
    let sets = 1;
    let single = now.length === 1;
    for (const label of now) holds[label] = 1;
    for (const other of others) {
      const labels = other.of(person);
      if (labels.length === 0) continue;
      for (const label of labels) if (label >= 0 && holds[label] === sets) holds[label]++;
      sets++;
      if (labels.length === 1) single = true;
    }
    const common = now.filter((label) => holds[label] === sets);
    for (const label of now) holds[label] = 0;
    if (sets < 2) continue;
    answered++;
    if (common.length === 0) gone++;
    if (common.length !== 1) continue;
    if (
      !release
        .cover(secret)
        .codes(person[secret] ?? null)
        .includes(common[0]!)
    )
      continue;
    if (single) alone++;
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

/** The columns that an earlier release has in common with this one; null where it lacks the sensitive one. */
function sharedWith(
  earlier: Release,
  release: Release,
  known: readonly number[],
  secret: number,
): Possible | null {
  const name = (column: number) => release.table.columns[column]!.name;
  const place = (column: number) => earlier.table.columns.findIndex((one) => one.name === name(column));
  const from = known.filter((column) => place(column) >= 0);
  if (place(secret) < 0 || from.length === 0) return null;
  return new Possible(earlier, from.map(place), from, place(secret), release, secret);
}

/** The sensitive values that a release leaves a person, as codes of the newest release. */
class Possible {
  readonly #release: Release;
  readonly #known: readonly number[];
  readonly #from: readonly number[]; // the known columns in the newest release
  readonly #secret: number;
  readonly #codes: Int32Array; // of the newest release; below 0 where it lacks a label
  readonly #seen: Int32Array; // the turn in which a label was met last
  #index: LabelIndex | undefined; // made when first needed
  #turn = 0;

  constructor(
    release: Release,
    known: readonly number[],
    from: readonly number[],
    secret: number,
    newest: Release,
    there = secret,
  ) {
    this.#release = release;
    this.#known = known;
    this.#from = from;
    this.#secret = secret;
    const { values } = release.table.columns[secret]!;
    const codeOf = new Map(newest.table.columns[there]!.values.map((value, code) => [value, code]));
    this.#codes = Int32Array.from(values, (value, code) => codeOf.get(value) ?? -1 - code);
    this.#seen = new Int32Array(values.length);
  }

  /** Each label once; none where the person is not in the release. */
  of(person: Person): number[] {
    const here: (string | null)[] = [];
    this.#known.forEach((column, i) => {
      here[column] = person[this.#from[i]!] ?? null;
    });
    this.#index ??= this.#release.index(this.#known, this.#secret);
    const { at, tree } = this.#index.matching(here);
    const secrets = tree.codes[this.#known.length]!;
    const labels: number[] = [];
    this.#turn++;
    for (let range = 0; range < at.length; range += 2) {
      for (let one = at[range]!; one < at[range + 1]!; one++) {
        const code = secrets[one]!;
        if (this.#seen[code] === this.#turn) continue;
        this.#seen[code] = this.#turn;
        labels.push(this.#codes[code]!);
      }
    }
    return labels;
  }
}
