import { Document, isMap, isSeq, type Node } from 'yaml';
import { format } from '../core/diagnostics.js';
import type { Role } from '../core/entities.js';
import type { TableProfile } from '../core/profile.js';
import type { Bilingual, Language } from '../core/text.js';

/** What the profile suggests for one column. */
export interface ColumnSuggestion {
  name: string;
  role: Role;
  use: string | null; // null: left to the search, or kept
  params: Record<string, unknown>;
  hierarchy?: string | ({ kind?: string } & Record<string, unknown>) | null;
  comment: string | Bilingual; // why, in one line; no cell value
}

/** What `lethe init` knows besides the suggestions. Paths are relative to the policy. */
export interface WriteOptions {
  input: string;
  reading?: Readonly<Record<string, unknown>>; // how the input is read, as far as it was stated: sheet, encoding, …
  output: string;
  name?: string; // of the dataset; the input's file name where absent
  schema?: string; // path or URL of the JSON Schema, for the modeline
  profile: string; // release profile
  required: readonly string[]; // fields of `dataset` that the release profile asks for
  terms: Readonly<Record<string, string>>; // fields of `dataset` that are stated until the owner puts other words
  k: number; // of the release profile
  l: number; // distinct values per class, where there are sensitive columns
}

/**
 * The commented policy of `lethe init`: every column with its role, what happens to it and why, and the privacy
 * models to begin with. Parses without a fault. Contains names and counts, never a cell value.
 */
export function writePolicy(
  suggestions: readonly ColumnSuggestion[],
  profile: TableProfile,
  language: Language,
  options: WriteOptions,
): string {
  const say = (code: Parameters<typeof format>[0], args = {}) => `# ${oneLine(format(code, args, language))}`;
  const quasi = suggestions.filter((one) => one.role === 'quasi' && one.use === null);
  const sensitive = suggestions.some((one) => one.role === 'sensitive');
  const open = (field: string) => options.terms[field] === undefined;
  const lines: string[] = [];
  if (options.schema !== undefined) lines.push(`# yaml-language-server: $schema=${oneLine(options.schema)}`);
  lines.push(
    say('write-head', { rows: profile.input.rows, columns: profile.columns.length }),
    say('write-next'),
    '',
    'version: 1',
    '',
    say('write-dataset'),
    'dataset:',
    `  name: ${flow(options.name ?? baseName(options.input))}`,
    `  profile: ${flow(options.profile)}   ${say('write-profiles')}`,
    ...options.required.filter(open).map((field) => `  # ${field}: …   ${say('write-required')}`),
    ...['owner', 'source']
      .filter((field) => !options.required.includes(field))
      .map((field) => `  # ${field}: …`),
    ...Object.entries(options.terms).map(
      ([field, text]) => `  ${field}: ${flow(text)}   ${say('write-term')}`,
    ),
    '',
    profile.input.format === undefined
      ? say('write-input', {
          encoding: profile.input.encoding,
          delimiter: delimiterName(profile.input.delimiter),
        })
      : say('write-typed', { format: profile.input.format }),
    `input: ${flow({ path: options.input, ...options.reading })}`,
    `output: ${flow({ path: options.output })}`,
    '',
    say('write-roles'),
    'columns:',
    ...columnLines(suggestions, language),
    '',
  );
  if (quasi.length > 0) {
    lines.push(
      say('write-privacy'),
      'privacy:',
      `  k: ${options.k}   ${say('write-k', { others: options.k - 1 })}`,
    );
    if (sensitive)
      lines.push(`  l: { model: distinct, value: ${options.l} }   ${say('write-l', { l: options.l })}`);
    lines.push(`  suppression: 0.05   ${say('write-suppression')}`, '');
  }
  return `${lines.join('\n').trimEnd()}\n`;
}

/** Roles whose treatment a policy must state: what identifies is not kept without a word. */
const statedRoles: ReadonlySet<Role> = new Set<Role>(['direct', 'linking', 'text']);

function columnLines(suggestions: readonly ColumnSuggestion[], language: Language): string[] {
  const rows = suggestions.map((one) => {
    const hierarchy = one.hierarchy ?? undefined;
    const body = flow({
      role: one.role,
      ...(one.use !== null ? { use: one.use } : statedRoles.has(one.role) ? { use: 'keep' } : {}),
      ...one.params,
      ...(hierarchy === undefined ? {} : { hierarchy }),
    });
    const comment = typeof one.comment === 'string' ? one.comment : one.comment[language];
    const key = keyText(one.name);
    const entry = key.length > longestKey ? `  ? ${key}\n  : ${body}` : `  ${key}: ${body}`;
    return { entry, comment: oneLine(comment) };
  });
  return rows.map(({ entry, comment }) => (comment === '' ? entry : `${entry}   # ${comment}`));
}

/** A value as one line of YAML. */
function flow(value: unknown): string {
  const document = new Document(value);
  const setFlow = (node: Node | null) => {
    if (isMap(node) || isSeq(node)) node.flow = true;
  };
  setFlow(document.contents);
  return document.toString({ lineWidth: 0, flowCollectionPadding: true }).trimEnd();
}

const longestKey = 1000; // characters; YAML allows 1024 for a key that stands before its colon in one line

/** A column name as a key: quoted where YAML would read it otherwise, also where it would be a number or a boolean. */
function keyText(name: string): string {
  const text = new Document({ [name]: 0 }).toString({ lineWidth: 0 }).trimEnd();
  const key = text.slice(0, text.lastIndexOf(':'));
  return key.startsWith('?') || key.includes('\n') ? JSON.stringify(name) : key;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function baseName(path: string): string {
  const last = path.split(/[\\/]/).at(-1) ?? path;
  return last.replace(/(\.\w+){1,2}$/, '') || last || 'dataset';
}

function delimiterName(delimiter: string): string {
  return delimiter === '\t' ? 'TAB' : delimiter;
}
