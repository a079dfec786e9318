import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Script } from 'node:vm';
import { afterAll, describe, expect, it } from 'vitest';
import { codeEnding, codeOfLoaded, loadCompiled } from '../../src/cli/compiled.js';
import { root, scratch } from '../e2e/cli.js';

const { folder, remove } = scratch();
afterAll(remove);

describe('loading compiled files', () => {
  it('loads what a file requires, once, with exports as they stand after it ran', () => {
    writeFileSync(
      join(folder, 'a.cjs'),
      `const b = require('./b.cjs'); const { sep } = require('node:path'); let n = 0;
       Object.defineProperty(exports, 'calls', { enumerable: true, get: () => ++n });
       exports.b = b; exports.sep = sep; exports.file = __filename;`,
    );
    writeFileSync(join(folder, 'b.cjs'), `const a = require('./a.cjs'); exports.later = () => a.b;`);
    const a = loadCompiled(join(folder, 'a.cjs')) as Record<string, unknown>;
    expect([a.calls, a.calls, a.sep, a.file]).toEqual([1, 1, '/', join(folder, 'a.cjs')]);
    expect(loadCompiled(join(folder, 'b.cjs'))).toBe(a.b);
    expect((a.b as { later: () => unknown }).later()).toBe(a.b);
  });

  it('compiles a file whose code is none', () => {
    const path = join(folder, 'c.cjs');
    writeFileSync(path, `exports.three = 3;`);
    writeFileSync(path + codeEnding, 'none');
    expect(loadCompiled(path)).toEqual({ three: 3 });
    expect(codeOfLoaded().get(path)!.length).toBeGreaterThan(100);
  });

  const kept = ['command', 'lane'].flatMap((part) =>
    readdirSync(join(root, 'dist', part))
      .filter((name) => name.endsWith(codeEnding))
      .map((name) => join(root, 'dist', part, name.slice(0, -codeEnding.length))),
  );
  // The second word of kept code is V8's version: another Node than the one that built takes none of it.
  const version = (code: Buffer) => code.readUInt32LE(4);
  const own = version(new Script('1').createCachedData());
  const builtHere = kept.every((path) => version(readFileSync(path + codeEnding)) === own);

  it.runIf(builtHere)('takes the code that the build has kept, under the flags of the command', () => {
    const module = (path: string) => JSON.stringify(pathToFileURL(join(root, path)).href);
    const program = `
      import { readFileSync } from 'node:fs';
      import { Script } from 'node:vm';
      import { wrapped } from ${module('dist/src/cli/compiled.js')};
      import { setFlags } from ${module('dist/src/cli/flags.js')};
      setFlags();
      const taken = ${JSON.stringify(kept)}.filter((path) => !new Script(wrapped(readFileSync(path, 'utf8')), {
        cachedData: readFileSync(path + ${JSON.stringify(codeEnding)}) }).cachedDataRejected);
      console.log(taken.length);`;
    const ran = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
    expect(kept.length).toBeGreaterThan(50);
    expect([ran.stderr, Number(ran.stdout)]).toEqual(['', kept.length]);
  });

  it('finds no import() in files whose code is kept: it fails there', () => {
    const importing = ['command', 'lane'].flatMap((part) =>
      readdirSync(join(root, 'dist', part)).filter(
        (name) =>
          name.endsWith('.cjs') &&
          name !== 'thread.cjs' && // node itself loads it, as the first file of a thread
          /^(?!\s*(?:\/\/|\*)).*[^.\w{]import\(/m.test(readFileSync(join(root, 'dist', part, name), 'utf8')),
      ),
    );
    expect(importing).toEqual([]);
  });
});
