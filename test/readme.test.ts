import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { nationalIdentifiers } from '../src/recognisers/intl/index.js';

const textOf = (name: string) => readFileSync(join(import.meta.dirname, '..', name), 'utf8');

/** Commands, options, settings and names that a page shows in code, without the comments there. */
function shown(page: string): string[] {
  const fences = [...page.matchAll(/^```\w+\n(.*?)^```$/gms)].map(([, code]) => code!);
  const inline = [...page.replace(/^```.*?^```$/gms, '').matchAll(/`([^`]+)`/g)].map(([, code]) => code!);
  const code = [
    ...fences
      .join('')
      .replace(/ (?:#|\/\/) .*$/gm, '')
      .split('\n'),
    ...inline,
  ].join('\n');
  const words = /lethe [a-z-]+|--?[a-z][a-z-]*|[A-Za-z][\w-]*(?=[:=])|[a-z]+(?:-[a-z0-9]+)+/g;
  return [...new Set(code.match(words))].sort();
}

it('the Chinese page shows all that the English one shows', () => {
  const english = shown(textOf('README.md'));
  expect(english.length).toBeGreaterThan(150);
  expect(shown(textOf('README.zh-CN.md'))).toEqual(english);
});

it('the changelog counts the countries whose numbers are known', () => {
  const count = Object.keys(nationalIdentifiers).length;
  expect(textOf('CHANGELOG.md')).toContain(`${count} countries' numbers`);
});
