import type { Components } from '../../src/cli/components.js';
import type { Effects } from '../../src/cli/effects.js';
import type { Engine } from '../../src/cli/engine.js';
import { main } from '../../src/cli/program.js';
import type { Plan } from '../../src/core/plan.js';
import type { TableProfile } from '../../src/core/profile.js';
import type { Proof } from '../../src/core/proof.js';
import type { Recogniser } from '../../src/core/recogniser.js';
import { registry } from '../policy/registry.js';

/** A profile of the table that the tests' policies are about. */
export const profile: TableProfile = {
  input: { bytes: 1000, rows: 42, sha256: 'a'.repeat(64), encoding: 'utf-8', delimiter: ',' },
  columns: [
    { name: '姓名', index: 0, entity: 'person-name', role: 'direct', confidence: 0.98, share: 0.995, nonEmpty: 42, distinct: 40, rare: [], grade: 3, reasons: ['header', 'values'] },
    { name: 'amount', index: 1, entity: null, role: 'safe', confidence: 1, share: 0, nonEmpty: 42, distinct: 41, rare: [{ entity: 'phone-mobile', count: 2 }], grade: 1, reasons: [] },
  ],
  warnings: [],
}; // biome-ignore format: a table

export const policyText = `version: 1
dataset: { name: t, profile: internal-sharing, purpose: test }
input: { path: people.csv }
output: { path: out/people.csv }
columns:
  姓名: { role: direct, use: suppress }
  amount: { role: safe }
`;

export const plan: Plan = {
  version: 1,
  tool: '0.1.0',
  dataset: { name: 't', profile: 'internal-sharing', purpose: 'test' },
  input: {
    path: 'people.csv',
    dialect: { encoding: 'utf-8', bom: false, delimiter: ',', newline: '\n', header: true },
    ragged: 'error',
    lenient: false,
  },
  output: { path: 'out/people.csv', encoding: 'utf-8', delimiter: ',', newline: '\n', bom: false, gzip: false },
  columns: [
    { name: '姓名', index: 0, entity: 'person-name', role: 'direct', grade: 3, use: 'suppress', params: {}, hierarchy: null, reasons: ['policy'] },
    { name: 'amount', index: 1, entity: null, role: 'safe', grade: 1, use: 'keep', params: {}, hierarchy: null, reasons: ['role'] },
  ],
  privacy: { models: [], suppression: 0, missing: 'own' },
  search: { metric: 'loss', aggregate: '', gsFactor: 0.5, weights: {} },
  accept: [],
}; // biome-ignore format: a table

export const proof: Proof = {
  records: 40,
  classes: 5,
  k: 6,
  alpha: { 疾病: 0.5 },
  l: { 疾病: { distinct: 3, entropy: 2.5, recursive: { c: 1.5, l: 2 } } },
  t: { 疾病: { equal: 0.31, ordered: 0.2 } },
  beta: { 疾病: { basic: 1, enhanced: 0.5 } },
  delta: { 疾病: 0.7 },
  risk: {
    prosecutor: { max: 1 / 6, mean: 0.125, atRisk: 0 },
    journalist: { max: 1 / 6, mean: 0.125, atRisk: 0 },
    marketer: { mean: 0.125 },
  },
  uniques: 0,
};

const nobody = (name: string) => () => Promise.reject(new Error(`the test did not expect ${name}`));

/** An engine of which a test supplies what it expects to be called. */
export function engineOf(parts: Partial<Engine>): Engine {
  return {
    profileTable: nobody('profileTable'),
    planTable: nobody('planTable'),
    runPolicy: nobody('runPolicy'),
    runTables: nobody('runTables'),
    checkTable: nobody('checkTable'),
    compareTables: nobody('compareTables'),
    columnValues: nobody('columnValues'),
    attackTable: nobody('attackTable'),
    anonymiseTable: nobody('anonymiseTable'),
    deliverCopy: nobody('deliverCopy'),
    traceCopy: nobody('traceCopy'),
    lookUpSubjects: nobody('lookUpSubjects'),
    reassess: nobody('reassess'),
    releaseFolder: nobody('releaseFolder'),
    fileSha256: nobody('fileSha256'),
    keyId: nobody('keyId'),
    verifyFolder: nobody('verifyFolder'),
    ...parts,
  };
}

