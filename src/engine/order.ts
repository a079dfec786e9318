import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { LetheError } from '../core/diagnostics.js';
import { guardOutput } from './apply.js';

/** Largest staged file whose records are put in order: they are held in memory. */
const largest = 1 << 30; // bytes

const quote = 0x22;
const lineFeed = 0x0a;

/**
 * Puts the records of a staged file of delimited text in the order of their content: by the bytes of the columns that no key
 * decides, then by the rest, so that a replay without the key has the same order. Where records stood in the source then shows in
 * nothing, and two outputs of one source cannot be joined by position. Throws `order-too-large` above 1 GiB.
 */
export function orderByContent(
  path: string,
  form: { delimiter: string; header: boolean; keyed: readonly boolean[] },
): void {
  if (statSync(path).size > largest) throw new LetheError('order-too-large', { path: basename(path) });
  const bytes = guardOutput(path, () => readFileSync(path));
  const { records, keys } = recordsOf(bytes, form);
  const head = form.header ? 1 : 0;
  const places = Uint32Array.from({ length: records.length - 1 - head }, (_, at) => at + head);
  const whole = (at: number) => bytes.subarray(records[at]!, records[at + 1]!);
  places.sort(
    (a, b) => (keys ? Buffer.compare(keys[a]!, keys[b]!) : 0) || Buffer.compare(whole(a), whole(b)),
  );
  const ordered = Buffer.allocUnsafe(bytes.length);
  let to = bytes.copy(ordered, 0, 0, records[head]!);
  for (const at of places) to += bytes.copy(ordered, to, records[at]!, records[at + 1]!);
  guardOutput(path, () => writeFileSync(path, ordered, { flush: true }));
  ordered.fill(0);
}

/** Where each record begins, with the end of the last; and the bytes of the columns that no key decides, where some do. */
function recordsOf(
  bytes: Buffer,
  { delimiter, keyed }: { delimiter: string; keyed: readonly boolean[] },
): { records: number[]; keys: Buffer[] | null } {
  const comma = delimiter.charCodeAt(0);
  const records = [0];
  const keys: Buffer[] | null = keyed.includes(true) ? [] : null;
  let field = 0;
  let begin = 0;
  let parts: Buffer[] = [];
  let quoted = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === quote) quoted = !quoted;
    if (quoted || (byte !== comma && byte !== lineFeed)) continue;
    // The delimiter stays with its field, so that two fields are never read as one.
    if (keys && !keyed[field]) parts.push(bytes.subarray(begin, at + 1));
    begin = at + 1;
    field++;
    if (byte !== lineFeed) continue;
    records.push(at + 1);
    keys?.push(Buffer.concat(parts));
    parts = [];
    field = 0;
  }
  if (records.at(-1) !== bytes.length) records.push(bytes.length);
  return { records, keys };
}
