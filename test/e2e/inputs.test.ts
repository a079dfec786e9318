import { generateKeyPairSync } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { filesBelow, root, scratch, sha256 } from './cli.js';

const place = scratch();
afterAll(place.remove);

// The compiled engine, as users run it: many small tables, without a process for each.
const engine = await import(pathToFileURL(join(root, 'dist/src/engine/index.js')).href);
const policies = await import(pathToFileURL(join(root, 'dist/src/policy/index.js')).href);
const components = await import(pathToFileURL(join(root, 'dist/src/cli/components.js')).href);
const registry = await components.shippedComponents();

/** Stands in every table; no error may say it. */
const canary = '金丝雀';
const header = '姓名,电话,年龄,备注';
const row = (i: number) => `${canary}${i % 3},1391234${1000 + (i % 9000)},${30 + (i % 2)},b${i % 3}`;
const rows = (count: number) => Array.from({ length: count }, (_, i) => row(i));
const table = (count = 12) => `${[header, ...rows(count)].join('\n')}\n`;
const named = ['姓名', '电话', '年龄', '备注'];

interface Setting {
  input?: string;
  output?: string;
  path?: string; // of the output
  names?: readonly string[]; // of the four columns
  file?: string; // of the input
  chunkBytes?: number;
  workers?: number;
  extra?: string;
}

interface Attempt {
  code: string; // of the error, or the verdict
  error: { args: Record<string, unknown>; place?: { file?: string; line?: number; column?: number } };
  counts: { in: number; out: number; suppressed: number; quarantined: number };
  proof: { k: number; records: number };
  folder: string;
  bytes: Buffer;
}

const officer = generateKeyPairSync('x25519');
const { unseal } = await import(pathToFileURL(join(root, 'dist/src/stores/seal.js')).href);

let serial = 0;
async function attempt(source: string | Uint8Array, setting: Setting = {}): Promise<Attempt> {
  const folder = join(place.folder, String(serial++));
  mkdirSync(folder);
  const input = join(folder, setting.file ?? 'in.csv');
  writeFileSync(input, source);
  const [name, phone, age, note] = setting.names ?? named;
  const text = `version: 1
dataset: { name: t, owner: o, source: s, purpose: p, profile: internal-sharing }
input: { path: ${setting.file ?? 'in.csv'}${setting.input ? `, ${setting.input}` : ''} }
output: { path: ${setting.path ?? 'out/d.csv'}${setting.output ? `, ${setting.output}` : ''} }
columns:
  ${name}: { role: direct, use: suppress }
  ${phone}: { role: direct, use: mask, keep: [3, 0] }
  ${age}: { role: quasi, hierarchy: age }
  ${note}: { role: safe }
privacy: { k: 3, suppression: 0.3 }
${setting.extra ?? ''}`;
  const before = sha256(input);
  const result = { code: '', error: { args: {} }, folder, bytes: Buffer.alloc(0) } as unknown as Attempt;
  try {
    const policy = policies.parsePolicy(text, join(folder, 'lethe.yaml'), registry);
    writeFileSync(join(folder, 'lethe.yaml'), text);
    writeFileSync(join(folder, 'officer.txt'), officer.publicKey.export({ type: 'spki', format: 'pem' }));
    const options = { workers: setting.workers ?? 1, chunkBytes: setting.chunkBytes ?? 65536 };
    const done = await engine.runPolicy(policy, options);
    Object.assign(result, { code: done.verdict, counts: done.counts, proof: done.proof });
  } catch (error) {
    const shown = error as Attempt['error'] & { code: string };
    if (shown.code === undefined) throw error;
    expect(JSON.stringify([shown.args, shown.place])).not.toContain(canary);
    Object.assign(result, { code: shown.code, error: shown });
    expect(filesBelow(folder).filter((path) => !/in\.\w+$|lethe\.yaml$|officer\.txt$/.test(path))).toEqual(
      [],
    );
  }
  expect(sha256(input)).toBe(before);
  const published = join(folder, setting.path ?? 'out/d.csv');
  if (existsSync(published) && statSync(published).isFile()) result.bytes = readFileSync(published);
  return result;
}

const wide = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');
const transports: [string, (text: string) => string | Uint8Array, string][] = [
  ['read by the workers', (text) => text, ''],
  ['compressed', (text) => gzipSync(text), ''],
  ['UTF-16', wide, ''],
  ['tolerant', (text) => text, 'lenient: true, '],
];

