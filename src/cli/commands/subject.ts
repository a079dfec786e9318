import { closeSync, openSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { LetheError } from '../../core/diagnostics.js';
import { keySourceOf } from '../../stores/named-key.js';
import type { Command } from '../effects.js';
import { calendarOf, ledgerPath } from '../ledger.js';
import { type DialectOptions, inputOf, operate } from '../operation.js';
import { loadPolicy } from '../policy-file.js';
import { present } from '../view.js';
import { enterRequest } from './request.js';

/** Options of `lethe subject`. */
export interface SubjectOptions extends DialectOptions {
  input: string;
  key?: string[];
  ledger?: string;
  output?: string;
  enter?: string;
  clock?: string;
  received?: string;
  holidays?: string;
}

/**
 * `lethe subject <persons>`: whether persons are in a release, while its key exists. The list has columns of the source (their
 * names, and identifiers as they stand there), from a file or standard input, so that no identifier is on a command line. `-o`
 * writes the records to delete, `--enter` enters a request with its clock. Exit code 0 where somebody is found, 1 where not.
 */
export const subject: Command<SubjectOptions> = async (options, effects) => {
  const ledger = await ledgerPath(options, effects);
  const policy =
    options.policy === undefined
      ? undefined
      : loadPolicy(options.policy, await effects.components(), effects);
  const keys = (options.key ?? []).map(keySourceOf);
  if (keys.length === 0 && policy?.key) keys.push(policyKeySource(policy.file, policy.key));
  if (options.output !== undefined && effects.files.exists(options.output))
    throw new LetheError('cli-file-taken', { path: options.output });
  const engine = await effects.engine();
  const { deletions, ...found } = await operate(options, effects, (how) =>
    engine.lookUpSubjects(
      inputOf(options.input, options),
      { ledger, keys, ...(policy ? { policy } : {}) },
      how,
    ),
  );
  if (options.output !== undefined) writeList(options.output, deletions);
  const request =
    options.enter === undefined
      ? null
      : await enterRequest(
          ledger,
          { ...options, kind: options.enter },
          effects.now(),
          calendarOf(options.holidays, effects),
        );
  const list = options.output === undefined ? null : { path: options.output, records: deletions.length - 1 };
  present({ ...found, list, request }, options, effects, (value, { say, grid }) => {
    const lines = [say('cli-subject', { found: value.found, persons: value.persons })];
    const otherwise = value.releases.reduce((sum, one) => sum + one.otherwise, 0);
    if (otherwise > 0) lines.push(say('cli-subject-otherwise', { records: otherwise }));
    if (value.list) lines.push(say('cli-subject-list', value.list));
    if (value.request) lines.push(say('cli-request-entered', { ...value.request }));
    const head = [
      say('word-ledger-release'),
      say('word-ledger-dataset'),
      say('word-ledger-state'),
      say('word-ledger-recipient'),
      say('word-subject-answer'),
      say('word-subject-persons'),
      say('word-subject-records'),
    ];
    const rows = value.releases.map((one) => [
      one.release.slice(0, 12),
      one.dataset ?? '',
      say(`word-state-${one.state}` as 'word-state-draft'),
      one.recipients.join(', '),
      one.reason === null
        ? say(one.answer === 'found' ? 'word-subject-found' : 'word-subject-absent')
        : say(`word-subject-${one.reason}`, { key: one.key ?? '–' }),
      one.reason === null ? String(one.persons) : '',
      one.reason === null ? String(one.records) : '',
    ]);
    return `${lines.join('\n')}\n${rows.length > 0 ? grid([head, ...rows]) : ''}`;
  });
  return found.found > 0 ? 0 : 1;
};

function policyKeySource(file: string, key: { file: string } | { descriptor: number }) {
  return 'file' in key ? { file: resolve(dirname(resolve(file)), key.file) } : key;
}

/** The list tells of persons: its owner alone may read it, and nothing is written over. */
function writeList(path: string, lines: readonly string[]): void {
  try {
    const file = openSync(path, 'wx', 0o600);
    writeFileSync(file, `${lines.join('\n')}\n`);
    closeSync(file);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
    if (reason === 'EEXIST') throw new LetheError('cli-file-taken', { path });
    throw new LetheError('output-failed', { path, reason });
  }
}
