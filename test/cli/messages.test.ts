import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { messages } from '../../src/core/messages/index.js';

const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((hole) => hole[1]).sort();

describe.each(Object.entries(messages))('message %s', (_, message) => {
  const parts = [message.text, message.hint].filter((part) => part !== undefined);

  it('speaks both languages with the same holes', () => {
    for (const part of parts) {
      expect(part.en.trim()).not.toBe('');
      expect(part.zh.trim()).not.toBe('');
      expect(new Set(holes(part.zh))).toEqual(new Set(holes(part.en)));
      expect(part.zh === part.en && /[a-z]{4}/i.test(part.en.replace(/\{\w+\}/g, ''))).toBe(false);
    }
  });
});

it('every code stands in one part of the table only: the later of two would speak for both', async () => {
  const folder = resolve(import.meta.dirname, '../../src/core/messages');
  const codes: string[] = [];
  for (const name of readdirSync(folder).filter((one) => !['index.ts', 'table.ts'].includes(one))) {
    const part: Record<string, object> = await import(join(folder, name));
    for (const rows of Object.values(part)) codes.push(...Object.keys(rows));
  }
  expect(codes.filter((code, at) => codes.indexOf(code) !== at)).toEqual([]);
  expect(codes.length).toBe(Object.keys(messages).length);
});
