import type { Plan, PlannedColumn } from '../../src/core/plan.js';
import type { ColumnEvidence, Evidence, ModelProof } from '../../src/core/proof.js';

/** A planned column; what is not given is a kept safe column. */
export function planned(name: string, index: number, over: Partial<PlannedColumn> = {}): PlannedColumn {
  return {
    name, index, entity: null, role: 'safe', grade: 1, use: 'keep', params: {}, hierarchy: null, reasons: [], ...over,
  }; // biome-ignore format: one line reads as one column
}

/** What happened to a column; what is not given is a kept safe column. */
export function column(name: string, over: Partial<ColumnEvidence> = {}): ColumnEvidence {
  return {
    name, role: 'safe', entity: null, grade: 1, gradeAfter: 1, published: true, use: 'keep', level: null,
    height: null, loss: null, reversibility: 'none', livingKey: false, counted: false, reasons: [], ...over,
  }; // biome-ignore format: one line reads as one column
}

/** A plan under `open-conditional` whose evidence below passes the gate. */
export function samplePlan(over: Partial<Plan> = {}): Plan {
  return {
    version: 1,
    tool: '0.1.0',
    dataset: {
      name: '困难群众救助名单',
      owner: '某市民政局',
      source: '业务系统导出',
      purpose: '政策研究',
      profile: 'open-conditional',
      agreement: '协议-1',
      recipient: '某大学',
      expiry: '2027-12-31',
      disposal: '期满删除',
    },
    input: {
      path: '/somewhere/private/residents.csv',
      dialect: { encoding: 'utf-8', bom: false, delimiter: ',', newline: '\n', header: true },
      ragged: 'error',
      lenient: false,
    },
    output: {
      path: 'out/residents.csv',
      encoding: 'utf-8',
      delimiter: ',',
      newline: '\n',
      bom: false,
      gzip: false,
    },
    columns: [
      planned('姓名', 0, {
        entity: 'person-name',
        role: 'direct',
        grade: 3,
        use: 'suppress',
        reasons: ['header'],
      }),
      planned('手机号', 1, { entity: 'phone-mobile', role: 'direct', grade: 3, use: 'suppress' }),
      planned('住址', 2, { entity: 'address', role: 'quasi', grade: 3, use: 'recode' }),
      planned('出生日期', 3, { entity: 'birth-date', role: 'quasi', grade: 3, use: 'recode' }),
      planned('性别', 4, { entity: 'gender', role: 'quasi', grade: 2, use: 'recode' }),
      planned('疾病', 5, { entity: 'health', role: 'sensitive', grade: 4 }),
      planned('备注', 6, {
        entity: 'text',
        role: 'text',
        grade: 3,
        use: 'redact',
        params: { with: 'secret-in-policy' },
      }),
    ],
    privacy: {
      models: [
        { model: 'k-anonymity', params: { k: 5 } },
        { model: 'distinct-l-diversity', column: '疾病', params: { l: 2 } },
      ],
      suppression: 0.05,
      missing: 'own',
    },
    search: { metric: 'loss', aggregate: 'geometric-mean', gsFactor: 0.5, weights: {} },
    accept: [],
    ...over,
  };
}

/** What a model says of the output: met, unless told otherwise. */
export function modelProof(model: string, column?: string, over: Partial<ModelProof> = {}): ModelProof {
  const named = { model, ...(column === undefined ? {} : { column }) };
  return { ...named, measured: true, met: true, failing: { classes: 0, records: 0 }, smallest: [], ...over };
}

export function sampleEvidence(over: Partial<Evidence> = {}): Evidence {
  return {
    proof: {
      records: 2910,
      classes: 112,
      k: 5,
      alpha: { 疾病: 0.6 },
      l: { 疾病: { distinct: 2, entropy: 1.9, recursive: { c: 3, l: 2 } } },
      t: { 疾病: { equal: 0.4, ordered: 0.2 } },
      beta: { 疾病: { basic: 1.2, enhanced: 0.8 } },
      delta: { 疾病: 1.5 },
      risk: {
        prosecutor: { max: 0.2, mean: 112 / 2910, atRisk: 0 },
        journalist: { max: 0.2, mean: 112 / 2910, atRisk: 0 },
        marketer: { mean: 112 / 2910 },
      },
      uniques: 0,
    },
    models: [modelProof('k-anonymity'), modelProof('distinct-l-diversity', '疾病')],
    residuals: [],
    sizes: {
      before: {
        bounds: [1, 2, 4, 9, 19, 49, 99, Number.POSITIVE_INFINITY],
        records: [2961, 34, 3, 2, 0, 0, 0, 0],
        classes: [2961, 17, 1, 1, 0, 0, 0, 0],
      },
      after: {
        bounds: [1, 2, 4, 9, 19, 49, 99, Number.POSITIVE_INFINITY],
        records: [0, 0, 0, 150, 420, 1340, 800, 200],
        classes: [0, 0, 0, 22, 31, 43, 14, 2],
      },
    },
    counts: { in: 3000, out: 2910, suppressed: 90, quarantined: 0 },
    columns: [
      column('姓名', { role: 'direct', entity: 'person-name', grade: 3, published: false, use: 'suppress', reasons: ['header'] }),
      column('手机号', { role: 'direct', entity: 'phone-mobile', grade: 3, published: false, use: 'suppress' }),
      column('住址', { role: 'quasi', entity: 'address', grade: 3, gradeAfter: 2, use: 'generalise', level: 3, height: 6, levelName: 'county', loss: 0.62, counted: true }),
      column('出生日期', { role: 'quasi', entity: 'birth-date', grade: 3, gradeAfter: 2, use: 'generalise', level: 5, height: 6, levelName: 'decade', loss: 0.41, counted: true }),
      column('性别', { role: 'quasi', entity: 'gender', grade: 2, gradeAfter: 2, use: 'generalise', level: 0, height: 1, loss: 0.03, counted: true }),
      column('疾病', { role: 'sensitive', entity: 'health', grade: 4, gradeAfter: 3 }),
      column('备注', { role: 'text', entity: 'text', grade: 3, gradeAfter: 2, use: 'redact' }),
    ], // biome-ignore format: one line reads as one column
    ...over,
  };
}

/** The same evidence with one column changed. */
export function withColumn(evidence: Evidence, name: string, over: Partial<ColumnEvidence>): Evidence {
  return { ...evidence, columns: evidence.columns.map((c) => (c.name === name ? { ...c, ...over } : c)) };
}

export function withProof(evidence: Evidence, over: Partial<Evidence['proof']>): Evidence {
  return { ...evidence, proof: { ...evidence.proof, ...over } };
}
