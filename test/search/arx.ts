/** Cases of the ARX oracle as inputs of the search. */
import { readFileSync } from 'node:fs';
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
};

const aggregateNames: Record<string, string> = {
  RANK: 'rank',
  GEOMETRIC_MEAN: 'geometric-mean',
  ARITHMETIC_MEAN: 'arithmetic-mean',
  SUM: 'sum',
  MAXIMUM: 'maximum',
};

type Params = Record<string, never>;

const modelNames: Record<string, (p: Params) => [string, unknown]> = {
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
  KMap: ({ k, derivedK }) => (Number(derivedK) < 0 ? ['k-map', { k }] : ['?', {}]),
};

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

/** The search input of a case, or the name of what Lethe does not have. */
export function arxInput(arx: ArxCase): LatticeInput | string {
  const metric = metricNames[arx.metric.class];
  if (!metric) return arx.metric.class;
  let subset: string | undefined;
  const searched: SearchModel[] = [];
  for (const { model, params } of arx.privacyModels) {
    const [name, own] = modelNames[model]?.(params as Params) ?? ['?', {}];
    const known = models.find((m) => m.name === name);
    if (!known || params.populationModel) return model;
    const research = params.subset as { subset: string } | undefined;
    if (research) subset = research.subset;
    const column = params.attribute as string | undefined;
    searched.push({
      model: known,
      params: own,
      ...(column ? { column, hierarchy: adultHierarchy(column) } : {}),
    });
  }
  const quasi = arx.quasiIdentifiers ?? adultTable().header.filter((name) => name !== arx.sensitiveAttribute);
  const sensitive = searched.flatMap(({ column }) => (column ? [column] : []));
  const key = JSON.stringify([quasi, sensitive, subset]);
  let histogram = histograms.get(key);
  if (!histogram) {
    const rows =
      subset && (JSON.parse(readFileSync(`${data}adult/subsets/${subset}.json`, 'utf8')) as number[]);
    histogram = histogramOf(adultTable(), quasi, [...new Set(sensitive)], rows ? new Set(rows) : undefined);
    histograms.set(key, histogram);
  }
  const columns = searchColumns(
    histogram,
    Object.fromEntries(quasi.map((name) => [name, adultHierarchy(name)])),
  );
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
    },
  };
}

/** ARX prints a number or a vector. */
export function lossVector(text: string): number[] {
  return text
    .replace(/[[\]\s]/g, '')
    .split(',')
    .map(Number);
}
