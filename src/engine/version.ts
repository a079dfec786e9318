import { readFileSync } from 'node:fs';
import { packageFile } from '../kernels/host.js';

/** Version of Lethe, as in package.json. */
export const version: string = (
  JSON.parse(readFileSync(packageFile('package.json'), 'utf8')) as { version: string }
).version;
