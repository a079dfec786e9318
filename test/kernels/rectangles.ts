import type { KernelHost } from '../../src/kernels/host.js';
import type { Rectangle } from '../../src/kernels/rectangle.js';

/** Indexes a CSV text the slow way: every record ends with LF and has the same number of fields. For tests only. */
export function rectangle(host: KernelHost, csv: string | Uint8Array, delimiter = ','): Rectangle {
  const bytes = typeof csv === 'string' ? Buffer.from(csv) : csv;
  const separator = delimiter.charCodeAt(0);
  const entries: number[] = [];
  let quoted = false;
  let columns = 0;
  for (const [at, byte] of bytes.entries()) {
    if (byte === 0x22) quoted = !quoted;
    else if (!quoted && byte === separator) entries.push(at);
    else if (!quoted && byte === 0x0a) {
      entries.push(at | 0x80000000);
      columns ||= entries.length;
    }
  }
  if (quoted || entries.length % columns !== 0) throw new Error('not a rectangle');
  const text = host.region('test.text', bytes.length);
  const ends = host.region('test.ends', entries.length * 4);
  host.bytes.set(bytes, text);
  // Whatever stands in the slack must not matter: digits, letters and quotes are the worst that can.
  host.bytes.fill(0x39, text + bytes.length, text + bytes.length + 64);
  new Uint32Array(host.bytes.buffer, ends, entries.length).set(entries.map((entry) => entry >>> 0));
  return { text, length: bytes.length, ends, records: entries.length / columns, columns };
}
