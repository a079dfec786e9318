// Lethe inside another program: a table goes in as a stream, and its release comes out of it, or an error does.
// node embed.js <policy> <table> <release>
import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { LetheError, type RunResult, run, transform } from 'lethe';

const [policy, table, release] = process.argv.slice(2);
if (!policy || !table || !release) throw new Error('usage: embed <policy> <table> <release>');

const stop = new AbortController();
process.once('SIGTERM', () => stop.abort()); // nothing is left behind

const phases: string[] = [];
let answer: RunResult | undefined;
try {
  await pipeline(
    createReadStream(table),
    transform(policy, {
      signal: stop.signal,
      observe: (event) => event.event === 'phase-finished' && phases.push(event.phase),
      finished: (result) => {
        answer = result;
      },
    }),
    createWriteStream(release, { mode: 0o600 }),
  );
  console.log(JSON.stringify({ verdict: answer?.verdict, records: answer?.counts.out, phases }));

  // The same job on files; progress comes about ten times a second.
  const result = await run(policy, { signal: stop.signal, progress: ({ phase, done, total }) => void [phase, done, total] });
  console.log(JSON.stringify({ verdict: result.verdict, records: result.counts.out }));
} catch (error) {
  await rm(release, { force: true });
  if (!(error instanceof LetheError)) throw error;
  console.error(JSON.stringify({ code: error.code, reasons: error.related.map(({ code }) => code) })); // no values
  process.exitCode = error.exitCode;
}
