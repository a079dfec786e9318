import type { AttackReport } from '../../src/core/attack.js';
import type { Plan } from '../../src/core/plan.js';
import type { TableProfile } from '../../src/core/profile.js';
import type { Evidence, Singling } from '../../src/core/proof.js';
import type { Utility } from '../../src/core/utility.js';
import { judge, profileNamed } from '../../src/release/index.js';
import { type ReportData, reportData } from '../../src/report/index.js';
import { sampleEvidence, samplePlan } from '../release/facts.js';

/** What a profile of the sample might say; the rare hits are fewer than k. */
export function sampleProfile(plan: Plan): TableProfile {
  const distinct = [2871, 2903, 2999, 2718, 2, 10, 1204];
  return {
    input: { bytes: 567_496, rows: 3000, sha256: 'b'.repeat(64), encoding: 'utf-8', delimiter: ',' },
    columns: plan.columns.map(({ name, index, entity, role, grade, reasons }) => ({
      name,
      index,
      entity,
      role,
      confidence: 0.98,
      share: index === 1 ? 0.9631 : 1,
      nonEmpty: 3000,
      distinct: distinct[index] ?? 100,
      rare:
        index === 6
          ? [
              { entity: 'phone-mobile', count: 212 },
              { entity: 'email', count: 3 },
            ]
          : [],
      grade,
      reasons,
    })),
    warnings: [],
  };
}

/** What singled out records of the sample: three columns, two of them nearly always. */
const sampleSingling: Singling = {
  suda: {
    most: 2,
    fraction: 0.01,
    uniques: 2950,
    bySize: [2700, 250],
    records: 2940,
    score: { mean: 1.9, max: 2 },
    dis: { mean: 0.4, expected: 1200, max: 0.6, above: [{ risk: 0.01, records: 2940 }] },
    contributions: { 住址: 91.5, 出生日期: 84, 性别: 3.25 },
  },
  sets: {
    most: 3,
    uniques: 2990,
    sets: [
      { columns: ['住址'], uniques: 2700, share: 0.9 },
      { columns: ['出生日期'], uniques: 2500, share: 0.8333 },
      { columns: ['住址', '出生日期'], uniques: 2985, share: 0.995 },
      { columns: ['出生日期', '性别'], uniques: 3, share: 0.001 },
    ],
  },
  after: 0,
};

/** What survives of the sample: an association lost, one kept, a classifier that learnt something. */
const sampleUtility: Utility = {
  records: { before: 3000, after: 2910 },
  columns: [
    { name: '出生日期', kind: 'number', unread: 0 },
    { name: '性别', kind: 'category', unread: 0 },
    { name: '疾病', kind: 'category', unread: 0 },
  ],
  association: {
    mean: 0.052,
    max: 0.14,
    pairs: [
      { columns: ['出生日期', '疾病'], measure: 'ratio', before: 0.31, after: 0.17 },
      { columns: ['性别', '疾病'], measure: 'cramers-v', before: 0.12, after: 0.118 },
    ],
  },
  queries: { queries: 400, least: 3, mean: 0.21, median: 0.08, p90: 0.52 },
  propensity: { pmse: 0.002, expected: 0.0003, ratio: 6.7, parameters: 16 },
  classifiers: [
    {
      target: '疾病',
      release: 0.41,
      original: 0.44,
      majority: 0.26,
      trained: 1941,
      tested: 1000,
      heldOut: true,
    },
  ],
};

/** Two attacks of a run: one that finds nobody, one that guesses a little better than a simple model. */
const sampleAttacks: AttackReport = {
  targets: 1000,
  control: 'leave-out',
  guesses: 200_000,
  attacks: [
    {
      attack: 'linkage',
      variant: 'nearest',
      known: ['住址', '出生日期', '性别'],
      column: null,
      sample: 1000,
      coverage: 0.97,
      rate: { value: 0.046, low: 0.035, high: 0.061 },
      control: { kind: 'leave-out', sample: 1000, rate: { value: 0.05, low: 0.039, high: 0.065 } },
      baseline: { random: 0.0004, majority: null, model: null },
      advantage: { value: -0.004, low: -0.024, high: 0.016 },
      figures: {},
    },
    {
      attack: 'inference',
      variant: 'majority',
      known: ['住址', '出生日期', '性别'],
      column: '疾病',
      sample: 1000,
      coverage: 1,
      rate: { value: 0.31, low: 0.282, high: 0.339 },
      control: { kind: 'leave-out', sample: 1000, rate: { value: 0.29, low: 0.263, high: 0.319 } },
      baseline: { random: null, majority: 0.26, model: 0.28 },
      advantage: { value: 0.02, low: -0.02, high: 0.06 },
      figures: {},
    },
  ],
};

/** Report data of a small fixed run, judged by the profile it names. */
export function sampleReport(over: { plan?: Plan; evidence?: Evidence; profile?: string } = {}): ReportData {
  const plan =
    over.plan ??
    samplePlan({
      accept: [{ code: 'free-text-published', column: '备注', reason: '抽查 200 条，未见残留' }],
    });
  const evidence = over.evidence ?? {
    ...sampleEvidence(),
    attacks: sampleAttacks,
    utility: sampleUtility,
    singling: sampleSingling,
  };
  const release = profileNamed(over.profile ?? plan.dataset.profile);
  return reportData({
    plan,
    profile: sampleProfile(plan),
    recoding: {
      algorithm: 'lattice',
      metric: 'loss',
      loss: 0.318,
      levels: { 住址: 3, 出生日期: 5, 性别: 0 },
      suppressed: 90,
      optimal: true,
      nodes: 98,
    },
    evidence,
    judgement: judge(plan, evidence, release),
    release,
    source: { name: 'residents.csv', sha256: 'b'.repeat(64), bytes: 567_496 },
    outputs: [{ name: 'residents.csv', sha256: 'c'.repeat(64), bytes: 291_004, rows: evidence.counts.out }],
    policySha256: 'a'.repeat(64),
    key: { kind: 'ephemeral', destroyed: true },
    command: 'lethe run -p lethe.yaml',
  });
}
