import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { filesBelow, root, scratch } from './cli.js';
import { letheHere } from './here.js';

const place = scratch();
afterAll(place.remove);

/** The first residents of the sample: enough for classes of five by sex. */
const residents = readFileSync(join(root, 'samples/residents/residents.csv'), 'utf8')
  .split('\n')
  .slice(0, 601)
  .join('\n');

interface Attack {
  columns: string[];
  profile?: string;
  extra?: string;
}

let serial = 0;

/** Runs a policy that keeps the sex and treats one more column as the attack wants it. */
async function publish({ columns, profile = 'open-conditional', extra = '' }: Attack) {
  const folder = join(place.folder, `attack-${serial++}`);
  mkdirSync(folder);
  writeFileSync(join(folder, 'in.csv'), `${residents}\n`);
  writeFileSync(
    join(folder, 'lethe.yaml'),
    `version: 1
dataset: { name: t, owner: o, source: s, purpose: p, profile: ${profile}, agreement: a, recipient: r, expiry: 2036-12-31 }
input: { path: in.csv }
output: { path: out/data.csv }
unlisted: drop
columns:
  性别: { role: quasi }
${columns.map((column) => `  ${column}`).join('\n')}
privacy: { k: ${profile === 'open-unconditional' ? 20 : 5}, suppression: 0.1 }
${extra}`,
  );
  const ran = await letheHere(['run', '-p', join(folder, 'lethe.yaml'), '--json', '--quiet', '--no-repairs']);
  const json = ran.json as { verdict?: string; reasons?: { code: string }[] };
  return {
    folder,
    status: ran.status,
    verdict: json.verdict,
    codes: (json.reasons ?? []).map(({ code }) => code),
  };
}

const accept = (code: string, column: string) =>
  `accept:\n  - { code: ${code}, column: ${column}, reason: 已核实 }\n`;

describe('a policy that lies about a column does not get it published', () => {
  it.each<[string, Attack, string]>([
    ['a phone as a safe value', { columns: ['手机号: { role: safe }'], extra: accept('lint-identifier-kept', '手机号') }, 'residual-identifiers'],
    ['a phone as another kind of thing', { columns: ['手机号: { role: safe, entity: income }'] }, 'residual-identifiers'],
    ['a phone without its last digit', { columns: ['手机号: { role: safe, use: truncate, length: 10 }'] }, 'role-understated'],
    ['an ID number without its last digits', { columns: ['身份证号: { role: safe, use: mask, keep: [14, 0] }'] }, 'role-understated'],
    ['a name with its last character masked', { columns: ['姓名: { role: safe, use: mask, keep: [2, 0] }'] }, 'role-understated'],
    ['a birth date as a safe value', { columns: ['出生日期: { role: safe }'] }, 'role-understated'],
    ['a birth date as an accepted safe value', { columns: ['出生日期: { role: safe }'], extra: accept('role-understated', '出生日期') }, 'role-understated'],
    ['a birth month as a sensitive value', { columns: ['出生日期: { role: sensitive, hierarchy: date, use: generalise, level: month }'] }, 'role-understated'],
    ['an address as a safe value', { columns: ['住址: { role: safe, use: truncate, length: 12 }'] }, 'role-understated'],
    ['a sex as a safe value', { columns: ['民族: { role: safe }'] }, 'role-doubtful'],
    ['remarks as a safe value', { columns: ['备注: { role: safe, use: redact }'], profile: 'open-unconditional' }, 'role-doubtful'],
    ['a hashed phone', { columns: ['手机号: { role: safe, use: hash, entity: text }'] }, 'column-reversible'],
    ['a pseudonym of a living key', { columns: ['身份证号: { role: safe, use: pseudonym }'], extra: 'seed: 0123456789abcdef0123\n' }, 'key-living'],
  ])('%s', async (_, attack, code) => {
    const { folder, status, codes } = await publish(attack);
    expect(codes).toContain(code);
    expect(status).toBe(1);
    expect(filesBelow(join(folder, 'out'))).toEqual([]);
  }); // biome-ignore format: a table

  it.each([
    ['a phone in narrow bands', '手机号: { role: direct, use: bucket, width: 10 }', /13\d{9}|1[4-9]\d{9}/],
    ['a rounded phone', '手机号: { role: direct, use: round, to: 10 }', /1[3-9]\d{9}/],
    ['an ID number in narrow bands', '身份证号: { role: direct, use: bucket, width: 10 }', /33\d{15}/],
  ])('%s is counted in the classes, or refused', async (_, column, form) => {
    const { folder, verdict } = await publish({ columns: [column] });
    const files = filesBelow(join(folder, 'out'));
    if (verdict === 'published') {
      expect(readFileSync(files.find((path) => path.endsWith('.csv'))!, 'utf8')).not.toMatch(form);
    } else expect(files).toEqual([]);
    expect(['published', 'refused']).toContain(verdict);
  });

  it('and what is harmless goes out once its reason is on record', async () => {
    const { verdict, codes } = await publish({
      columns: ['民族: { role: safe }'],
      extra: accept('role-doubtful', '民族'),
    });
    expect(codes).toEqual([]);
    expect(verdict).toBe('published');
  });
});
