import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { password, startServer, type TestServer } from '../stores/postgres-server.js';
import { scratch } from './cli.js';
import { type Ended, letheHere } from './here.js';

/** A value that stands in every table of these tests and must never be seen outside of data. */
export const canary = '绝密金丝雀';

export const columns = `  姓名: { role: direct, use: suppress }
  手机号: { role: direct, use: mask, keep: [3, 0] }
  年龄: { role: quasi, hierarchy: age }
  金额: { role: safe }
  登记: { role: safe }
  在册: { role: safe }
  编号: { role: safe }
  备考: { role: safe }`;

/** SQL that makes a table of as many people, with types of all kinds. */
export const table = (name: string, rows: number) => `
  DROP TABLE IF EXISTS ${name};
  CREATE TABLE ${name} ("姓名" text, "手机号" varchar(20), "年龄" smallint, "金额" numeric(10,2), "登记" timestamptz, "在册" boolean, "编号" bigint, "备考" text);
  INSERT INTO ${name} SELECT '${canary}' || (i % 7), '1391234' || lpad((i % 9000)::text, 4, '0'), 20 + i % 50, i * 1.5,
    timestamptz '2024-01-01 08:00+08' + i * interval '1 hour', i % 2 = 0, 9007199254740993 + i,
    CASE i % 3 WHEN 0 THEN NULL WHEN 1 THEN '' ELSE E'a "b", c\\nd' END
  FROM generate_series(1, ${rows}) AS i`;

/** A server for the tests of one file, and the jobs that run against it in this process; null where there is none. */
export async function postgresJobs() {
  const place = scratch();
  const started = await startServer();
  const server = (typeof started === 'string' ? null : started) as TestServer;
  if (typeof started === 'string') console.warn(`PostgreSQL tests are skipped: ${started}`);
  const before = process.env.PGPASSWORD;
  process.env.PGPASSWORD = password; // the driver reads it where it runs
  afterAll(() => {
    // In place: `os.tmpdir` and other files of this process look at the environment itself, never at a copy.
    if (before === undefined) delete process.env.PGPASSWORD;
    else process.env.PGPASSWORD = before;
    place.remove();
    server?.stop();
  });
  let serial = 0;
  const job = (input: string, output: string, stated = columns): string => {
    const folder = join(place.folder, `job-${serial++}`);
    mkdirSync(folder);
    writeFileSync(
      join(folder, 'lethe.yaml'),
      `version: 1
dataset: { name: t, owner: o, source: s, purpose: p, profile: internal-sharing }
input: ${input.startsWith('{') ? input : `{ path: '${input}' }`}
output: { path: '${output}' }
columns:
${stated}
privacy: { k: 3, suppression: 0.1 }
attacks: { sample: 100, guesses: 10000 }
`,
    );
    return folder;
  };
  const run = (folder: string, ...flags: string[]): Promise<Ended> =>
    letheHere(['run', '-p', join(folder, 'lethe.yaml'), '--json', '-q', ...flags]);
  /** The code of the error that a run ends with. */
  const errorOf = async (folder: string, ...flags: string[]) => {
    const result = await run(folder, ...flags);
    return { ...result.json.error, status: result.status };
  };
  const rows = async (text: string) => (await server.sql(text)).rows;
  return { place, server, job, run, errorOf, rows };
}
