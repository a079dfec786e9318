import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Key } from '../../src/core/random.js';
import { filesBelow, scratch } from './cli.js';
import { letheHere } from './here.js';

const place = scratch();
afterAll(place.remove);

const notes = 'agreement: A-1, recipient: university, expiry: 2036-12-31, source: export, purpose: research';

describe('tokens of mobile numbers', () => {
  const folder = join(place.folder, 'tokens');
  const random = Key.from('phones').random('numbers');
  const rows = Array.from({ length: 600 }, (_, at) => {
    const phone = `138${String(13_000_000 + random.below(20_000)).padStart(8, '0')}`;
    return `${phone},${at % 2 ? 'F' : 'M'},${['flu', 'cold', 'cough'][at % 3]}`;
  });
  const run = async (profile: string, use: string, accept = '') => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'people.csv'), `phone,sex,illness\n${rows.join('\n')}\n`);
    writeFileSync(
      join(folder, 'lethe.yaml'),
      `version: 1
dataset: { name: t, owner: o, profile: ${profile}, ${notes}, notes: { dominance: checked } }
input: { path: people.csv }
output: { path: out-${profile}-${use}/people.csv }
columns:
  phone: { role: direct, use: ${use} }
  sex: { role: quasi }
  illness: { role: sensitive }
privacy: { k: 20 }
${accept}`,
    );
    return (await letheHere(['run', '-p', join(folder, 'lethe.yaml'), '--json', '--quiet', '--no-repairs']))
      .json;
  };
  const accept = 'accept: [{ code: hash-enumerable, column: phone, reason: a test }]';
  const profiles = [
    'open-unconditional',
    'open-conditional',
    'exchange-listing',
    'hipaa-safe-harbor',
    'ema-0070',
    'statistics',
  ];

  it.each(profiles)(
    'made by an unkeyed hash are refused under %s, with the number recovered',
    async (profile) => {
      const json = await run(profile, 'hash', accept);
      expect(json.verdict).toBe('refused');
      const reason = json.reasons.find(({ code }: { code: string }) => code === 'attack-reversal');
      expect(reason.args.recovered).toBe(reason.args.tokens);
      expect(reason.args.guesses).toBeLessThanOrEqual(200_000);
    },
  );

  it('made with an ephemeral key are not', async () => {
    const json = await run('open-conditional', 'pseudonym');
    expect(json.verdict).toBe('published');
    const reversal = json.attacks.attacks.find(({ attack }: { attack: string }) => attack === 'reversal');
    expect(reversal.figures.recovered).toBe(0);
  });
});

describe('three monthly releases', () => {
  const folder = join(place.folder, 'months');
  const people = Array.from({ length: 400 }, (_, at) => {
    // Everybody has an own pair of age and city; twenty share each of them.
    const illness = `illness ${(at * at * 13 + at * 7) % 199}`;
    return `${20 + (at % 20)},C${String.fromCharCode(65 + Math.floor(at / 20))},${illness}`;
  });
  const run = async (month: number, age: string, city: string, earlier: string[]) => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      join(folder, 'people.csv'),
      `age,city,illness\n${people.slice(0, 380 + month * 6).join('\n')}\n`,
    );
    writeFileSync(
      join(folder, 'lethe.yaml'),
      `version: 1
dataset: { name: t, owner: o, profile: open-conditional, ${notes}, earlier: [${earlier.join(', ')}] }
input: { path: people.csv }
output: { path: month-${month}/people.csv }
columns:
  age: { role: quasi, hierarchy: { kind: interval, levels: [20] }, levels: [${age}] }
  city: { role: quasi, hierarchy: { kind: prefix, length: 2 }, levels: [${city}] }
  illness: { role: sensitive }
privacy: { k: 5, l: { model: distinct, value: 2 }, suppression: 0.3 }
`,
    );
    return (await letheHere(['run', '-p', join(folder, 'lethe.yaml'), '--json', '--quiet', '--no-repairs']))
      .json;
  };

  it('are compared, and the third is refused until its levels are those of the others', async () => {
    expect((await run(1, '0, 0', '2, 2', [])).verdict).toBe('published');
    expect((await run(2, '0, 0', '2, 2', ['month-1'])).verdict).toBe('published');
    const third = await run(3, '2, 2', '0, 0', ['month-1', 'month-2']);
    expect(third.verdict).toBe('refused');
    const reason = third.reasons.find(({ code }: { code: string }) => code === 'attack-intersection');
    expect(reason.args.told).toBeGreaterThan(0);
    expect(filesBelow(join(folder, 'month-3'))).toEqual([]);
    expect((await run(3, '0, 0', '2, 2', ['month-1', 'month-2'])).verdict).toBe('published');
  });
});

describe('what the policy says an adversary knows', () => {
  const folder = join(place.folder, 'known');
  const run = async (amount: string) => {
    mkdirSync(folder, { recursive: true });
    const rows = Array.from(
      { length: 300 },
      (_, at) =>
        `${at % 2 ? 'F' : 'M'},${1000 + 7 * at}.5,${['flu', 'cold', 'cough'][(at * 7 + (at >> 2)) % 3]}`,
    );
    writeFileSync(join(folder, 'people.csv'), `sex,amount,illness\n${rows.join('\n')}\n`);
    writeFileSync(
      join(folder, 'lethe.yaml'),
      `version: 1
dataset: { name: t, owner: o, profile: open-conditional, ${notes} }
input: { path: people.csv }
output: { path: out/people.csv }
columns:
  sex: { role: quasi }
  amount: { role: safe, ${amount} }
  illness: { role: sensitive }
privacy: { k: 20 }
attacks: { known: [[sex, amount]] }
accept: [{ code: column-singles-out, column: amount, reason: a test }]`,
    );
    return (await letheHere(['run', '-p', join(folder, 'lethe.yaml'), '--json', '--quiet', '--no-repairs']))
      .json;
  };

  it('is looked at, with a control that the own record does not help', async () => {
    const { attacks } = await run('use: keep');
    expect(attacks.leftOut).toBeUndefined();
    const guess = attacks.attacks.find(
      ({ attack, known }: { attack: string; known: string[] }) =>
        attack === 'inference' && known.includes('amount'),
    );
    expect(guess.rate.value).toBe(1);
    expect(guess.control.rate.value).toBeLessThan(0.6);
  });

  it('and named where no attack can look at it', async () => {
    const { attacks, warnings } = await run('use: noise, scale: 0.05');
    expect(attacks.leftOut).toEqual(['amount']);
    const left = warnings.find(({ code }: { code: string }) => code === 'attack-known-left-out');
    expect(left.args).toEqual({ column: 'amount' });
  });
});
