import type { ColumnProfile, JointFinding } from '../core/profile.js';
import type { Recogniser, RecognitionSpec } from '../core/recogniser.js';
import type { Bilingual } from '../core/text.js';
import type { ColumnSuggestion, Registry } from '../policy/index.js';
import type { RecogniserPack } from '../recognisers/index.js';

/** Something that is listed by name. */
export interface Listed {
  name: string;
  summary: Bilingual;
  source?: string;
}

/** A release profile, as far as a suggested policy depends on it. */
export interface ProfileSpec extends Listed {
  k: { value: number } | null;
  distinctL: { value: number } | null;
  requires: readonly { anyOf: readonly string[] }[]; // fields of `dataset`
  terms?: readonly { field: string; text: Bilingual }[]; // what a draft states in them
  /** What the gate asks for, in words, for `lethe explain`. */
  thresholds?: readonly { name: Bilingual; value: Bilingual; source?: string }[];
}

/** Everything registered, for `list`, `explain`, `schema`, `test` and policies. */
export interface Components extends Registry {
  recognisers: readonly Recogniser[];
  /** Those at work under a policy, its own first. */
  recognisersUnder(spec: RecognitionSpec): readonly Recogniser[];
  metricSpecs: readonly Listed[];
  algorithmSpecs: readonly (Listed & { numbers?: true })[];
  profileSpecs: readonly ProfileSpec[];
  /** Lists of law: what each calls personal information, and which entities answer it. */
  packs: readonly RecogniserPack[];
  /** The treatment to begin with, under a release profile. */
  suggest(columns: readonly ColumnProfile[], releaseProfile: string): Promise<readonly ColumnSuggestion[]>;
  /** Columns that may single people out although nothing says so. */
  hints(
    columns: readonly ColumnProfile[],
    joint?: readonly JointFinding[],
  ): Promise<readonly { name: string; distinct: number; reason?: string }[]>;
}

/** What this version of Lethe ships, from the lists of each folder. */
export async function shippedComponents(): Promise<Components> {
  const [operators, hierarchies, models, search, profiles, { thresholdsOf }, recognisers] = await Promise.all(
    [
      import('../operators/index.js'),
      import('../hierarchies/index.js'),
      import('../models/index.js'),
      import('../search/index.js'),
      import('../release/profiles/index.js'),
      import('../release/profiles/thresholds.js'),
      import('../recognisers/index.js'),
    ],
  );
  return {
    operators: operators.operators,
    hierarchies: hierarchies.hierarchyKinds,
    models: models.models,
    metrics: search.metrics.map((metric) => metric.name),
    algorithms: search.algorithms.map(({ name }) => name),
    profiles: profiles.releaseProfiles.map((profile) => profile.name),
    countries: recognisers.countries,
    recognisers: [...recognisers.recognisers, ...recognisers.nationalRecognisers],
    recognisersUnder: (spec) => recognisers.recognition(spec).recognisers,
    metricSpecs: search.metrics,
    algorithmSpecs: search.algorithms,
    profileSpecs: profiles.releaseProfiles.map((one) => ({ ...one, thresholds: thresholdsOf(one) })),
    packs: recognisers.packs,
    suggest: async (columns, releaseProfile) =>
      (await import('../profile/index.js')).suggestPolicyColumns(columns, releaseProfile),
    hints: async (columns, joint) => (await import('../profile/index.js')).quasiHints(columns, joint),
  };
}
