import type { Entity, Grade, Role } from './entities.js';

/** What PIPL art. 28 names as sensitive personal information. */
export const sensitiveCategories = [
  'biometrics',
  'religion',
  'specific-identity',
  'health',
  'financial-account',
  'whereabouts',
  'minors-under-14',
] as const;
export type SensitiveCategory = (typeof sensitiveCategories)[number];

/** Reference systems of coordinates in China: the world's own, and those of map services, which shift places. */
export type Datum = 'wgs84' | 'gcj02' | 'bd09';

/** What the coordinates of a column are. */
export interface CoordinateFacts {
  axis: 'latitude' | 'longitude' | 'both' | null; // by range before header; null where neither tells
  datum?: Datum; // absent where nothing tells it
  datumBy?: 'header' | 'values';
  pair?: string; // name of the column with the other axis
}

/** Class after JR/T 0171-2020: C3 authenticates a user, C2 identifies or tells of accounts and property, C1 other personal data. */
export type FinancialGrade = 'C1' | 'C2' | 'C3';

/** A smallest set of columns under which a share of the records is alone in its class. */
export interface JointFinding {
  columns: string[];
  uniques: number; // records
  share: number; // of all records, [0, 1]
}

/** What one pass over a column found. Shares and confidences are in [0, 1]. No values. */
export interface ColumnProfile {
  name: string;
  index: number; // 0-based
  type?: string; // of the cells, where the format has types
  entity: Entity | null;
  role: Role;
  confidence: number;
  share: number; // of the non-empty cells, those that are of this entity
  nonEmpty: number;
  distinct: number; // exact up to 8192, then estimated (HyperLogLog)
  rare: { entity: Entity; count: number }[]; // identifiers found in a column that is something else
  grade: Grade;
  promised?: Entity; // what the header names where the values look otherwise, if that tells of persons
  reasons: string[]; // codes: header, values, checksum, code-list, rare …
  coordinates?: CoordinateFacts; // of coordinates
  financialGrade?: FinancialGrade | null; // JR/T 0171; null where the column is about no person
  categories?: SensitiveCategory[]; // sensitive personal information, as far as header and values show it
}

/** What one pass over a table found. */
export interface TableProfile {
  input: {
    bytes: number;
    rows: number;
    sha256: string;
    encoding: string;
    delimiter: string;
    format?: string;
  };
  columns: ColumnProfile[];
  warnings: string[];
  /** Smallest sets of columns that single records out; null where that was not counted, absent where not asked for. */
  joint?: JointFinding[] | null;
}

/**
 * Facts about a column counted in one full pass by the scanning kernel: what the typing decides from. Mergeable by
 * addition (values: by key), so that chunks, workers and machines may each count their own.
 */
export interface ColumnTally {
  name: string;
  records: number;
  nonEmpty: number;
  /** shapes[bit] = non-empty cells whose shape bit is set; bits as in `kernels/shapes.ts`. */
  shapes: Float64Array;
  /** Distinct non-empty values with counts while there are at most 1024, else null. */
  values: ReadonlyMap<string, number> | null;
  distinct: number;
  /** Some non-empty values, at most 256, chosen by hash and so independent of order; for typing by text only. */
  sample: readonly string[];
  /** Cells in which `find` of a text recogniser located an identifier, per entity. */
  embedded: ReadonlyMap<Entity, number>;
  minLength: number; // characters
  maxLength: number;
}
