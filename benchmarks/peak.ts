import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

// peak.js SCRIPT ARGUMENT…: runs a script as if it were called itself, and tells the peak of its memory when it ends, as the
// contestants of this folder do. Threads that it starts know nothing of it: what node is told to load first, they load too.
process.argv.splice(1, 1);
process.on('exit', () => process.stderr.write(`maxrss ${process.resourceUsage().maxRSS}\n`));
await import(pathToFileURL(resolve(process.argv[1]!)).href);
