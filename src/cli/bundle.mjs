// Last step of the build: what a process, a worker thread or a program that imports Lethe starts with is put together from
// many files into few, since finding and linking hundreds of modules took longer than small jobs. It takes the place of
// what tsc wrote for these entries; declarations and all other compiled files stay. Nothing is renamed or minified, so that
// frames of a stack name the functions of the source; what is imported when asked for stays a file of its own.
import { chmodSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';

const root = join(import.meta.dirname, '..', '..');
const dist = join(root, 'dist');
await put(['src/cli/main', 'src/cli/program', 'src/cli/world', 'src/index'], 'bundle');
// Threads load files of their own, as few as can be: what they share with the rest would be cut into many. They hand on codes
// of messages, and start sooner without the table of their texts.
const messages = join(root, 'src/core/messages/index.ts');
await put(['workers/chunk'], 'workers/bundle', {
  plugins: [
    { name: 'without-messages', load: (id) => (id === messages ? 'export const messages = {};' : null) },
  ],
  preserveEntrySignatures: 'allow-extension', // what is loaded later may share what stands in the entry
});
// What measures a phase of a run alone starts as a run does; it is no part of the package.
await put(['benchmarks/lethe'], 'benchmarks/bundle');
chmodSync(join(dist, 'src/cli/main.js'), 0o755);

async function put(entries, folder, more = {}) {
  rmSync(join(dist, folder), { recursive: true, force: true });
  const bundle = await rolldown({
    input: Object.fromEntries(entries.map((path) => [path, join(root, `${path}.ts`)])),
    platform: 'node',
    tsconfig: join(root, 'tsconfig.json'),
    resolve: { extensionAlias: { '.js': ['.ts', '.js'] } },
    ...more,
    external: (id) => !id.startsWith('.') && !id.startsWith('/'), // packages, and their licences, stay where npm puts them
  });
  await bundle.write({
    dir: dist,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: `${folder}/[name]-[hash].js`,
  });
  await bundle.close();
  for (const path of entries) rmSync(join(dist, `${path}.js.map`), { force: true }); // of the replaced file
}
