// Last step of the build: what a process or a worker thread starts with is put together from many files into few, since
// finding and linking hundreds of modules took longer than small jobs. The files that tsc wrote stay for those who import them.
import { chmodSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';

const root = join(import.meta.dirname, '..', '..');
const dist = join(root, 'dist');
const entries = ['src/cli/main', 'workers/chunk'];

rmSync(join(dist, 'bundle'), { recursive: true, force: true });
const bundle = await rolldown({
  input: Object.fromEntries(entries.map((path) => [path, join(root, `${path}.ts`)])),
  platform: 'node',
  tsconfig: join(root, 'tsconfig.json'),
  resolve: { extensionAlias: { '.js': ['.ts', '.js'] } },
  external: (id) => !id.startsWith('.') && !id.startsWith('/'), // packages stay where npm puts them
});
await bundle.write({
  dir: dist,
  format: 'esm',
  sourcemap: true,
  entryFileNames: '[name].js',
  chunkFileNames: 'bundle/[name]-[hash].js',
});
await bundle.close();
chmodSync(join(dist, 'src/cli/main.js'), 0o755);
