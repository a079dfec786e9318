import { expect, it } from 'vitest';
import type { Effects } from '../../src/cli/effects.js';
import { hierarchyTexts, namesOf } from '../../src/cli/hierarchy-files.js';

it('a folder of hierarchies that is not there is named as an input', () => {
  const list = () => {
    throw Object.assign(new Error(), { code: 'ENOENT' });
  };
  const effects = { files: { list } } as unknown as Effects;
  const fault = expect.objectContaining({ code: 'input-not-found', args: { path: 'nowhere/' } });
  expect(() => namesOf('nowhere/', effects)).toThrow(fault);
  expect(() => hierarchyTexts('nowhere/', effects)).toThrow(fault);
  expect(hierarchyTexts(undefined, effects)).toEqual({});
});
