// After tsc: what tsc does not copy, and the bit that makes the command executable.
import { chmodSync, cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

for (const path of readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })) {
  if (path.endsWith('.json') && !path.endsWith('tsconfig.json')) {
    cpSync(join(root, 'src', path), join(root, 'dist', 'src', path));
  }
}
chmodSync(join(root, 'dist', 'src', 'cli', 'main.js'), 0o755);