describe.each(transports)('a table that is %s', (_, store, how) => {
  it('may hold a record many times longer than a chunk', async () => {
    const long = `"${'1,2\n'.repeat(75_000)}"`;
    const text = [header, ...rows(400), `x,139,30,${long}`, ...rows(400)].join('\n');
    const accept = 'accept: [{ code: lint-identifier-kept, column: 备注, reason: numbers }]';
    const got = await attempt(store(text), { input: `${how}ragged: error`, workers: 2, extra: accept });
    expect(got.code).toBe('published');
    expect(got.counts).toEqual({ in: 801, out: 801, suppressed: 0, quarantined: 0 });
    const read = got.bytes[0] === 0xff ? got.bytes.toString('utf16le') : got.bytes.toString();
    expect(read).toContain(`30,${long}\n`);
  });

  it('names the line of a ragged record, blank lines and a header of two lines before it included', async () => {
    const names = ['姓名', '电话', '年龄', '"备\\n注"'];
    const text = ['', '', header.replace('备注', '"备\n注"'), ...rows(3000), `${canary},1`, ...rows(9)];
    const got = await attempt(store(text.join('\n')), { input: `${how}ragged: error`, names });
    expect(got.code).toBe('record-ragged');
    expect(got.error.place).toMatchObject({ line: 3005 });
    expect(got.error.place?.file).toMatch(/in\.csv$/);
  });

  it('keeps the cells of a column that is kept byte for byte, and its line ends', async () => {
    const cells = [
      '007',
      '',
      '""',
      '1e5',
      ' x ',
      '"a""b,c"',
      '"two\nlines"',
      'n\0l',
      '-0.10',
      '٣',
      "'q'",
      '=1+1',
    ];
    const lines = cells.flatMap((cell) => Array.from({ length: 3 }, () => `${canary},139,30,${cell}`));
    const got = await attempt(store(`${[header, ...lines].join('\r\n')}\r\n`), {
      input: `${how}ragged: error`,
    });
    expect(got.code).toBe('published');
    const read = got.bytes[0] === 0xff ? got.bytes.subarray(2).toString('utf16le') : got.bytes.toString();
    const expected = cells.flatMap((cell) => Array.from({ length: 3 }, () => `***,30,${cell}`));
    expect(read).toBe(`${['电话,年龄,备注', ...expected].join('\r\n')}\r\n`);
  });

  it('is padded where the policy says so', async () => {
    const text = [header, ...rows(30), `${canary},1391234,30`, ...rows(30)].join('\n');
    const got = await attempt(store(text), { input: `${how}ragged: pad` });
    expect(got.code).toBe('published');
    expect(got.counts.in).toBe(61);
  });

  it('puts ragged records aside, readable by the owner alone, and counts them', async () => {
    const text = [header, ...rows(30), `${canary},1`, `${canary},2,3,4,5`, ...rows(30)].join('\n');
    const got = await attempt(store(text), {
      input: `${how}ragged: quarantine, quarantine: aside.csv, recipient: officer.txt`,
    });
    expect(got.counts).toEqual({ in: 62, out: 60, suppressed: 0, quarantined: 2 });
    const aside = join(got.folder, 'aside.csv');
    expect(readFileSync(aside).includes(canary)).toBe(false);
    const opened = unseal(readFileSync(aside), officer.privateKey, 'aside.csv').toString();
    expect(opened).toBe(`${canary},1\n${canary},2,3,4,5\n`);
    expect(statSync(aside).mode & 0o777).toBe(0o600);
  });
});

describe('quarantine', () => {
  const setting = (path: string): Setting => ({
    input: `ragged: quarantine, quarantine: ${path}, recipient: officer.txt`,
  });
  const ragged = `${table()}${canary},1\n`;

  it('holds more records than a call has arguments', async () => {
    const many = `${table(1000)}${'x,y\n'.repeat(300_000)}`;
    const got = await attempt(many, setting('aside.csv'));
    expect(got.counts).toEqual({ in: 301_000, out: 1000, suppressed: 0, quarantined: 300_000 });
  });

  it.each([
    ['the source', 'in.csv', 'output-is-input'],
    ['the source under another spelling', './x/../in.csv', 'output-is-input'],
    ['the output', 'out/d.csv', 'quarantine-published'],
    ['the folder that is published', 'out/aside.csv', 'quarantine-published'],
    ['a folder that is not there', 'nowhere/aside.csv', 'output-failed'],
  ])('is never %s', async (_, path, code) => {
    expect((await attempt(ragged, setting(path))).code).toBe(code);
  });

  it('is sealed or refused', async () => {
    const open = await attempt(ragged, { input: 'ragged: quarantine, quarantine: aside.csv' });
    expect(open.code).toBe('quarantine-unsealed');
    const wrong = await attempt(ragged, {
      input: 'ragged: quarantine, quarantine: aside.csv, recipient: in.csv',
    });
    expect(wrong.code).toBe('recipient-invalid');
  });

  it('needs a path in the policy', async () => {
    expect((await attempt(ragged, { input: 'ragged: quarantine' })).code).toBe('policy-quarantine-path');
  });
});