const mobile: Recogniser = {
  entity: 'phone-mobile',
  summary: { en: 'Mobile number', zh: '手机号码' },
  role: 'direct',
  grade: 3,
  headers: ['phone'],
  check: (text) => (/^1[3-9]\d{9}$/.test(text) ? 0.9 : 0),
  examples: { positive: ['13800138000'], negative: ['23800138000'] },
};

const components: Components = {
  ...registry,
  recognisers: [mobile],
  recognisersUnder: () => [mobile],
  metricSpecs: [{ name: 'loss', summary: { en: 'Loss', zh: '损失' } }],
  algorithmSpecs: [{ name: 'lattice', summary: { en: 'Lattice', zh: '格' } }],
  packs: [],
  profileSpecs: [
    {
      name: 'open-conditional',
      summary: { en: 'Conditional', zh: '有条件' },
      source: 'test',
      k: { value: 7 },
      distinctL: null,
      requires: [{ anyOf: ['agreement'] }],
    },
  ],
  hints: async (columns) => columns.filter((column) => column.reasons.includes('hint')),
  suggest: async (columns) =>
    columns.map((column) => ({
      name: column.name,
      role: column.role,
      use: column.role === 'direct' ? 'suppress' : null,
      params: {},
      comment: { en: 'because', zh: '因为' },
    })),
};

/** What a run of the command line left behind. */
export interface Ran {
  code: number;
  out: string;
  err: string;
  files: Record<string, string>;
}

/** What a test may set of the world around the command line. */
export interface World {
  files?: Record<string, string>;
  engine?: Partial<Engine>;
  env?: Record<string, string>;
  stdin?: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;
  terminal?: boolean;
  clock?: () => number;
  aborted?: boolean;
  startThreads?: Effects['startThreads'];
}

/** Runs the command line in a world of memory. */
export async function lethe(argv: readonly string[], world: World = {}): Promise<Ran> {
  const files: Record<string, string> = { ...world.files };
  const ran: Ran = { code: -1, out: '', err: '', files };
  const controller = new AbortController();
  if (world.aborted) controller.abort();
  const missing = (path: string) =>
    Object.assign(new Error('no such file'), { code: 'ENOENT', syscall: 'open', path });
  const effects: Effects = {
    stdout: { write: (text) => (ran.out += text), isTTY: world.terminal },
    stderr: { write: (text) => (ran.err += text), isTTY: world.terminal, columns: 80 },
    data: process.stdout,
    stdin: (async function* () {
      yield* world.stdin ?? [];
    })(),
    env: world.env ?? {},
    files: {
      exists: (path) => path in files,
      readText: (path) => {
        if (files[path] === undefined) throw missing(path);
        return files[path];
      },
      readHead: (path) => new TextEncoder().encode(files[path] ?? ''),
      writeNew: (path, text) => {
        if (path in files) return false;
        files[path] = text;
        return true;
      },
      lines: (path) => {
        files[path] = '';
        return { write: (text) => (files[path] += text), close: () => {} };
      },
      replace: (path, text) => {
        files[path] = String(text);
      },
      list: (folder) =>
        Object.keys(files)
          .filter((path) => path.startsWith(`${folder}/`))
          .map((path) => path.slice(folder.length + 1))
          .sort(),
    },
    policies: new Map(),
    clock: world.clock ?? (() => 0),
    now: () => 1_700_000_000_000,
    cores: 2,
    version: '0.1.0',
    schemaPath: 'node_modules/lethe/policy.schema.json',
    signal: controller.signal,
    ...(world.startThreads ? { startThreads: world.startThreads } : {}),
    engine: async () => engineOf(world.engine ?? {}),
    components: async () => components,
    searching: async () => components,
    findAll: async () => (text) =>
      [...text.matchAll(/1[3-9]\d{9}/g)].map(({ index: start }) => {
        return { start, end: start + 11, entity: 'phone-mobile', score: 0.9 };
      }),
  };
  ran.code = await main(argv, effects);
  return ran;
}
