import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '../src/cli/commands.js';
import { artefacts, releaseProfiles } from '../src/release/index.js';

const root = join(import.meta.dirname, '..');
const text = readFileSync(join(root, 'COMPLIANCE.md'), 'utf8');
const rows = text
  .split('\n')
  .filter((line) => /^\| R\d+ \|/.test(line))
  .map((line) => line.slice(2, -2).split(' | '));

/** The source of a test, once. */
const sources = new Map<string, string>();
function sourceOf(path: string): string {
  const known = sources.get(path);
  if (known !== undefined) return known;
  const read = existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : '';
  sources.set(path, read);
  return read;
}

/** Names of tests of a file: the first argument of `it`, `test`, `describe` and their `each`. */
function namesIn(source: string): string[] {
  const each = /(?:\.\w+(?:\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))?)*/.source;
  const text = /'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|`([^`]*)`/.source;
  const name = new RegExp(`\\b(?:it|test|describe)${each}\\(\\s*(?:${text})`, 'g');
  return [...source.matchAll(name)].map((match) =>
    (match[1] ?? match[2] ?? match[3])!.replaceAll("\\'", "'"),
  );
}

describe('COMPLIANCE.md', () => {
  it('has one row for each of R1–R27, in order, with every cell filled', () => {
    expect(rows.map(([id]) => id)).toEqual(Array.from({ length: 27 }, (_, at) => `R${at + 1}`));
    for (const row of rows) expect(row.map((cell) => cell.trim() !== '')).toEqual(Array(5).fill(true));
  });

  it.each(rows.map((row) => [row[0]!, row]))('%s is shown by tests that exist', (_, row) => {
    const shown = row[3]!;
    if (shown.startsWith('—')) return expect(row[4]).toContain('not served at all');
    for (const part of shown.split(/; (?=`test)/)) {
      const [, path, names] = /^`(test\/[^`]+\.test\.ts)`: (.+)$/.exec(part) ?? [];
      expect(path, part).toBeDefined();
      const known = namesIn(sourceOf(path!));
      const named = [...names!.matchAll(/“([^”]+)”/g)].map((match) => match[1]!);
      expect(named.length).toBeGreaterThan(0);
      for (const name of named) expect(known).toContain(name);
    }
  });

  it('names commands, options, values and papers that exist', () => {
    const byName = new Map(commands.map((command) => [command.name, command]));
    const papers = new Set(artefacts.map(({ name }) => name));
    const explained = new Set([...releaseProfiles.map(({ name }) => name), 'xiamen-151']);
    const quoted = [...text.matchAll(/`([^`]+)`/g)].map((match) => match[1]!);
    for (const one of quoted) {
      const [program, name, ...words] = one.split(' ');
      if (program === 'lethe') {
        const command = byName.get(name!);
        expect(command, one).toBeDefined();
        const [value] = words;
        const values = command!.arguments[0]?.values;
        if (value && !value.startsWith('-') && values) expect(values).toContain(value);
        if (name === 'explain' && value) expect(explained).toContain(value);
        words.forEach((word, at) => {
          if (!word.startsWith('--')) return;
          const option = command!.options.find(({ flags }) => flags.split(/[ ,]+/).includes(word));
          expect(option, one).toBeDefined();
          const given = words[at + 1];
          if (given !== undefined && option!.values) expect(option!.values).toContain(given);
        });
      } else if (one.startsWith('evidence/')) expect(papers).toContain(one.slice('evidence/'.length));
      else if (one.startsWith('--')) {
        const flag = one.split(' ')[0]!;
        const known = commands.some(({ options }) =>
          options.some(({ flags }) => flags.split(/[ ,]+/).includes(flag)),
        );
        expect(known || flag === '--json', one).toBe(true);
      } else if (one.startsWith('test/') || one.startsWith('src/'))
        expect(existsSync(join(root, one))).toBe(true);
    }
  });
});
