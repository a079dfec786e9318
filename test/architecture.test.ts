import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const src = join(root, 'src');

/** Folder of src → layer. Imports go downwards only; folders of layer 1 do not import each other. */
const layers: Record<string, number> = {
  core: 0, kernels: 0,
  recognisers: 1, operators: 1, hierarchies: 1, models: 1, search: 1, risk: 1, utility: 1, formats: 1, stores: 1,
  policy: 2, profile: 2, plan: 2,
  engine: 3, release: 3, report: 3,
  review: 4, cli: 4,
}; // biome-ignore format: one line a layer

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return name === 'assembly' ? [] : filesBelow(path);
    return /\.ts$/.test(name) && !name.endsWith('.d.ts') ? [path] : [];
  });
}

function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1]!);
}

const files = filesBelow(src);

describe('the house', () => {
  it('has only known folders', () => {
    const folders = readdirSync(src).filter((name) => statSync(join(src, name)).isDirectory());
    expect(folders.filter((name) => !(name in layers))).toEqual([]);
  });

  it('imports downwards only', () => {
    const faults: string[] = [];
    for (const file of files) {
      const from = relative(src, file).split('/')[0]!;
      for (const target of importsOf(file)) {
        if (!target.startsWith('.')) continue;
        const to = relative(src, resolve(dirname(file), target)).split('/')[0]!;
        if (to.startsWith('..') || !(from in layers) || to === from) continue;
        const up = layers[to]! > layers[from]!;
        const sibling = layers[to] === layers[from] && layers[from] === 1;
        if (up || sibling) faults.push(`${relative(root, file)} imports ${target}`);
      }
    }
    expect(faults).toEqual([]);
  });

  it('is pure below the engine: no clock, unkeyed randomness, process or console', () => {
    const pure = files.filter(
      (file) => layers[relative(src, file).split('/')[0]!]! <= 1 && !file.includes('/stores/'),
    );
    const faults = pure.filter((file) =>
      /\bMath\.random|\bDate\.now|\bnew Date\(\)|\bconsole\.|\bprocess\.(?!versions)/.test(
        readFileSync(file, 'utf8'),
      ),
    );
    expect(faults.map((file) => relative(root, file))).toEqual([]);
  });

  it('uses named exports only', () => {
    const faults = files.filter((file) => /^export default/m.test(readFileSync(file, 'utf8')));
    expect(faults.map((file) => relative(root, file))).toEqual([]);
  });

  it('registers every operator, hierarchy, model, release profile and recogniser of its folder', () => {
    const faults: string[] = [];
    for (const folder of ['operators', 'hierarchies', 'models', 'recognisers', 'release/profiles']) {
      const list = readFileSync(join(src, folder, 'index.ts'), 'utf8');
      for (const file of filesBelow(join(src, folder))) {
        const name = relative(join(src, folder), file).replace(/\.ts$/, '.js');
        const exportsSpec =
          /export const \w+: (Operator|HierarchyKind|Model|Recogniser|ReleaseProfile)\b/.test(
            readFileSync(file, 'utf8'),
          );
        if (exportsSpec && !list.includes(`./${name}`)) faults.push(`${folder}/${name}`);
      }
    }
    expect(faults).toEqual([]);
  });
});
