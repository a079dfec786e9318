import { basename, dirname } from 'node:path';
import type { Plan, PlannedColumn } from '../src/core/plan.js';
import { startPool, withPool } from '../src/engine/context.js';

/** Lethe's apply phase alone, as the peers do it: `node dist/benchmarks/lethe.js <mask|tokens> <in> <out> [workers]`. */
const [mode, input, output, workers = '2'] = process.argv.slice(2) as [string, string, string, string?];

const token = { use: 'pseudonym', params: { domain: 'person', length: 64 } };
const treatments: Record<string, { use: string; params: Record<string, unknown> }> = {
  姓名: mode === 'tokens' ? token : { use: 'mask', params: { keep: [1, 0] } },
  身份证号: mode === 'tokens' ? token : { use: 'mask', params: { keep: [6, 4] } },
  手机号: { use: 'mask', params: { keep: [3, 4] } },
  固定电话: { use: 'mask', params: { keep: [4, 0] } },
  邮箱: { use: 'mask', params: { before: '@' } },
  住址: { use: 'mask', params: { keep: [6, 0] } },
  出生日期: { use: 'generalise', params: { level: 'month' } },
  月收入: { use: 'bucket', params: { width: 5000, origin: 0 } },
};

// Threads start while the rest is loaded, as a run starts them before it opens the table.
const pool = startPool({ workers: Number(workers) });
const { Key } = await import('../src/core/random.js');
const { applyPlan, compileColumns } = await import('../src/engine/apply.js');
const { openTable } = await import('../src/engine/source.js');
const source = await openTable({ path: input });
const plan: Plan = {
  version: 1,
  tool: 'benchmark',
  dataset: { name: 'residents', profile: 'internal-sharing' },
  input: { path: input, dialect: source.dialect, ragged: 'error', lenient: false },
  output: { path: output, encoding: 'utf-8', delimiter: ',', newline: '\n', bom: false, gzip: false },
  columns: source.names.map(
    (name, index): PlannedColumn => ({
      name,
      index,
      entity: null,
      role: 'safe',
      grade: 1,
      use: treatments[name]?.use ?? 'keep',
      params: treatments[name]?.params ?? {},
      hierarchy: treatments[name]?.use === 'generalise' ? { kind: 'date', params: {}, from: 0, to: 0 } : null,
      reasons: [],
    }),
  ),
  privacy: { models: [], suppression: 0, missing: 'own' },
  search: { metric: 'loss', aggregate: 'geometric-mean', gsFactor: 0.5, weights: {} },
  accept: [],
};
const runKey = Key.from('benchmark');
const columns = compileColumns(plan, [], {
  runKey,
  directColumns: [],
  readFile: () => {
    throw new Error('no files');
  },
});
await withPool({ pool }, source, (context) =>
  applyPlan(context, {
    plan,
    source,
    columns,
    fit: null,
    runKey,
    hierarchyFiles: {},
    folder: dirname(output),
    names: [basename(output)],
    fingerprints: null,
  }),
);
process.stderr.write(`maxrss ${process.resourceUsage().maxRSS}\n`);
