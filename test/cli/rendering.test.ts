import { describe, expect, it } from 'vitest';
import { renderDiagnostics } from '../../src/cli/diagnostics.js';
import { progressOf } from '../../src/cli/progress.js';
import { clip, columns, displayWidth, printable } from '../../src/cli/width.js';
import { type Diagnostic, LetheError } from '../../src/core/diagnostics.js';
import { parsePolicy } from '../../src/policy/parse.js';
import { registry } from '../policy/registry.js';

const text = `version: 1
dataset: { name: t, profile: internal-sharing }
input: { path: a.csv, raged: pad }
output: { path: b.csv }
columns:
  姓名: { role: direct, use: supress }
  年龄: { role: quasi, hierarchy: "dates" }
privacy: { k: five }
`;

function faultsOf(policy: string): Diagnostic[] {
  try {
    parsePolicy(policy, 'conf/lethe.yaml', registry);
  } catch (error) {
    if (!(error instanceof LetheError)) throw error;
    const { code, args, place, related } = error;
    return [{ code, args, severity: 'error', ...(place ? { place } : {}) }, ...related];
  }
  return [];
}

const render = (diagnostics: Diagnostic[], language: 'en' | 'zh', color = false) =>
  renderDiagnostics(diagnostics, { language, color, policies: new Map([['conf/lethe.yaml', text]]) });

describe('diagnostics', () => {
  it('are shown in English as below', () => {
    expect(render(faultsOf(text), 'en')).toMatchInlineSnapshot(`
      "conf/lethe.yaml:3:23: error[policy-key-unknown] Unknown key \`raged\` in input
        3 | input: { path: a.csv, raged: pad }
          |                       ^^^^^
        Did you mean \`ragged\`?
        hint: Known keys: path, query, encoding, delimiter, header, ragged, quarantine, recipient, lenient, format, sheet
      conf/lethe.yaml:6:28: error[policy-operator-unknown] Unknown operator \`supress\`
        6 |   姓名: { role: direct, use: supress }
          |                              ^^^^^^^
        Did you mean \`suppress\`?
        hint: See \`lethe list operators\`.
      conf/lethe.yaml:7:33: error[policy-hierarchy-unknown] Unknown hierarchy \`dates\`
        7 |   年龄: { role: quasi, hierarchy: "dates" }
          |                                   ^^^^^^^
        Did you mean \`date\`?
        hint: See \`lethe list hierarchies\`.
      conf/lethe.yaml:8:15: error[policy-type] \`privacy.k\` must be a number, found text
        8 | privacy: { k: five }
          |               ^^^^
      "
    `);
  });

  it('are shown in Chinese as below', () => {
    expect(render(faultsOf(text), 'zh')).toMatchInlineSnapshot(`
      "conf/lethe.yaml:3:23: 错误[policy-key-unknown] input 中没有 \`raged\` 这个键
        3 | input: { path: a.csv, raged: pad }
          |                       ^^^^^
        是否想写 \`ragged\`？
        建议：可用的键：path, query, encoding, delimiter, header, ragged, quarantine, recipient, lenient, format, sheet
      conf/lethe.yaml:6:28: 错误[policy-operator-unknown] 没有名为 \`supress\` 的算子
        6 |   姓名: { role: direct, use: supress }
          |                              ^^^^^^^
        是否想写 \`suppress\`？
        建议：见 \`lethe list operators\`。
      conf/lethe.yaml:7:33: 错误[policy-hierarchy-unknown] 没有名为 \`dates\` 的泛化层级
        7 |   年龄: { role: quasi, hierarchy: "dates" }
          |                                   ^^^^^^^
        是否想写 \`date\`？
        建议：见 \`lethe list hierarchies\`。
      conf/lethe.yaml:8:15: 错误[policy-type] \`privacy.k\` 应为数字，实际为文本
        8 | privacy: { k: five }
          |               ^^^^
      "
    `);
  });

  it('excerpt policies only', () => {
    const place = { file: 'data.csv', line: 2, column: 1 };
    const shown = renderDiagnostics([{ code: 'quote-stray', args: {}, place, severity: 'error' }], {
      language: 'en',
      color: false,
      policies: new Map([['conf/lethe.yaml', text]]),
    });
    expect(shown).toMatch(
      /^data\.csv:2:1: error\[quote-stray\] A quote where RFC 4180 allows none\n {2}hint: [^\n]*\n$/,
    );
  });

  it('are the same without their colours', () => {
    const plain = render(faultsOf(text), 'en', true).replace(/\u001b\[\d+m/g, '');
    expect(plain).toBe(render(faultsOf(text), 'en'));
  });
});

describe('widths', () => {
  it('count two columns for Han and full-width characters', () => {
    expect(displayWidth('abc')).toBe(3);
    expect(displayWidth('姓名')).toBe(4);
    expect(displayWidth('Ａ，')).toBe(4);
    expect(displayWidth('𠮷')).toBe(2);
    expect(clip('姓名和地址', 6)).toBe('姓名…');
    expect(
      columns([
        ['列', 'x'],
        ['abcd', 'y'],
      ]),
    ).toBe('列    x\nabcd  y\n');
    expect(printable('a\nb\u202e')).toBe('a\\u{a}b\\u{202e}');
  });
});

describe('progress', () => {
  const events = Array.from({ length: 30 }, (_, i) => ({
    phase: 'apply',
    done: i * 1e6,
    total: 30e6,
    rows: i * 10,
  }));

  function shown(options: { quiet?: boolean; terminal?: boolean }): string {
    let now = 0;
    let out = '';
    const common = {
      json: false,
      quiet: options.quiet ?? false,
      color: false,
      language: 'en' as const,
      workers: 1,
      chunk: undefined,
      policy: undefined,
    };
    const stderr = { write: (part: string) => (out += part), isTTY: options.terminal, columns: 60 };
    // Progress touches stderr and the clock only.
    const progress = progressOf(common, { stderr, clock: () => now } as never);
    for (const event of events) {
      progress.listener?.(event);
      now += 1000;
    }
    progress.end();
    return out;
  }

  it('is a line every ten seconds where stderr is no terminal', () => {
    expect(shown({}).split('\n')).toEqual([
      'apply: 33 %, 100 records, 1 MB/s',
      'apply: 66 %, 200 records, 1 MB/s',
      '',
    ]);
  });

  it('is a bar on a terminal, and gone at the end', () => {
    const out = shown({ terminal: true });
    expect(out).toContain('[##########..........] apply: 50 %');
    expect(out).toMatch(/\r +\r$/);
    for (const part of out.split('\r')) expect(displayWidth(part)).toBeLessThan(60);
  });

  it('is nothing with --quiet', () => {
    expect(shown({ quiet: true, terminal: true })).toBe('');
  });
});
