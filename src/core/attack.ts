/** A rate with its interval at 95 %. */
export interface Rate {
  value: number; // [0, 1]; of an advantage [-1, 1]
  low: number;
  high: number;
}

/** The group that tells what an attack gains from the records of the persons themselves. */
export interface ControlGroup {
  /**
   * held-out: persons of the same source who are not in the release; leave-out: the same targets, each with its own
   * record taken out of the release.
   */
  kind: 'held-out' | 'leave-out' | 'none';
  sample: number; // records
  rate: Rate | null;
}

/** What one attack achieved on the bytes to be published. No cell value in it. */
export interface AttackResult {
  attack: string;
  variant: string;
  /** Columns that the adversary knows of the target. */
  known: string[];
  /** The column that is guessed or turned back; null where the attack looks for a person. */
  column: string | null;
  sample: number; // targets
  coverage: number; // share of targets for which the attack had an answer, [0, 1]
  rate: Rate; // of the sample: right answers, ties shared out
  control: ControlGroup;
  baseline: { random: number | null; majority: number | null; model: number | null };
  /** The rate less the best of control and baselines; null where there is nothing to compare with. */
  advantage: Rate | null;
  /** Further figures by name: guesses, recovered, unanimous … */
  figures: Record<string, number>;
}

/** All attacks on one release, with what the adversary was given. */
export interface AttackReport {
  /** Records of the source whose data the adversary holds, chosen by a key that anyone can derive again. */
  targets: number;
  control: ControlGroup['kind'];
  guesses: number; // budget per column for turning values back
  /** Columns that the policy says an adversary knows, but whose published cells cannot be held against their values. */
  leftOut?: string[];
  attacks: AttackResult[];
}
