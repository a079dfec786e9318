import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { packageFile } from '../kernels/host.js';

/** Version of Lethe, as in package.json. */
export const version: string = (
  JSON.parse(readFileSync(packageFile('package.json'), 'utf8')) as { version: string }
).version;

/** Sizes and times of the compiled program: two builds of one version are not the same program. */
export function buildMarks(): string {
  const marks: string[] = [];
  for (const part of ['bundle', 'command', 'lane', 'src/cli', 'workers', 'kernels']) {
    const folder = packageFile(`dist/${part}`);
    for (const name of namesIn(folder)) {
      if (!/\.(c?js|wasm|tables)$/.test(name)) continue;
      const stat = statSync(join(folder, name), { throwIfNoEntry: false });
      if (stat?.isFile()) marks.push(`${part}/${name} ${stat.size} ${stat.mtimeMs}`);
    }
  }
  return marks.join('\n');
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return []; // bundled elsewhere
  }
}
