/** What one setting would cost. */
export interface FrontierPoint {
  value: number; // of the setting that varies
  loss: number | null; // of the metric; null where no recoding meets the models
  suppressed: number | null; // records
  optimal: boolean; // false: nothing better was found within the work allowed
  chosen: boolean; // what the policy asks for
}

/** What a model costs: the loss with its parameter one step weaker, and without it; null where that says nothing. */
export interface ModelPrice {
  model: string;
  column?: string;
  weaker: { param: string; value: number; loss: number } | null;
  without: number | null;
}

/** How loss depends on what the policy asks for, one setting varied at a time. */
export interface Frontier {
  metric: string;
  loss: number; // of the policy as it stands
  optimal: boolean;
  suppression: FrontierPoint[]; // by the share of records that may be suppressed
  /** The first model with a parameter that has steps, such as k. */
  requirement: { model: string; column?: string; param: string; points: FrontierPoint[] } | null;
  models: ModelPrice[];
  /** Mean loss of the other columns now, and if the column were left out; the one whose removal helps most first. */
  columns: { column: string; others: number; without: number | null }[];
}
