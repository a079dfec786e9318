import { createRequire } from 'node:module';

/** What a numbering plan says of a written number. */
export interface DialledNumber {
  valid: boolean; // the plan assigns such numbers; otherwise only their length is right
  mobile: boolean; // as far as the plan tells mobiles from fixed lines
  groups(): readonly string[]; // digits as the country groups them, with the trunk prefix where one is dialled
}

interface Parsed {
  country?: string;
  isPossible(): boolean;
  isValid(): boolean;
  getType(): string | undefined;
  formatNational(): string;
}

interface NumberingPlan {
  possibleLengths(): number[];
  nationalNumberPattern(): string;
  nationalPrefix(): string | null;
}

interface Library {
  parsePhoneNumberFromString(text: string, how: object, plans: object): Parsed | undefined;
  Metadata: new (
    plans: object,
  ) => { selectNumberingPlan(country: string): void; numberingPlan?: NumberingPlan };
}

let loaded: { library: Library; plans: object } | null = null;

/**
 * The numbering plans of libphonenumber (Apache-2.0, through libphonenumber-js): 70 ms to load, so nobody loads them who
 * has not met a number that another country may have issued.
 */
function plans(): { library: Library; plans: object } {
  if (loaded === null) {
    const load = createRequire(import.meta.url);
    const library = load('libphonenumber-js/core') as Library;
    loaded = { library, plans: load('libphonenumber-js/metadata.max.json') as object };
  }
  return loaded;
}

/** What the plan of the country that +NN names says of a number; null where no country is dialled so, or no number as long. */
export function dialledAbroad(text: string): DialledNumber | null {
  const { library, plans: known } = plans();
  return judged(library.parsePhoneNumberFromString(text, { extract: false }, known));
}

/** What the plan of a country (ISO 3166, upper case) says of a number as it is dialled within it. */
export function dialledWithin(text: string, country: string): DialledNumber | null {
  const { library, plans: known } = plans();
  const how = { defaultCountry: country, extract: false };
  return judged(library.parsePhoneNumberFromString(text, how, known));
}

function judged(number: Parsed | undefined): DialledNumber | null {
  if (!number?.isPossible()) return null;
  const type = number.getType();
  return {
    valid: number.isValid() && !organisations.has(type ?? ''),
    mobile: type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE',
    groups: () => number.formatNational().match(/[0-9]+/g) ?? [],
  };
}

/** Kinds of numbers that are no person's: free of charge, shared cost, premium rate, and those of whole companies. */
const organisations: ReadonlySet<string> = new Set(['TOLL_FREE', 'SHARED_COST', 'PREMIUM_RATE', 'UAN']);

interface Within {
  lengths: ReadonlySet<number>;
  trunk: string;
  numbers: RegExp;
}

const known = new Map<string, Within>();

/** Whether digits may be a number dialled within a country, by length and pattern: cheap, and never false where it is one. */
export function mayBeWithin(digits: string, country: string): boolean {
  let within = known.get(country);
  if (!within) {
    const { library, plans: all } = plans();
    const metadata = new library.Metadata(all);
    metadata.selectNumberingPlan(country);
    const plan = metadata.numberingPlan!;
    within = {
      lengths: new Set(plan.possibleLengths()),
      trunk: plan.nationalPrefix() ?? '',
      numbers: new RegExp(`^(?:${plan.nationalNumberPattern()})$`),
    };
    known.set(country, within);
  }
  const { lengths, trunk, numbers } = within;
  if (lengths.has(digits.length) && numbers.test(digits)) return true;
  const rest = trunk !== '' && digits.startsWith(trunk) ? digits.slice(trunk.length) : '';
  return lengths.has(rest.length) && numbers.test(rest);
}
