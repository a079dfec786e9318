import { describe, expect, it, vi } from 'vitest';
import { lethe } from './world.js';

describe('lethe detect', () => {
  it('answers line by line, whatever the chunks', async () => {
    const bytes = new TextEncoder().encode(
      '{"text":"请拨打13800138000"}\n\n{"text":"无"}\n{"text":"😀13800138000"}',
    );
    const stdin = [bytes.slice(0, 12), bytes.slice(12, 30), bytes.slice(30)];
    const ran = await lethe(['detect'], { stdin });
    expect(ran.code).toBe(0);
    expect(
      ran.out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      { spans: [{ start: 3, end: 14, entity: 'phone-mobile', score: 0.9 }] },
      { spans: [] },
      { spans: [{ start: 2, end: 13, entity: 'phone-mobile', score: 0.9 }] },
    ]);
  });

  it('splits a long line once, in however many pieces it comes', async () => {
    const looked = vi.spyOn(String.prototype, 'split');
    const text = '{"text":"13800138000'.padEnd(2 ** 18, ' 张三');
    const bytes = new TextEncoder().encode(`${text}"}\n{"text":""}`);
    const pieces = Array.from({ length: Math.ceil(bytes.length / 1000) }, (_, at) =>
      bytes.slice(at * 1000, (at + 1) * 1000),
    );
    const ran = await lethe(['detect'], { stdin: pieces });
    const characters = looked.mock.contexts.reduce<number>((sum, of) => sum + String(of).length, 0);
    looked.mockRestore();
    expect(ran.code).toBe(0);
    expect(ran.out.split('\n')[0]).toContain('{"start":0,"end":11,"entity":"phone-mobile","score":');
    expect(ran.out.split('\n')[1]).toBe('{"spans":[]}');
    expect(characters).toBeLessThan(4 * text.length);
  });

  it('writes what it finds in a long text as one line of JSON', async () => {
    const count = 25_000; // more than go into one piece
    const ran = await lethe(['detect'], { stdin: [`{"text":"${'13800138000 '.repeat(count)}"}\n`] });
    const { spans } = JSON.parse(ran.out);
    expect(spans.length).toBe(count);
    expect(spans.at(-1)).toMatchObject({ start: 12 * (count - 1), entity: 'phone-mobile' });
  });

  it('passes over a byte order mark at the start', async () => {
    const ran = await lethe(['detect'], { stdin: ['\uFEFF{"text":"无"}'] });
    expect([ran.code, ran.out]).toEqual([0, '{"spans":[]}\n']);
  });

  it('refuses a line that is too long while it comes, with its place and what to do', async () => {
    let pieces: number;
    async function* longer() {
      pieces = 0;
      yield '{"text":"无"}\n{"text":"';
      const piece = new Uint8Array(2 ** 20).fill(0x20);
      for (; pieces < 100; pieces++) yield piece;
    }
    const ran = await lethe(['detect'], { stdin: longer() });
    expect([ran.code, ran.out, pieces!]).toEqual([2, '{"spans":[]}\n', 63]);
    expect(ran.err).toContain('stdin:2: error[cli-detect-long] Line 2 of the input is longer than 64 MiB');
    expect(ran.err).toContain('hint: ');
    const inChinese = await lethe(['detect', '--lang', 'zh'], { stdin: longer() });
    expect(inChinese.err).toContain('输入第 2 行超过 64 MiB');
  });

  it.each([
    ['GB18030', [0xd5, 0xc5]],
    ['a character that is cut off', [0xe5, 0xbc]],
  ])('refuses a line that is not UTF-8: %s', async (_, wrong) => {
    const line = (middle: number[]) => [...Buffer.from('{"text":"'), ...middle, ...Buffer.from('"}\n')];
    const bytes = Uint8Array.from([...line([]), ...line(wrong), ...line([])]);
    for (const cut of [5, 13, 25, 30]) {
      const ran = await lethe(['detect'], { stdin: [bytes.slice(0, cut), bytes.slice(cut)] });
      expect([ran.code, ran.out]).toEqual([2, '{"spans":[]}\n']);
      expect(ran.err).toContain('stdin:2: error[cli-detect-encoding] Line 2 of the input is not UTF-8');
    }
  });

  it.each(['not json CANARY', '{"txt":"CANARY"}', '{"text":1}', 'null', '"CANARY"'])(
    'refuses %s by line',
    async (line) => {
      const ran = await lethe(['detect'], { stdin: [`{"text":"a"}\n${line}\n`] });
      expect(ran.code).toBe(2);
      expect(ran.err).toContain('Line 2');
      expect(ran.out + ran.err).not.toContain('CANARY');
    },
  );
});
