// What a process, a worker thread or a program that imports Lethe starts with is put together from
// many files into few, since finding and linking hundreds of modules took longer than small jobs. Declarations and all other
// compiled files stay. Nothing is renamed or minified, so that frames of a stack name the functions of the source; what is
// imported when asked for stays a file of its own.
import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';

const root = join(import.meta.dirname, '..', '..');
const dist = join(root, 'dist');
for (const folder of ['bundle', 'command', 'lane', 'workers', 'benchmarks/bundle']) {
  rmSync(join(dist, folder), { recursive: true, force: true });
}

// The library, for programs that import it; packages, and their licences, stay where npm puts them.
await put({ 'src/index': 'src/index' }, 'bundle');

// The command and its threads are CommonJS, of which V8's code can be kept (code.mjs). Packages that they start with, and those
// that are ES modules only, are put in, and their licences beside them.
const packages = [
  'commander',
  'fzstd',
  'hyparquet',
  'hyparquet-compressors',
  'hyparquet-writer',
  'hysnappy',
  'picocolors',
  'piscina',
  'yaml',
  'zod',
];
const script = { format: 'cjs', dynamicImportInCjs: false }; // code that was kept forgets which file imports
// What these packages load and Lethe never uses, since its commands are functions and its messages are its own.
const unused = [/^node:child_process$/, /\/zod\/v4\/locales\/index\.js$/];
const isUnused = (id) => unused.some((pattern) => pattern.test(id));
// Threads of the pool begin with a file of its package, which it looks for beside its own.
const threadFile = /\/piscina\/dist\/worker\.js$/;
const licences = await put(
  {
    'command/program': 'src/cli/program',
    'command/world': 'src/cli/world',
    'command/thread': 'node_modules/piscina/dist/worker.js',
  },
  'command',
  {
    packages,
    output: script,
    plugins: [
      {
        name: 'without-unused',
        resolveId: (id) => (isUnused(id) ? { id, external: false } : null),
        load: (id) => (isUnused(id) ? 'export {};' : null),
      },
      {
        name: 'own-threads',
        transform(code, id) {
          if (!/\/piscina\/dist\/index\.js$/.test(id)) return null;
          const own = code.replace("(__dirname, 'worker.js')", "(__dirname, 'thread.cjs')");
          if (own === code) throw new Error('piscina starts its threads from another file');
          return own;
        },
      },
    ],
    inside: (id) => isUnused(id) || threadFile.test(id),
  },
);
writeFileSync(join(dist, 'command/licences.txt'), licences);
// Threads load files of their own, as few as can be: what they share with the rest would be cut into many. They hand on codes
// of messages, and start sooner without the table of their texts.
const messages = join(root, 'src/core/messages/index.ts');
await put({ 'lane/lane': 'src/engine/lane' }, 'lane', {
  output: script,
  plugins: [
    { name: 'without-messages', load: (id) => (id === messages ? 'export const messages = {};' : null) },
  ],
  preserveEntrySignatures: 'allow-extension', // what is loaded later may share what stands in the entry
});
// What node itself loads: the command and the threads, both little more than the loader of the files above.
await put({ 'src/cli/main': 'src/cli/main' }, 'bundle');
chmodSync(join(dist, 'src/cli/main.js'), 0o755);
await put({ 'workers/chunk': 'workers/chunk' }, 'workers', { output: script });
// What measures a phase of a run alone starts as a run does; it is no part of the package.
await put({ 'benchmarks/lethe': 'benchmarks/lethe' }, 'benchmarks/bundle');

/**
 * Writes a bundle: `entries` are paths in dist and the sources they are made of (`sourceOf`); what they share goes to the
 * folder `shared`. Returns the licences of the packages that are in it.
 */
async function put(entries, shared, { packages = [], inside = () => false, output = {}, ...input } = {}) {
  const bundle = await rolldown({
    input: Object.fromEntries(Object.entries(entries).map(([to, from]) => [to, sourceOf(from)])),
    platform: 'node',
    tsconfig: join(root, 'tsconfig.json'),
    resolve: { extensionAlias: { '.js': ['.ts', '.js'] } },
    ...input,
    external: (id) =>
      !id.startsWith('.') && !id.startsWith('/') && !packages.includes(id.split('/')[0]) && !inside(id),
  });
  const ending = output.format === 'cjs' ? 'cjs' : 'js';
  const { output: files } = await bundle.write({
    dir: dist,
    format: 'esm',
    ...output,
    entryFileNames: `[name].${ending}`,
    chunkFileNames: `${shared}/[name]-[hash].${ending}`,
  });
  await bundle.close();
  for (const path of Object.keys(entries)) rmSync(join(dist, `${path}.js.map`), { force: true }); // of the replaced file
  return licencesOf(files.flatMap((file) => file.moduleIds ?? []));
}

/** The file of a source that is named without its ending, or of a package. */
function sourceOf(path) {
  return join(root, path.startsWith('node_modules/') ? path : `${path}.ts`);
}

/** Name, version and licence text of every package that a module is of; throws where a package has none. */
function licencesOf(modules) {
  const folders = new Set(modules.flatMap((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id) ?? []));
  return [...folders]
    .sort()
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      const file = readdirSync(folder).find((path) => /^licen[cs]e/i.test(path));
      if (file === undefined) throw new Error(`${name} has no licence to ship`);
      return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), 'utf8')}`;
    })
    .join('\n\n');
}
