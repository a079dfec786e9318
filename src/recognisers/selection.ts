import type { Entity } from '../core/entities.js';
import { dialledCountries } from '../core/lists/countries.js';
import type { Recogniser } from '../core/recogniser.js';
import { type FindAll, finderOver, gatesOf, safeOf } from './find-all.js';
import { cryptoAddress } from './intl/crypto.js';
import { nationalIdentifiers, nationalRecognisers, nationalRows } from './intl/index.js';
import { nationalFinder } from './intl/recognise.js';
import { phonesWithin } from './phones/within.js';

/** Which recognisers are at work: those of a table, and the search of texts over the same ones. */
export interface Recognition {
  recognisers: readonly Recogniser[];
  findAll: FindAll;
  /** What a text must show for `findAll` to find anything but Chinese names: see `gatesOf`. */
  gates: Int32Array;
  /** Whether the kernel may read numbers that stand alone: nothing at work would make something else of them. */
  reads: boolean;
  safe: ReadonlySet<Entity>; // what gives way where spans overlap
}

/** Codes that a selection may name: every country with a numbering plan, and `cn` for what is always on. */
export const countries: readonly string[] = [...new Set(['cn', ...dialledCountries])];

/**
 * The built-in recognisers with those of some countries; without a list, those whose form stands alone in whichever
 * country. A country brings all its identifiers, also those that need a header, and its phone numbers as they are dialled
 * within it. `own` go first: they know better.
 */
export function recognitionOf(
  base: readonly Recogniser[],
  selected: readonly string[] | null,
  own: readonly Recogniser[] = [],
): Recognition {
  const rows =
    selected === null
      ? nationalRows.filter((row) => row.distinctive)
      : Object.entries(nationalIdentifiers).flatMap(([code, list]) => (selected.includes(code) ? list : []));
  const names = new Set<Entity>([...rows.map(({ entity }) => entity), cryptoAddress.entity]);
  const others = nationalRecognisers.filter(({ entity }) => names.has(entity));
  const dialled = (selected ?? []).filter((code) => code !== 'cn').map((code) => code.toUpperCase());
  const phones = dialled.length > 0 ? [phonesWithin(dialled)] : [];
  const national = rows.length > 0 ? nationalFinder(rows) : null;
  const searched = [...own, ...base, ...phones, cryptoAddress];
  return {
    recognisers: [...own, ...base, ...phones, ...others],
    findAll: finderOver(searched, national),
    gates: gatesOf(searched, national),
    reads: selected === null,
    safe: safeOf(searched),
  };
}
