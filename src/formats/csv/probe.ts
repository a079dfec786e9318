import type { Dialect } from '../../core/dialect.js';
import { decodeSample, probeEncoding } from './encoding.js';
import { hasHeader } from './names.js';

/** Why a file cannot be read by the strict path. */
export type LenientReason = 'lone-cr' | 'backslash-escape' | 'single-quote';

/** What a sample says about a source. */
export interface Probe {
  dialect: Dialect;
  lenient: boolean; // only the tolerant transcoder can read it
  reasons: LenientReason[];
  quote: '"' | "'";
  escape: '"' | "'" | '\\';
}

const delimiters = [',', '\t', ';', '|'];
const sampledCharacters = 131_072; // enough for every decision but the encoding
const sampledRecords = 1000;
const lf = 0x0a;
const cr = 0x0d;

/** How fields are quoted. */
interface Quoting {
  quote: '"' | "'";
  escape: '"' | "'" | '\\';
  loneCr: boolean;
}

/** How well a delimiter and a quoting explain the sample. */
interface Reading {
  delimiter: string;
  quoting: Quoting;
  records: string[][];
  score: number; // agreement of field counts × log2(1 + fields)
  agreement: number; // share of records with the most frequent field count
  stray: number; // quotes where the quoting allows none
  wrapped: number; // fields that were quoted
}

/**
 * Finds the dialect from the first bytes of a source (up to 1 MiB, cut anywhere) and optionally its last. What
 * `overrides` states is taken as given. Pure and deterministic: ties go to , then \t ; |.
 */
export function probeDialect(head: Uint8Array, tail?: Uint8Array, overrides: Partial<Dialect> = {}): Probe {
  const found = probeEncoding(head, tail);
  const encoding = overrides.encoding ?? found.encoding;
  const bom = overrides.bom ?? (found.bom && found.encoding === encoding);
  const text = decodeSample(head, encoding).slice(0, sampledCharacters);
  const loneCr = hasLoneCr(text);
  const candidates = overrides.delimiter === undefined ? delimiters : [overrides.delimiter];
  const strict = best(text, candidates, { quote: '"', escape: '"', loneCr });
  const reading = otherQuoting(text, candidates, strict) ?? strict;
  const { quoting } = reading;
  const reasons: LenientReason[] = [];
  if (loneCr) reasons.push('lone-cr');
  if (quoting.escape === '\\') reasons.push('backslash-escape');
  if (quoting.quote === "'") reasons.push('single-quote');
  const dialect: Dialect = {
    encoding,
    bom,
    delimiter: reading.delimiter,
    newline: overrides.newline ?? probeNewline(text),
    header: overrides.header ?? hasHeader(reading.records),
  };
  return { dialect, lenient: reasons.length > 0, reasons, quote: quoting.quote, escape: quoting.escape };
}

/** Old Macintosh files end records with CR alone: more of those than of LF, with or without CR. */
function hasLoneCr(text: string): boolean {
  let alone = 0;
  let others = 0;
  for (let at = text.indexOf('\r'); at >= 0; at = text.indexOf('\r', at + 1)) {
    if (at + 1 < text.length && text[at + 1] !== '\n') alone++;
  }
  for (let at = text.indexOf('\n'); at >= 0 && others <= alone; at = text.indexOf('\n', at + 1)) others++;
  return alone > others;
}

/** The line end of most lines; inside quotes as good as outside. */
function probeNewline(text: string): Dialect['newline'] {
  let balance = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1))
    balance += text[at - 1] === '\r' ? 1 : -1;
  return balance > 0 ? '\r\n' : '\n';
}

/** A reading with another quote or escape character, if the sample makes sense only so. */
function otherQuoting(text: string, candidates: string[], strict: Reading): Reading | undefined {
  const { loneCr } = strict.quoting;
  if (strict.stray > 0 && text.includes('\\"')) {
    const escaped = best(text, candidates, { quote: '"', escape: '\\', loneCr });
    if (escaped.stray === 0 && escaped.score >= strict.score) return escaped;
  }
  if (strict.wrapped === 0 && text.includes("'")) {
    const single = best(text, candidates, { quote: "'", escape: "'", loneCr });
    const filled = single.records.slice(1).reduce((sum, record) => sum + record.filter(Boolean).length, 0);
    const everywhere = single.wrapped >= filled * 0.9;
    const explains = strict.agreement < 1 && single.agreement === 1 && single.score >= strict.score;
    if (single.stray === 0 && single.wrapped >= 2 && (everywhere || explains)) return single;
  }
  return undefined;
}

