// Compiles the AssemblyScript kernels (SIMD on, no runtime, memory exported): dist/kernels/lethe.wasm, and
// dist/kernels/parquet.wasm, apart so that only jobs with Parquet files load it. A kernel whose sources did not change since is
// left as it is: compiling takes half a minute.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

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

for (const [source, target] of [
  ['src/kernels/assembly/index.ts', 'dist/kernels/lethe.wasm'],
  ['src/kernels/assembly/parquet/index.ts', 'dist/kernels/parquet.wasm'],
]) {
  const { error, stderr } = await asc.main([
    source,
    '--outFile',
    target,
    '-O3',
    '--noAssert',
    '--converge',
    '--runtime',
    'stub',
    '--enable',
    'simd',
    '--use',
    'abort=',
    '--baseDir',
    root,
  ]);
  if (error) {
    process.stderr.write(`${stderr?.toString() ?? ''}${error.message}\n`);
    process.exit(1);
  }
}
writeFileSync(stamp, sources);
