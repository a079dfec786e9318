import type { Bilingual } from '../../core/text.js';

/** Where a threshold comes from, so that a report can say it. No number in a profile stands without one. */
export interface Sourced<T> {
  value: T;
  source: string;
}

/** Geography from fine to coarse; a level's name decides, and a name that is not listed counts as finest. */
export type Geography = 'district' | 'city' | 'province';

/** Facts that a release must state about itself, in `dataset`. One of the alternatives is enough. */
export interface RequiredField {
  anyOf: readonly string[];
  source: string;
}

/**
 * A release profile: the bar that the gate holds a release to, as data. `null` means that the profile asks nothing
 * there. Thresholds are after DOMAIN facts that were seen in secondary sources; `source` names the standard.
 */
export interface ReleaseProfile {
  name: string;
  title: Bilingual;
  summary: Bilingual;
  source: string;
  /** anonymised: nothing that can be turned back may be in it. de-identified: still personal information. */
  outcome: 'anonymised' | 'de-identified';
  /** The other lawful way out: with source and authorisation on record, keys may live on (label `authorised`). */
  authorisable: boolean;
  k: Sourced<number> | null; // size of the smallest class
  maxRisk: Sourced<number> | null; // θ of every class, prosecutor risk 1/size
  /**
   * How overall risk is measured: the largest θ, or the mean θ times the chance of an attack. It is reported and not
   * judged: the acceptance value of GB/T 42460 is unverified, and the mean of classes within θ is within θ itself.
   */
  overall: 'max' | 'mean-in-context' | null;
  distinctL: Sourced<number> | null; // distinct values of every published sensitive column in every class
  /** Who may try: with `public` the chance of an attack is 1 and no context lowers it. */
  audience: 'public' | 'bound';
  freeText: 'forbidden' | 'redacted';
  linkingKeys: 'forbidden' | 'allowed';
  trajectories: 'forbidden' | 'allowed';
  finestGeography: Geography | null;
  finestDate: 'year' | null;
  requires: readonly RequiredField[];
  /** Facts whose absence is a warning. */
  wants?: readonly RequiredField[];
  /** Terms that a drafted policy states until the owner puts their own in place; nothing else reads them. */
  terms?: readonly StandardTerm[];
}

/** One field of `dataset` with the words of Lethe's standard terms, which the annex to the agreement spells out. */
export interface StandardTerm {
  field: string;
  text: Bilingual;
}