function best(text: string, candidates: string[], quoting: Quoting): Reading {
  // A delimiter that does not occur cannot beat the first one, which is read in any case.
  const occurring = candidates.filter((delimiter, at) => at === 0 || text.includes(delimiter));
  const readings = occurring.map((delimiter) => read(text, delimiter, quoting));
  return readings.reduce((left, right) => (right.score > left.score + 1e-9 ? right : left));
}

/** Splits the sample and counts; the last record is left out when it may be cut. */
function read(text: string, delimiter: string, quoting: Quoting): Reading {
  const { quote, loneCr } = quoting;
  const separator = delimiter.charCodeAt(0);
  const mark = quote.charCodeAt(0);
  // A pattern finds what matters sooner than a loop over characters that has not been compiled yet.
  const escaped = [delimiter, quote].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const specials = new RegExp(`[\\r\\n${escaped.join('')}]`, 'g');
  const records: string[][] = [];
  let record: string[] = [];
  let stray = 0;
  let wrapped = 0;
  let at = 0;
  while (at < text.length && records.length < sampledRecords) {
    let field = '';
    const quoted = text.charCodeAt(at) === mark;
    if (quoted) {
      const end = closingQuote(text, at + 1, quoting);
      field = text.slice(at + 1, end);
      if (quoting.escape === '"') field = field.replaceAll('""', '"');
      wrapped++;
      at = end + 1;
    }
    const behind = at;
    let code = 0;
    for (; ; at++) {
      specials.lastIndex = at;
      at = specials.test(text) ? specials.lastIndex - 1 : text.length;
      code = text.charCodeAt(at); // NaN at the end
      if (at >= text.length || code === separator || code === lf) break;
      if (code === cr && (loneCr || text.charCodeAt(at + 1) === lf)) break;
      if (code === mark) stray++;
    }
    if (quoted && behind < at) stray++;
    record.push(field + text.slice(behind, at));
    if (at >= text.length) break;
    at++;
    if (code === separator) continue;
    if (code === cr && text.charCodeAt(at) === lf) at++;
    if (record.length > 1 || record[0] !== '') records.push(record);
    record = [];
  }
  if (records.length === 0 && record.length > 0) records.push(record);
  return { delimiter, quoting, records, stray, wrapped, ...agreementOf(records) };
}

/** Offset of the quote that closes a field, or the end of the text. */
function closingQuote(text: string, from: number, { quote, escape: escaping }: Quoting): number {
  let at = from;
  for (;;) {
    const end = text.indexOf(quote, at);
    if (end < 0) return text.length;
    if (escaping === '\\') {
      let slashes = 0;
      while (end - slashes > from && text[end - slashes - 1] === '\\') slashes++;
      if (slashes % 2 === 0) return end;
      at = end + 1;
    } else {
      if (text[end + 1] !== quote) return end;
      at = end + 2;
    }
  }
}

/** One field everywhere is no evidence; a first record unlike the others halves it, since headers are seldom ragged. */
function agreementOf(records: string[][]): { score: number; agreement: number } {
  const counts = new Map<number, number>();
  for (const record of records) counts.set(record.length, (counts.get(record.length) ?? 0) + 1);
  let fields = 0;
  let most = 0;
  for (const [count, times] of counts) {
    if (times > most || (times === most && count > fields)) [fields, most] = [count, times];
  }
  if (records.length === 0) return { score: 0, agreement: 0 };
  const agreement = most / records.length;
  const header = records[0]!.length === fields ? 1 : 0.5;
  return { score: fields > 1 ? agreement * header * Math.log2(1 + fields) : 0, agreement };
}
