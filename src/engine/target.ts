import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { LetheError } from '../core/diagnostics.js';
import { outputFormat } from '../plan/index.js';
import { namedFiles, type Policy } from '../policy/index.js';
import { evidenceFolder, manifestName, reportName } from '../release/index.js';
import { reportMark } from '../report/index.js';
import { assertNoScheme, realPath } from '../stores/file.js';
import { isPostgres, type PostgresAddress } from '../stores/postgres/address.js';
import { readRecipient } from '../stores/seal.js';
import { guardOutput } from './apply.js';
import { targetAddress } from './database.js';
import { assertDataOurs, assertReportOurs } from './replaceable.js';
import type { TableSource } from './source.js';
import { assertHome, assertWritable, homeOf } from './writable.js';

/** Where a job writes: the data files, and the file that names the release. */
export interface Target {
  file: string; // absolute; the first data file
  names: string[]; // of the data files in the release folder
  toStdout: boolean;
  database: PostgresAddress | null; // where the data go besides
}

/** The target of a policy: a file, a folder of parts (a path ending in / or a folder that exists), or stdout. */
export function targetOf(policy: Policy, base: string, source: TableSource): Target {
  const stated = policy.output.path;
  if (isPostgres(stated)) {
    // Manifest and report need a folder; beside them stand the very bytes that the table holds.
    const database = targetAddress(stated, base);
    const name = `${database.shown.replace(/[^\p{L}\p{N}_.-]/gu, '_')}.csv`;
    return { file: join(base, `${stem(name)}.release`, name), names: [name], toStdout: false, database };
  }
  const format = outputFormat(policy, source.format);
  const [read, written] = [source.format, format?.name ?? 'csv'];
  const renamed = (name: string) => `${stem(name)}.${format?.extensions[0] ?? 'csv'}`;
  if (stated === '-') {
    const name = renamed(source.parts[0]!.name);
    return { file: join(base, `${stem(name)}.release`, name), names: [name], toStdout: true, database: null };
  }
  assertNoScheme(stated);
  const path = resolve(base, stated);
  homeOf(path);
  const folder = stated.endsWith('/') || statSync(path, { throwIfNoEntry: false })?.isDirectory();
  if (!folder) return { file: path, names: [basename(path)], toStdout: false, database: null };
  const names = source.parts.map((part) => (written === read ? part.name : renamed(part.name)));
  return { file: join(path, names[0]!), names, toStdout: false, database: null };
}

/**
 * Refuses a target before anything is read or written: one that would overwrite a source, the policy or a file that it names, under
 * whatever spelling or link, or data or a report that are not ours; names that the release itself needs, or that two parts share; what is no regular file;
 * and a quarantine file, which holds personal data, among the files that are published.
 */
export function assertTarget(
  policy: Policy,
  source: TableSource,
  target: Target,
  reportFile: string | undefined,
): void {
  const base = dirname(resolve(policy.file));
  const folder = dirname(target.file);
  const data = target.names.map((name) => join(folder, name));
  const named = [...(policy.key && 'file' in policy.key ? [policy.key.file] : []), ...namedFiles(policy)];
  const read = [policy.file, ...named.map((path) => resolve(base, path))];
  assertWritable([...data, join(folder, reportName)], source, read);
  if (reportFile !== undefined) {
    assertWritable([reportFile], source, read);
    assertReportOurs(reportFile);
    guardOutput(reportFile, () => accessSync(dirname(resolve(reportFile)), constants.W_OK));
  }
  for (const [index, name] of target.names.entries()) {
    if ([manifestName, reportName, evidenceFolder].includes(name))
      throw new LetheError('output-name-reserved', { path: name });
    if (target.names.indexOf(name) !== index) throw new LetheError('output-name-twice', { path: name });
  }
  const report = join(folder, reportName);
  if (!existsSync(join(folder, manifestName)) && existsSync(report)) {
    const ours = guardOutput(report, () => readFileSync(report).includes(reportMark));
    if (!ours) throw new LetheError('release-folder-taken', { path: folder, other: reportName });
  }
  assertDataOurs(folder, target.names);
  assertHome(target.file);
  const { quarantine, recipient } = policy.input;
  if (quarantine === undefined) return;
  if (recipient !== undefined) readRecipient(resolve(base, recipient), recipient); // before hours are spent
  const path = resolve(base, quarantine);
  assertWritable([path], source, read);
  // A release that shares its folder with the source is not handed on as a folder.
  const beside = source.parts.some((part) => realPath(dirname(part.path)) === realPath(folder));
  const inside = relative(realPath(folder), realPath(path));
  if (!beside && inside !== '..' && !inside.startsWith('../')) {
    throw new LetheError('quarantine-published', { path: quarantine }, policy.at('input', 'quarantine'));
  }
  guardOutput(path, () => accessSync(dirname(path), constants.W_OK));
}

function stem(name: string): string {
  return name.replace(/(\.\w+)?(\.gz)?$/, '');
}
