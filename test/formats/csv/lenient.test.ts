import { describe, expect, it } from 'vitest';
import type { LetheError } from '../../../src/core/diagnostics.js';
import type { RaggedRule } from '../../../src/core/dialect.js';
import { lenientChunks } from '../../../src/formats/csv/lenient.js';
import { probeDialect } from '../../../src/formats/csv/probe.js';
import { readReference } from '../../../src/formats/csv/reference.js';
import { Random } from '../../kernels/seeded.js';
import { document } from './documents.js';
import { readFast } from './fast.js';

const canary = 'Zx91canary';

async function* pieces(bytes: Uint8Array, size: number): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function transcode(
  source: string | Uint8Array,
  {
    ragged = 'error',
    size = 7,
    longest = 1 << 20,
  }: { ragged?: RaggedRule; size?: number; longest?: number } = {},
): Promise<string> {
  const bytes = typeof source === 'string' ? new TextEncoder().encode(source) : source;
  const { dialect } = probeDialect(bytes);
  let text = '';
  for await (const part of lenientChunks(pieces(bytes, size), dialect, { ragged, longest, file: 'x.csv' }))
    text += Buffer.from(part).toString();
  return text;
}

describe('lenientChunks', () => {
  it.each<[what: string, source: string, clean: string]>([
    ['a sound table as it is', 'a,b\n"x,y",""\n,"p""q"\n', 'a,b\n"x,y",""\n,"p""q"\n'],
    ['lone CR, quoted line feeds kept', 'a,b\r1,"2\n3"\r4,5', 'a,b\n1,"2\n3"\n4,5\n'],
    ['stray quotes as content', 'a,b\n5" pipe,x"y\n1,2\n', 'a,b\n"5"" pipe","x""y"\n1,2\n'],
    ['backslash escapes', 'a,b\n"x \\"y\\", z",1\n"u",2\n', 'a,b\n"x ""y"", z",1\nu,2\n'],
    ['single quotes', "a;b\n'x;y';'it''s'\n'u;v';2\nw;3\n", "a,b\nx;y,it's\nu;v,2\nw,3\n"],
    ['another delimiter', 'a;b\n1,5;2\n3,0;4\n', 'a,b\n"1,5",2\n"3,0",4\n'],
    ['blank lines dropped in several columns', '\n\na,b\n\n1,2\r\n\r\n', 'a,b\n1,2\n'],
    ['blank lines kept in one column', '\na\n\n"b"\n', 'a\n\nb\n'],
    ['nothing', '', ''],
  ])('%s', async (_, source, clean) => {
    expect(await transcode(source)).toBe(clean);
    expect(await transcode(source, { size: 1 << 20 })).toBe(clean);
  });

  it('takes any encoding', async () => {
    const text = '姓名\t备注\r王伟\t5" 管\r李娜\t好\r';
    expect(await transcode(new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le')))).toBe(
      '姓名,备注\n王伟,"5"" 管"\n李娜,好\n',
    );
    expect(await transcode(`\ufeff${text}`)).toBe('姓名,备注\n王伟,"5"" 管"\n李娜,好\n');
  });

  it('passes ragged records on where a rule will deal with them', async () => {
    expect(await transcode('a,b\n1\n2,3,4\n', { ragged: 'pad' })).toBe('a,b\n1\n2,3,4\n');
    expect(await transcode('a,b\n1\n2,3,4\n', { ragged: 'quarantine' })).toBe('a,b\n1\n2,3,4\n');
  });

  it.each<[what: string, source: string, fault: object]>([
    [
      'a ragged record',
      `a,b\n"x\r\ny",2\n\n${canary}\n3,4\n`,
      { code: 'record-ragged', args: { found: 1, expected: 2 }, place: { line: 5 } },
    ],
    ['an unclosed quote', `a,b\n1,2\n3,"${canary}\n\n5,6\n`, { code: 'quote-unclosed', place: { line: 3 } }],
  ])('refuses %s, naming its line and not its content', async (_, source, fault) => {
    const error: LetheError = await transcode(source).then(
      () => expect.unreachable(),
      (thrown) => thrown,
    );
    expect(error).toMatchObject({
      ...fault,
      place: { file: 'x.csv', ...(fault as { place: object }).place },
    });
    expect(error.message + JSON.stringify(error) + error.stack).not.toContain(canary);
  });

  it('refuses a record that never seems to end, before memory does', async () => {
    const bytes = new Uint8Array(1 << 20).fill(0x61);
    bytes.set(new TextEncoder().encode('a,b\n1,"'));
    await expect(transcode(bytes, { size: 1 << 16, longest: 1 << 19 })).rejects.toMatchObject({
      code: 'record-too-long',
      place: { line: 2 },
    });
  });

  it('gives the strict path the same cells wherever both can read', async () => {
    const random = new Random(8);
    let read = 0;
    for (let round = 0; round < 2000; round++) {
      const { bytes, dialect } = document(random);
      if (bytes[0] === 0xef || bytes.includes(0x27) || bytes.includes(0x5c)) continue;
      let expected: unknown;
      try {
        expected = readReference(bytes, dialect);
      } catch {
        continue;
      }
      if (probeDialect(bytes, undefined, dialect).lenient) continue; // lone CR: another table
      const parts: Uint8Array[] = [];
      for await (const part of lenientChunks(pieces(bytes, 9), dialect, { ragged: 'error' }))
        parts.push(part);
      const clean = new Uint8Array(Buffer.concat(parts));
      expect(readFast(clean, { ...dialect, delimiter: ',' })).toEqual(expected);
      read++;
    }
    expect(read).toBeGreaterThan(500);
  });

  it('closes its source when the reader stops early', async () => {
    let closed = false;
    async function* endless(): AsyncIterable<Uint8Array> {
      try {
        for (;;) yield new TextEncoder().encode(`1,${'x'.repeat(500)}\n`.repeat(400));
      } finally {
        closed = true;
      }
    }
    const dialect = probeDialect(new TextEncoder().encode('a,b\n1,2\n')).dialect;
    for await (const _ of lenientChunks(endless(), dialect, { ragged: 'error' })) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(closed).toBe(true);
  });
});
