import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statfsSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  destroySecret,
  listSecrets,
  makeSecret,
  readSecret,
  sweepSecrets,
} from '../../src/stores/memory-secret.js';

const memory = '/dev/shm';
const inMemory = existsSync(memory) && statfsSync(memory).type === 0x01021994;

describe.skipIf(!inMemory)('a secret in memory', () => {
  const place = inMemory ? mkdtempSync(join(memory, 'test-')) : '';
  afterAll(() => rmSync(place, { recursive: true, force: true }));
  const home = join(place, 'home');
  const newId = () => randomBytes(6).toString('hex');
  const file = (id: string) => join(place, `lethe-${process.getuid!()}-${id}`);

  it('is read again by its id, and gone once destroyed', () => {
    const id = newId();
    const secret = makeSecret(id, home, place)!;
    expect(secret).toHaveLength(32);
    expect(readSecret(id, place)).toEqual(secret);
    expect(makeSecret(id, home, place)).toBeNull();
    expect(readSecret(id, place)).toEqual(secret);
    destroySecret(id, place);
    expect(readSecret(id, place)).toBeNull();
    destroySecret(id, place);
  });

  it('is swept once its folder has gone, and not before', () => {
    const id = newId();
    const staging = join(home, `.lethe-1-${id}`);
    mkdirSync(staging, { recursive: true });
    makeSecret(id, home, place);
    expect(sweepSecrets(place)).toBe(0);
    rmSync(staging, { recursive: true });
    expect(sweepSecrets(place)).toBe(1);
    expect(existsSync(file(id))).toBe(false);
  });

  it.each([0, 7, 32])('is swept where it was cut after %i bytes, once nobody can be writing it', (bytes) => {
    const id = newId();
    makeSecret(id, home, place);
    truncateSync(file(id), bytes);
    expect(readSecret(id, place)).toBeNull();
    expect(sweepSecrets(place)).toBe(0);
    utimesSync(file(id), 1e9, 1e9);
    expect(sweepSecrets(place)).toBe(1);
    expect(readdirSync(place).filter((name) => name.startsWith('lethe-'))).toEqual([]);
  });

  it('is listed with the folder it was made for, so that jobs side by side are told apart', () => {
    const [mine, another] = [newId(), newId()];
    makeSecret(mine, home, place);
    makeSecret(another, join(place, 'another'), place);
    expect(listSecrets(place).filter((one) => one.home === home)).toMatchObject([{ id: mine }]);
    expect(listSecrets(place)).toHaveLength(2);
    for (const id of [mine, another]) destroySecret(id, place);
    expect(listSecrets(place)).toEqual([]);
  });

  it('is not believed where others could have read it', () => {
    const id = newId();
    writeFileSync(file(id), Buffer.alloc(40), { mode: 0o644 });
    expect(readSecret(id, place)).toBeNull();
    rmSync(file(id));
  });
});
