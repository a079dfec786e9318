/** Cases of the ARX oracle as inputs of the search. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Hierarchy } from '../../src/core/hierarchy.js';
import type { Histogram } from '../../src/core/histogram.js';
import { models } from '../../src/models/index.js';
import type { LatticeInput, SearchModel } from '../../src/search/index.js';
import { data, histogramOf, readTable, searchColumns, type Table, taxonomy } from './tables.js';

export interface ArxCase {
  id: string;
  kind: string;
  quasiIdentifiers: string[] | null;
  sensitiveAttribute: string | null;
  privacyModels: { model: string; params: Record<string, unknown> }[];
  suppressionLimit: number;
  metric: { class: string; gsFactor: number; aggregateFunction: string | null };
  nonDefaultConfig: Record<string, unknown>;
  practicalMonotonicity: boolean;
  expected: {
    noSolution?: boolean;
    verifiedTransformations?: { levels: number[]; informationLoss: string; suppressedRecords: number }[];
  };
  arx: { informationLoss: string | null; transformation: number[] | null; suppressedRecords: number } | null;
}

export function arxCases(): ArxCase[] {
  return JSON.parse(readFileSync(`${data}oracles/arx-optimum.json`, 'utf8')).cases;
}

const metricNames: Record<string, string> = {
  MetricMDNMLoss: 'loss',
  MetricMDNUNMEntropy: 'non-uniform-entropy',
  MetricMDNUNMEntropyPotentiallyPrecomputed: 'non-uniform-entropy',
  MetricMDNUEntropy: 'non-uniform-entropy-monotone',
  MetricMDNUEntropyPotentiallyPrecomputed: 'non-uniform-entropy-monotone',
  MetricMDNMPrecision: 'precision',
  MetricMDPrecision: 'precision-monotone',
  MetricSDNMDiscernability: 'discernibility',
  MetricSDDiscernability: 'discernibility-monotone',
  MetricSDAECS: 'average-class-size',
  MetricMDHeight: 'height',
  MetricSDNMPublisherPayout: 'publisher-benefit',
  MetricSDNMEntropyBasedInformationLoss: 'information-loss',
  MetricSDClassification: 'classification',
};

const aggregateNames: Record<string, string> = {
  RANK: 'rank',
  GEOMETRIC_MEAN: 'geometric-mean',
  ARITHMETIC_MEAN: 'arithmetic-mean',
  SUM: 'sum',
  MAXIMUM: 'maximum',
};

type Params = Record<string, never>;

type Config = Record<string, never>;

const modelNames: Record<string, (p: Params, costs: Config, config: Config) => [string, unknown]> = {
  KAnonymity: ({ k }) => ['k-anonymity', { k }],
  DistinctLDiversity: ({ l }) => ['distinct-l-diversity', { l }],
  EntropyLDiversity: ({ l, estimator }) => [
    'entropy-l-diversity',
    { l, estimator: String(estimator).toLowerCase() },
  ],
  RecursiveCLDiversity: ({ c, l }) => ['recursive-cl-diversity', { c, l }],
  EqualDistanceTCloseness: ({ t }) => ['t-closeness', { t, distance: 'equal' }],
  OrderedDistanceTCloseness: ({ t }) => ['t-closeness', { t, distance: 'ordered' }],
  HierarchicalDistanceTCloseness: ({ t }) => ['t-closeness', { t, distance: 'hierarchical' }],
  EnhancedBLikeness: ({ b }) => ['enhanced-beta-likeness', { beta: b }],
  BasicBLikeness: ({ b }) => ['basic-beta-likeness', { beta: b }],
  DPresence: ({ dMin, dMax }) => ['delta-presence', { min: dMin, max: dMax }],
  KMap: ({ k, populationModel: known, significanceLevel: significance, estimator }) => [
    'k-map',
    known
      ? {
          k,
          population: populationSize(known),
          significance,
          estimator: String(estimator).toLowerCase().replaceAll('_', '-'),
        }
      : { k },
  ],
  PopulationUniqueness: ({ threshold, populationModel, statisticalModel }) => [
    'population-uniqueness',
    {
      threshold,
      population: populationSize(populationModel),
      estimator: String(statisticalModel).toLowerCase(),
    },
  ],
  ProfitabilityProsecutor: (_, costs) => [
    'profitability',
    { ...costs, attacker: 'prosecutor', attack: true },
  ],
  ProfitabilityJournalist: (_, costs) => [
    'profitability',
    { ...costs, attacker: 'journalist', attack: true },
  ],
  ProfitabilityJournalistNoAttack: (_, costs) => [
    'profitability',
    { ...costs, attacker: 'journalist', attack: false },
  ],
  EDDifferentialPrivacy: ({ epsilon, delta }, _, { dpSearchBudget, heuristicSearchStepLimit }) => [
    'differential-privacy',
    { epsilon, delta, searchBudget: dpSearchBudget ?? 0, steps: heuristicSearchStepLimit ?? 1 },
  ],
};

function populationSize(model: unknown): number {
  return (model as { populationSize: number }).populationSize;
}

let adult: Table | undefined;
const histograms = new Map<string, Histogram>();
const hierarchies = new Map<string, Hierarchy>();

export function adultTable(): Table {
  adult ??= readTable('adult/adult.csv', ';');
  return adult;
}

export function adultHierarchy(column: string): Hierarchy {
  let hierarchy = hierarchies.get(column);
  if (!hierarchy) {
    hierarchy = taxonomy(`adult/adult_hierarchy_${column}.csv`, ';');
    hierarchies.set(column, hierarchy);
  }
  return hierarchy;
}

/** Response variables of ARX’s cases about classification; the oracle leaves them out, the loss tells. */
const responses: Record<string, string[]> = {
  'TestAnonymizationDifferentialPrivacy#52': ['salary-class'],
  'TestAnonymizationDifferentialPrivacy#55': ['salary-class'],
  'TestAnonymizationDifferentialPrivacy#61': ['occupation', 'salary-class'], // of 511 sets the only one
};

