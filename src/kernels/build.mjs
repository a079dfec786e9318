// Compiles the AssemblyScript kernels to dist/kernels/lethe.wasm (SIMD on, no runtime, memory exported).
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = fileURLToPath(new URL('../../', import.meta.url));
mkdirSync(`${root}dist/kernels`, { recursive: true });
const { error, stderr } = await asc.main([
  'src/kernels/assembly/index.ts',
  '--outFile',
  'dist/kernels/lethe.wasm',
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