describe('a table without a header', () => {
  const names = ['col1', 'col2', 'col3', 'col4'];

  it('is proven by its own columns when one of them is dropped', async () => {
    // The age is in two classes; the note, which stands where it stood, would be in three.
    const got = await attempt(rows(12).join('\n'), { input: 'header: false', names });
    expect(got.code).toBe('published');
    expect(got.proof).toMatchObject({ records: 12, k: 6 });
    expect(got.bytes.toString().split('\n')[0]).toBe('139********,30,b0');
  });
});

describe('nothing to release', () => {
  it.each([
    ['an empty file', '', 'input-empty'],
    ['a mark alone', '\ufeff', 'input-empty'],
    ['blank lines alone', '\n\r\n\n', 'input-empty'],
    ['a header alone', `${header}\n`, 'input-no-records'],
    ['a header without a line end', header, 'input-no-records'],
    ['a compressed nothing', gzipSync(''), 'input-empty'],
  ])('%s', async (_, source, code) => {
    expect((await attempt(source)).code).toBe(code);
  });

  it('a column name that stands twice, which may be a cell', async () => {
    const got = await attempt(`${canary},${canary},3,4\n${row(1)}\n`);
    expect(got.code).toBe('header-duplicate');
    expect(got.error.args).toEqual({ first: 1, second: 2 });
  });

  it('ragged records alone', async () => {
    const aside = 'ragged: quarantine, quarantine: aside.csv, recipient: officer.txt';
    expect((await attempt(`${header}\n1,2\n`, { input: aside })).code).toBe('input-no-records');
  });

  it('an empty quasi-identifier is a class like any other', async () => {
    const got = await attempt([header, ...Array(12).fill(`${canary},139,,b`)].join('\n'));
    expect(got.counts).toMatchObject({ out: 12 });
    expect(got.proof.k).toBe(12);
  });
});

describe('encoding of the output', () => {
  it('UTF-16 gets a mark where UTF-8 had none, and UTF-8 none where UTF-16 had one', async () => {
    const up = await attempt(table(), { output: 'encoding: utf-16le' });
    expect([...up.bytes.subarray(0, 2)]).toEqual([0xff, 0xfe]);
    const down = await attempt(wide(table()), { output: 'encoding: utf-8' });
    expect(down.bytes.toString().slice(0, 2)).toBe('电话');
  });

  it('a character without a GB18030 form is refused with its place', async () => {
    const text = [header, ...rows(3000), `${canary},139,30,x\ue5e5`, ...rows(9)].join('\n');
    for (const source of [text, gzipSync(text)]) {
      const got = await attempt(source, { output: 'encoding: gb18030' });
      expect(got.code).toBe('character-unencodable');
      expect(got.error.args).toEqual({ column: '备注', encoding: 'gb18030' });
      expect(got.error.place?.line).toBe(3002);
    }
    const names = ['姓名', '电话', '年龄', '\ue5e5'];
    const head = await attempt(table().replace('备注', '\ue5e5'), { output: 'encoding: gb18030', names });
    expect(head.code).toBe('header-unencodable');
  });

  it('a delimiter is one ASCII character', async () => {
    for (const mark of ['，', '"', 'a', '7', '\\n']) {
      const written = mark === '"' ? `'"'` : `"${mark}"`;
      expect((await attempt(table(), { input: `delimiter: ${written}` })).code).toBe('policy-delimiter');
      expect((await attempt(table(), { output: `delimiter: ${written}` })).code).toBe('policy-delimiter');
    }
  });
});

