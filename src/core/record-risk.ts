/** What can be measured of single records, beyond what their class says. */
export const recordRisks = ['individual', 'household', 'suda', 'sets'] as const;
export type RecordRiskName = (typeof recordRisks)[number];

/** Risks of single records, those that were asked for. No cell value in it. */
export interface RecordRisks {
  individual?: IndividualFigures;
  household?: HouseholdFigures;
  suda?: SudaFigures;
  sets?: SetFigures;
}

/** How a risk is spread over the records. */
export interface RiskSpread {
  mean: number; // the global risk
  expected: number; // records that an attack on all would identify: the sum
  max: number;
  above: { risk: number; records: number }[]; // records whose risk exceeds 0.01, 0.05, 0.1, 0.2, 0.5
}

/** Risk of re-identification by class and sampling weights (Benedetti & Franconi 1998). */
export interface IndividualFigures extends RiskSpread {
  weighted: boolean; // false: no weights, the table counts as the population
  population: number; // sum of the weights, records where there are none
}

/** Risk that at least one member of a record's household is identified, 1 − Π(1 − r) over its records. */
export interface HouseholdFigures extends RiskSpread {
  households: number;
  perHousehold: { mean: number; expected: number }; // as above, every household once
}

/** Special uniques (SUDA2). */
export interface SudaFigures {
  most: number; // columns that a minimal sample unique may have
  fraction: number; // sampling fraction that DIS assumes
  uniques: number; // minimal sample uniques
  bySize: number[]; // the same per size of the set, from one column on
  records: number; // with a score
  score: { mean: number; max: number }; // Elliot's, mean over all records
  dis: RiskSpread; // chance that a match is right, over all records
  contributions: Record<string, number>; // per column: percentage of all scores whose sets contain it
}

/** Sets of columns and how many records each singles out. */
export interface SetFigures {
  most: number; // columns in a set, apart from that of all columns
  uniques: number; // records alone by all columns together
  /** By size, within one the most uniques first; those left out that hardly single out more than a part of them. */
  sets: { columns: string[]; uniques: number; share: number }[];
}
