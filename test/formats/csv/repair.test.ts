import { describe, expect, it } from 'vitest';
import { LetheError } from '../../../src/core/diagnostics.js';
import type { RaggedRule } from '../../../src/core/dialect.js';
import { repair } from '../../../src/formats/csv/repair.js';

const comma = 44;

function mend(text: string, columns: number, rule: RaggedRule) {
  const { bytes, quarantined, ...counts } = repair(new TextEncoder().encode(text), comma, columns, rule);
  const out = quarantined.map(({ raw, ...place }) => ({ ...place, raw: new TextDecoder().decode(raw) }));
  return { text: new TextDecoder().decode(bytes), quarantined: out, ...counts };
}

function refusal(text: string, columns: number, rule: RaggedRule): LetheError {
  try {
    mend(text, columns, rule);
  } catch (error) {
    if (error instanceof LetheError) return error;
    throw error;
  }
  throw new Error('was not refused');
}

const nothing = { blankLines: 0, padded: 0, cut: 0, quarantined: [] };

describe('repair', () => {
  it.each<[what: string, rule: RaggedRule, columns: number, text: string, result: object]>([
    ['leaves a rectangle alone', 'error', 2, 'a,b\nc,d\n', { ...nothing, text: 'a,b\nc,d\n' }],
    [
      'drops blank lines of both kinds',
      'error',
      2,
      '\na,b\r\n\r\n\nc,d\n\n',
      { ...nothing, text: 'a,b\r\nc,d\n', blankLines: 4 },
    ],
    ['keeps blank lines of one column', 'error', 1, 'a\n\n\r\n', { ...nothing, text: 'a\n\n\r\n' }],
    ['keeps blank lines inside quotes', 'error', 2, 'a,"\n\n"\n', { ...nothing, text: 'a,"\n\n"\n' }],
    [
      'fills short records before their line end',
      'pad',
      3,
      'a\r\nb,c\n',
      { ...nothing, text: 'a,,\r\nb,c,\n', padded: 2 },
    ],
    [
      'fills far beyond the size of the chunk',
      'pad',
      200,
      'a\n',
      { ...nothing, text: `a${','.repeat(199)}\n`, padded: 1 },
    ],
    [
      'cuts surplus fields that are empty',
      'pad',
      2,
      'a,b,,\r\nc,d\n',
      { ...nothing, text: 'a,b\r\nc,d\n', cut: 1 },
    ],
    [
      'does not make content of a CR a line end',
      'pad',
      2,
      'a,b\r,\n',
      { ...nothing, text: 'a,b\r\r\n', cut: 1 },
    ],
    [
      'counts no delimiters inside quotes',
      'pad',
      2,
      '"a,b",c\n"d,e"\n',
      { ...nothing, text: '"a,b",c\n"d,e",\n', padded: 1 },
    ],
    [
      'takes ragged records out with their bytes and place',
      'quarantine',
      2,
      'a,b\n"c\n",d,e\r\n\nf\ng,h\n',
      {
        ...nothing,
        text: 'a,b\ng,h\n',
        blankLines: 1,
        quarantined: [
          { line: 2, byte: 4, found: 3, raw: '"c\n",d,e\r\n' },
          { line: 5, byte: 15, found: 1, raw: 'f\n' },
        ],
      },
    ],
  ])('%s', (_, rule, columns, text, result) => {
    expect(mend(text, columns, rule)).toEqual(result);
  });

  it('names line and byte of a ragged record, never its content', () => {
    const error = refusal('"x\ny",b\nsecret,c,d\n', 2, 'error');
    expect(error).toMatchObject({
      code: 'record-ragged',
      args: { found: 3, expected: 2 },
      place: { line: 3, byte: 8 },
    });
    expect(JSON.stringify(error) + error.message).not.toContain('secret');
  });

  it('does not cut fields that hold something, be it an empty text', () => {
    expect(refusal('a,b,c\n', 2, 'pad').args).toEqual({ found: 3, expected: 2 });
    expect(refusal('a,b,""\n', 2, 'pad').code).toBe('record-ragged');
  });
});