describe('part files', () => {
  it('may differ in mark and compression, and keep their names', async () => {
    const folder = join(place.folder, 'parts');
    mkdirSync(folder);
    writeFileSync(join(folder, 'a.csv'), table());
    writeFileSync(join(folder, 'b.csv'), `\ufeff${table()}`);
    writeFileSync(join(folder, 'c.csv.gz'), gzipSync(table()));
    writeFileSync(join(folder, 'd.csv'), `${header}\n`);
    const paths = ['a.csv', 'b.csv', 'c.csv.gz', 'd.csv'].map((name) => `../parts/${name}`);
    const got = await many(paths, 'out/');
    expect(got.counts).toMatchObject({ in: 36, out: 36 });
    const released = filesBelow(join(got.folder, 'out')).map((path) => path.slice(got.folder.length));
    expect(released.filter((path) => !path.startsWith('/out/evidence/'))).toEqual(
      ['a.csv', 'b.csv', 'c.csv.gz', 'd.csv', 'manifest.json', 'report.html'].map((name) => `/out/${name}`),
    );
    const packed = readFileSync(join(got.folder, 'out', 'c.csv.gz'));
    expect(gunzipSync(packed).toString()).toBe(readFileSync(join(got.folder, 'out', 'a.csv'), 'utf8'));
  });

  it('may be what Spark or an earlier run has left in a folder', async () => {
    const folder = join(place.folder, 'spark');
    mkdirSync(folder);
    const files = {
      _SUCCESS: '',
      'part-0.csv': '',
      'part-1.csv': table(),
      'part-2.csv': table(),
      'manifest.json': '{}',
      'report.html': '<p></p>',
      '.part-1.csv.crc': 'crc',
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const got = await many(['../spark/'], 'out/all.csv');
    expect(got.counts).toMatchObject({ in: 24, out: 24 });
  });

  it('are counted once each', async () => {
    const folder = join(place.folder, 'links');
    mkdirSync(folder);
    writeFileSync(join(folder, 'a.csv'), table());
    const once = await many(['../links/a.csv', '../links/*.csv'], 'out/all.csv').catch((error) => error);
    expect(once.code).toBe('input-twice');
    symlinkSync('a.csv', join(folder, 'latest.csv'));
    const linked = await many(['../links/'], 'out/all.csv').catch((error) => error);
    expect(linked.code).toBe('input-twice');
  });

  it('with equal names are not mixed up', async () => {
    const folder = join(place.folder, 'more');
    mkdirSync(folder);
    writeFileSync(join(folder, 'a.csv'), table());
    const got = await many(['../parts/a.csv', '../more/a.csv'], 'out/').catch((error) => error);
    expect(got.code).toBe('output-name-twice');
  });

  async function many(paths: readonly string[], output: string) {
    const folder = join(place.folder, String(serial++));
    mkdirSync(folder);
    const text = `version: 1
dataset: { name: t, owner: o, source: s, purpose: p, profile: internal-sharing }
input: { path: [${paths.join(', ')}] }
output: { path: ${output} }
columns:
  姓名: { role: direct, use: suppress }
  电话: { role: direct, use: mask, keep: [3, 0] }
  年龄: { role: quasi, hierarchy: age }
  备注: { role: safe }
privacy: { k: 3, suppression: 0.3 }
`;
    writeFileSync(join(folder, 'lethe.yaml'), text);
    const policy = policies.parsePolicy(text, join(folder, 'lethe.yaml'), registry);
    return { folder, ...(await engine.runPolicy(policy, { workers: 1 })) };
  }
});

describe('a compressed source', () => {
  const packed = gzipSync(table(20_000));
  it.each([
    ['cut off', packed.subarray(0, packed.length - 500)],
    ['cut off in its first block', packed.subarray(0, 40)],
    ['with a wrong checksum', Buffer.concat([packed.subarray(0, -8), Buffer.alloc(8)])],
  ])('%s is refused', async (_, source) => {
    expect((await attempt(source)).code).toBe('gzip-broken');
  });

  it('of several members is one table', async () => {
    const two = Buffer.concat([gzipSync(table(12)), gzipSync(`${rows(12).join('\n')}\n`)]);
    expect((await attempt(two)).counts).toMatchObject({ in: 24, out: 24 });
  });
});

describe('targets that a run must not touch', () => {
  it.each([
    ['the source under another spelling', './x/../in.csv', 'output-is-input'],
    ['the policy', 'lethe.yaml', 'output-is-input'],
    ['a name of the release itself', 'out/manifest.json', 'output-name-reserved'],
    ['the report', 'out/report.html', 'output-name-reserved'],
    ['a device', '/dev/null', 'output-not-file'],
  ])('%s', async (_, path, code) => {
    expect((await attempt(table(), { path })).code).toBe(code);
  });

  it('a refusal leaves no folder behind', async () => {
    const lonely = [header, ...rows(12), `${canary},139,99,b`].join('\n');
    const got = await attempt(lonely, { path: 'a/b/c/d.csv', extra: '' });
    expect(got.code).toBe('published');
    const refused = await attempt(`${header}\n${row(1)}\n`, { path: 'a/b/c/d.csv' });
    expect(refused.code).toBe('no-solution');
    expect(existsSync(join(refused.folder, 'a'))).toBe(false);
  });

  it('an older quarantine file that others may read is closed to them', async () => {
    const folder = join(place.folder, String(serial));
    const ragged = `${table()}x,1\n`;
    const first = await attempt(ragged, {
      input: 'ragged: quarantine, quarantine: aside.csv, recipient: officer.txt',
    });
    expect(first.folder).toBe(folder);
    chmodSync(join(folder, 'aside.csv'), 0o644);
    const policy = policies.parsePolicy(
      readFileSync(join(folder, 'lethe.yaml'), 'utf8'),
      join(folder, 'lethe.yaml'),
      registry,
    );
    await engine.runPolicy(policy, { workers: 1 });
    expect(statSync(join(folder, 'aside.csv')).mode & 0o777).toBe(0o600);
  });
});
