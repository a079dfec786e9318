import type { TableProfile } from '../core/profile.js';
import type { Recogniser } from '../core/recogniser.js';
import type { Bilingual } from '../core/text.js';
import type { ColumnSuggestion, Registry } from '../policy/index.js';

/** Something that is listed by name. */
export interface Listed {
  name: string;
  summary: Bilingual;
  source?: string;
}

/** Everything registered, for `list`, `explain`, `schema`, `test` and policies. */
export interface Components extends Registry {
  recognisers: readonly Recogniser[];
  metricSpecs: readonly Listed[];
  profileSpecs: readonly Listed[];
  suggest(profile: TableProfile): readonly ColumnSuggestion[];
}
