import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism } from 'node:os';
import { packageFile } from '../kernels/host.js';
import type { Effects, Files } from './effects.js';
import type { Engine } from './engine.js';
import { passOptions } from './operation.js';

const files: Files = {
  exists: existsSync,
  readText: (path) => readFileSync(path, 'utf8'),
  readHead(path, length) {
    const file = openSync(path, 'r');
    try {
      const bytes = new Uint8Array(length);
      return bytes.subarray(0, readSync(file, bytes, 0, length, 0));
    } finally {
      closeSync(file);
    }
  },
  writeNew(path, text) {
    try {
      writeFileSync(path, text, { flag: 'wx' });
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    }
  },
  lines(path) {
    const file = openSync(path, 'w');
    return {
      write: (text) => {
        writeFileSync(file, text);
      },
      close: () => closeSync(file),
    };
  },
  replace(path, content) {
    const waiting = `${path}.${process.pid}`;
    writeFileSync(waiting, content);
    renameSync(waiting, path);
  },
  list: (folder) => readdirSync(folder).sort(),
};

/** Every operation loads what it needs when it is called: a small table takes less time than all of the engine. */
const lazyEngine: Engine = {
  profileTable: async (...args) => (await import('../engine/profile.js')).profileTable(...args),
  planTable: async (...args) => (await import('../engine/run.js')).planTable(...args),
  runPolicy: async (...args) => (await import('../engine/release.js')).runPolicy(...args),
  runTables: async (...args) => (await import('../engine/tables.js')).runTables(...args),
  checkTable: async (...args) => (await import('../engine/check.js')).checkTable(...args),
  compareTables: async (...args) => (await import('../engine/compare.js')).compareTables(...args),
  columnValues: async (...args) => (await import('../engine/column-values.js')).columnValues(...args),
  attackTable: async (...args) => (await import('../engine/attack-table.js')).attackTable(...args),
  anonymiseTable: async (...args) => (await import('../engine/anonymise.js')).anonymiseTable(...args),
  deliverCopy: async (...args) => (await import('../engine/deliver.js')).deliverCopy(...args),
  traceCopy: async (...args) => (await import('../engine/trace.js')).traceCopy(...args),
  lookUpSubjects: async (...args) => (await import('../engine/subject.js')).lookUpSubjects(...args),
  reassess: async (...args) => (await import('../engine/reassess.js')).reassess(...args),
  releaseFolder: async (...args) => (await import('../engine/registry.js')).folderOf(...args),
  fileSha256: async (path) => (await import('../engine/source.js')).hashParts([{ path }]),
  keyId: async (...args) => (await import('../engine/named-key.js')).keyId(...args),
  verifyFolder: async (...args) => (await import('../engine/verify.js')).verifyFolder(...args),
};

/** The effects of the real program: this process, its files, its clock. Everything heavy is imported when asked for. */
export function processEffects(signal: AbortSignal, holdsNursery = false): Effects {
  const manifest = JSON.parse(readFileSync(packageFile('package.json'), 'utf8')) as { version: string };
  return {
    stdout: process.stdout,
    stderr: process.stderr,
    data: process.stdout,
    stdin: { [Symbol.asyncIterator]: () => process.stdin[Symbol.asyncIterator]() }, // opened when read: that takes a while
    env: process.env,
    files,
    policies: new Map(),
    clock: () => performance.now(),
    now: () => Date.now(),
    cores: Math.min(availableParallelism(), 8),
    version: manifest.version,
    schemaPath: packageFile('dist/src/policy/policy.schema.json'),
    signal,
    ...(holdsNursery ? { holdsNursery } : {}),
    startThreads: async (path, common, passes) => {
      const { earlyPool } = await import('../engine/context.js');
      return earlyPool({ path }, { ...passOptions(common), holdsNursery }, passes);
    },
    engine: async () => lazyEngine,
    searching: async () => {
      const [{ models }, { algorithms, metrics }] = await Promise.all([
        import('../models/index.js'),
        import('../search/index.js'),
      ]);
      return { models, metricSpecs: metrics, algorithmSpecs: algorithms };
    },
    components: async () => (await import('./components.js')).shippedComponents(),
    findAll: async (spec) => (await import('../recognisers/index.js')).recognition(spec).findAll,
  };
}