/** The search input of a case, or the name of what Lethe does not have. */
export function arxInput(arx: ArxCase): LatticeInput | string {
  const metric = metricNames[arx.metric.class];
  if (!metric) return arx.metric.class;
  let subset: string | undefined;
  const searched: SearchModel[] = [];
  const config = arx.nonDefaultConfig as Config;
  const costs = (config.costBenefitConfiguration ?? {}) as Config;
  for (const { model, params } of arx.privacyModels) {
    const [name, own] = modelNames[model]?.(params as Params, costs, config) ?? ['?', {}];
    const known = models.find((m) => m.name === name);
    if (!known) return model;
    const research = params.subset as { subset: string } | undefined;
    if (research) subset = research.subset;
    const column = params.attribute as string | undefined;
    searched.push({
      model: known,
      params: known.params(z).parse(own),
      ...(column ? { column, hierarchy: adultHierarchy(column) } : {}),
    });
  }
  const quasi = arx.quasiIdentifiers ?? adultTable().header.filter((name) => name !== arx.sensitiveAttribute);
  const sensitive = searched.flatMap(({ column }) => (column ? [column] : []));
  const sampling = searched.map(({ model, params }) => model.traits(params).sampling).find(Boolean);
  const histogram = histogramFor(quasi, [...new Set(sensitive)], subset, sampling?.rate);
  const degree = (arx.privacyModels[0]!.params.generalization as { degree: string } | undefined)?.degree;
  const columns = searchColumns(
    histogram,
    Object.fromEntries(quasi.map((name) => [name, adultHierarchy(name)])),
  ).map((column) => {
    if (!degree) return column;
    const level = Math.round(degrees[degree]! * column.levels.height);
    return { ...column, from: level, to: level };
  });
  return {
    histogram,
    columns,
    models: searched,
    suppression: arx.suppressionLimit,
    metric: {
      name: metric,
      aggregate: aggregateNames[arx.metric.aggregateFunction ?? ''] ?? '',
      gsFactor: arx.metric.gsFactor,
      weights: (arx.nonDefaultConfig.attributeWeights as Record<string, number> | undefined) ?? {},
      responses: responses[arx.id],
      ...(metric === 'publisher-benefit' ? { game: { ...costs, attacker: 'journalist' } as never } : {}),
    },
    ...(sampling ? { sampledFrom: adultTable().rows.length } : {}),
  };
}

/** ARX’s degrees of generalisation, as shares of the height. */
const degrees: Record<string, number> = {
  LOW: 0.2,
  LOW_MEDIUM: 0.4,
  MEDIUM: 0.5,
  MEDIUM_HIGH: 0.6,
  HIGH: 0.8,
};

/** Histograms are built once for all cases that share them. */
function histogramFor(
  quasi: readonly string[],
  sensitive: readonly string[],
  subset: string | undefined,
  rate: number | undefined,
): Histogram {
  const key = JSON.stringify([quasi, sensitive, subset, rate]);
  let histogram = histograms.get(key);
  if (!histogram) {
    const rows =
      subset && (JSON.parse(readFileSync(`${data}adult/subsets/${subset}.json`, 'utf8')) as number[]);
    const { header, rows: all } = adultTable();
    const drawn = rate === undefined ? null : javaSample(all.length, rate);
    histogram = histogramOf(
      drawn ? { header, rows: all.filter((_, i) => drawn[i]) } : adultTable(),
      quasi,
      sensitive,
      rows ? new Set(rows) : undefined,
    );
    histograms.set(key, histogram);
  }
  return histogram;
}

/** The rows that ARX draws in its tests: java.util.Random with its fixed seed. */
function javaSample(rows: number, rate: number): boolean[] {
  const mask = (1n << 48n) - 1n;
  // The seed is an int: negative as a long.
  let seed = (BigInt.asUintN(64, BigInt.asIntN(32, 0xdeadbeefn)) ^ 0x5deece66dn) & mask;
  const next = (bits: bigint) => {
    seed = (seed * 0x5deece66dn + 0xbn) & mask;
    return Number(seed >> (48n - bits));
  };
  return Array.from({ length: rows }, () => (next(26n) * 2 ** 27 + next(27n)) / 2 ** 53 < rate);
}

/** ARX prints a number or a vector. */
export function lossVector(text: string): number[] {
  return text
    .replace(/[[\]\s]/g, '')
    .split(',')
    .map(Number);
}
