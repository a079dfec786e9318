import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { Script } from 'node:vm';
import { loading } from './flags.js';

/** Ending of the file beside a script that holds the code V8 made of it. */
export const codeEnding = '.code';

interface Loaded {
  exports: object;
  script: Script;
}

const loaded = new Map<string, Loaded>();

/**
 * Loads a CommonJS file of the build, and what it requires by a relative path, with the code that V8 made of them when Lethe was
 * built: nothing is compiled that ran then. V8 takes such code only under its own version and flags; without it, or where it
 * is not taken, the file is compiled as any other. The code lies beside the script that it belongs to and is written with it, so
 * whoever can replace one can replace the other.
 */
export function loadCompiled(path: string): object {
  const known = loaded.get(path);
  if (known) return known.exports;
  const cachedData = codeBeside(path);
  const source = wrapped(readFileSync(path, 'utf8'));
  const script = loading(() => new Script(source, { filename: path, ...(cachedData ? { cachedData } : {}) }));
  const module: Loaded = { exports: {}, script };
  loaded.set(path, module); // before it runs: it may be required again by what it requires
  const folder = dirname(path);
  const outside = createRequire(path);
  const require = (name: string): unknown =>
    name.startsWith('.') ? loadCompiled(resolve(folder, name)) : outside(name);
  script.runInThisContext()(module.exports, require, module, path, folder);
  // Exports are getters, called again wherever another file names one; none of them changes after its file has run.
  module.exports = Object.freeze({ ...module.exports });
  return module.exports;
}

/** A CommonJS file as the function that node makes of it. */
export function wrapped(source: string): string {
  return `(function (exports, require, module, __filename, __dirname) {${source}\n})`;
}

/** Code of everything loaded so far, by the path of its script; functions that have run are in it. */
export function codeOfLoaded(): Map<string, Buffer> {
  return new Map([...loaded].map(([path, { script }]) => [path, script.createCachedData()]));
}

function codeBeside(path: string): Buffer | undefined {
  try {
    return readFileSync(path + codeEnding);
  } catch {
    return undefined;
  }
}
