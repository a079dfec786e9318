// Compiles the AssemblyScript kernels (SIMD on, no runtime, memory exported): dist/kernels/lethe.wasm, and
// dist/kernels/parquet.wasm, apart so that only jobs with Parquet files load it.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = fileURLToPath(new URL('../../', import.meta.url));
mkdirSync(`${root}dist/kernels`, { recursive: true });
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
