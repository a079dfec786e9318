import pc from 'picocolors';
import {
  type Diagnostic,
  format,
  hint,
  type LetheError,
  type MessageArgs,
  type MessageCode,
} from '../core/diagnostics.js';
import { messages } from '../core/messages/index.js';
import type { Language } from '../core/text.js';
import { displayWidth, printable } from './width.js';

/** How diagnostics are shown. `policies` are texts by path: only a policy is ever excerpted, never a table. */
export interface Rendering {
  language: Language;
  color: boolean;
  policies: ReadonlyMap<string, string>;
}

/** An error and its related findings as diagnostics, the first first. */
export function diagnosticsOf(error: LetheError): Diagnostic[] {
  const { code, args, place, related } = error;
  return [place ? { code, args, place, severity: 'error' } : { code, args, severity: 'error' }, ...related];
}

/** Diagnostics for people: place, message, the line of the policy with a caret, nearest name, hint. */
export function renderDiagnostics(diagnostics: readonly Diagnostic[], rendering: Rendering): string {
  return diagnostics.map((one) => renderDiagnostic(one, rendering)).join('');
}

/** Arguments with the names of types and of parts of a file in the user's language: `number` is 数字 to a Chinese reader. */
export function localised(args: MessageArgs, language: Language): MessageArgs {
  const word = (kind: 'type' | 'part', value: string, number = '') => {
    const code = `${kind}-${value.replaceAll(' ', '-')}`;
    return code in messages ? format(code as MessageCode, { number }, language) : null;
  };
  // `amount, row group 1, page 2`: parts of a file by their kind and number, and what has a name of its own.
  const part = (value: string) => {
    const [, kind = value, number = ''] = /^(.*?)(?: (\d+))?$/s.exec(value) ?? [];
    return word('part', kind, number) ?? value;
  };
  const typed = (name: string, value: string | number) => {
    if (typeof value !== 'string') return value;
    if (name === 'what')
      return value
        .split(', ')
        .map(part)
        .join(language === 'zh' ? '，' : ', ');
    if (name !== 'expected' && name !== 'found') return value;
    return value
      .split(' | ')
      .map((one) => word('type', one) ?? one)
      .join(' | ');
  };
  return Object.fromEntries(Object.entries(args).map(([name, value]) => [name, typed(name, value)]));
}

function renderDiagnostic(diagnostic: Diagnostic, rendering: Rendering): string {
  const { language } = rendering;
  const colors = pc.createColors(rendering.color);
  const { code, severity, place } = diagnostic;
  const args = Object.fromEntries(
    Object.entries(localised(diagnostic.args, language)).map(([name, value]) => [
      name,
      typeof value === 'string' ? printable(value) : value,
    ]),
  );
  const paint = severity === 'error' ? colors.red : severity === 'warning' ? colors.yellow : colors.cyan;
  const label = paint(colors.bold(format(`word-${severity}`, {}, language)));
  const at = place && placeText(place);
  const lines = [
    `${at ? `${colors.bold(at)}: ` : ''}${label}[${code}] ${colors.bold(format(code, args, language))}`,
    ...excerpt(diagnostic, rendering, paint),
    ...facts(diagnostic, rendering),
  ];
  if (args.suggestion !== undefined) {
    lines.push(`  ${colors.green(format('did-you-mean', args, language))}`);
  }
  const advice = hint(code, args, language);
  if (advice !== undefined) {
    const name = colors.dim(format('word-hint', {}, language));
    lines.push(`  ${format('cli-fact', { name, value: advice }, language)}`);
  }
  return `${lines.join('\n')}\n`;
}

function placeText(place: NonNullable<Diagnostic['place']>): string {
  const { file, line, column, byte } = place;
  if (file === undefined)
    return line === undefined ? '' : `${line}${column === undefined ? '' : `:${column}`}`;
  const parts = [printable(file), line, line === undefined ? undefined : column].filter(
    (part) => part !== undefined,
  );
  return parts.join(':') + (line === undefined && byte !== undefined ? `@${byte}` : '');
}

/** What else is known of a place: table, column and record, unless the message has it among its arguments. */
function facts({ place, args }: Diagnostic, { language, color }: Rendering): string[] {
  const said = new Set(Object.values(args).flatMap((value) => String(value).split(', ')));
  const known = [
    ['word-table', place?.table],
    ['word-column', place?.field],
    ['word-record', place?.record],
  ] as const;
  return known.flatMap(([word, value]) => {
    if (value === undefined || said.has(String(value))) return [];
    const name = pc.createColors(color).dim(format(word, {}, language));
    return [`  ${format('cli-fact', { name, value: printable(String(value)) }, language)}`];
  });
}

/** The line of a policy with a caret under the word that is meant; nothing for any other file. */
function excerpt(
  { place }: Diagnostic,
  { policies, color }: Rendering,
  paint: (text: string) => string,
): string[] {
  if (place?.file === undefined || place.line === undefined || place.column === undefined) return [];
  const raw = policies
    .get(place.file)
    ?.replace(/^\uFEFF/, '')
    .split('\n')[place.line - 1];
  if (raw === undefined) return [];
  const line = raw.replace(/\r$/, '');
  const from = place.column - 1;
  const word = /^("[^"]*"|'[^']*'|[^\s,:\]})[{]+)/.exec(line.slice(from))?.[0] ?? '';
  const number = String(place.line);
  const gutter = (text: string) => pc.createColors(color).dim(`  ${text.padStart(number.length)} | `);
  const caret =
    ' '.repeat(displayWidth(spaced(line.slice(0, from)))) +
    paint('^'.repeat(Math.max(1, displayWidth(word))));
  return [gutter(number) + printable(spaced(line)), gutter('') + caret];
}

/** Tabs as one space, so that the caret stands where it should. */
function spaced(text: string): string {
  return text.replaceAll('\t', ' ');
}
