// Compiles the AssemblyScript kernels (SIMD on, no runtime, memory handed in): dist/kernels/lethe.wasm, and
// dist/kernels/parquet.wasm, apart so that only jobs with Parquet files load it. A kernel whose sources did not change since is
// left as it is: compiling takes half a minute, in two threads at once.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import asc from 'assemblyscript/asc';

// In a thread of its own: compiles one kernel, and answers what the compiler has against it.
if (!isMainThread) {
  const { root, source, target } = workerData;
  const options = [
    '-O3',
    '--noAssert',
    '--converge',
    '--runtime',
    'stub',
    '--enable',
    'simd',
    '--use',
    'abort=',
    '--importMemory',
    '--zeroFilledMemory',
  ];
  const { error, stderr } = await asc.main([source, '--outFile', target, ...options, '--baseDir', root]);
  parentPort.postMessage(error ? `${stderr?.toString() ?? ''}${error.message}\n` : '');
  process.exit();
}

const root = fileURLToPath(new URL('../../', import.meta.url));
mkdirSync(`${root}dist/kernels`, { recursive: true });

/** What the kernels are made from: their sources, this file, and the version of the compiler. */
function fingerprint() {
  const folder = `${root}src/kernels/assembly`;
  const hash = createHash('sha256')
    .update(asc.version)
    .update(readFileSync(fileURLToPath(import.meta.url)));
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (name.endsWith('.ts')) hash.update(name).update(readFileSync(join(folder, name)));
  }
  return hash.digest('hex');
}

const stamp = `${root}dist/kernels/sources.sha256`;
const sources = fingerprint();
const fresh = existsSync(stamp) && readFileSync(stamp, 'utf8') === sources;
if (fresh && ['lethe', 'parquet'].every((name) => existsSync(`${root}dist/kernels/${name}.wasm`)))
  process.exit(0);
rmSync(stamp, { force: true });

const kernels = [
  ['src/kernels/assembly/index.ts', 'dist/kernels/lethe.wasm'],
  ['src/kernels/assembly/parquet/index.ts', 'dist/kernels/parquet.wasm'],
];
const faults = await Promise.all(kernels.map(compile));
if (faults.some((fault) => fault !== '')) {
  process.stderr.write(faults.join(''));
  process.exit(1);
}
writeFileSync(stamp, sources);

/** Compiles one kernel in a thread of its own; what the compiler has against it, empty where nothing. */
function compile([source, target]) {
  return new Promise((done, failed) => {
    const thread = new Worker(new URL(import.meta.url), { workerData: { root, source, target } });
    thread.once('message', done);
    thread.once('error', failed);
  });
}
