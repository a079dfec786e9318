import type { Dialect } from '../../../src/core/dialect.js';
import type { Random } from '../../kernels/seeded.js';

const fragments = [
  '"',
  '"',
  '""',
  ',',
  ',',
  '\n',
  '\n',
  '\r\n',
  '\r',
  ' ',
  'a',
  'b1',
  '汉',
  '姓名',
  '\u0000',
  '\ufeff',
  '😀',
  ';',
  '\t',
  '|',
];
const longs = [
  'x'.repeat(61),
  'y'.repeat(64),
  '汉字'.repeat(11),
  `${'z'.repeat(30)},${'z'.repeat(31)}`,
  '"'.repeat(63),
  '\n'.repeat(40),
];

/** A small hostile document: half of them soup of special bytes, half records that are well-formed but for one place. */
export function document(random: Random): { bytes: Uint8Array; dialect: Dialect } {
  const delimiter = random.pick([',', ',', ',', ';', '\t', '|']);
  const text = random.below(2) ? soup(random, delimiter) : nearlySound(random, delimiter);
  let bytes: Uint8Array = new TextEncoder().encode(text);
  if (random.below(50) === 0 && bytes.length) bytes[random.below(bytes.length)] = 0x80 + random.below(128);
  const bom = random.below(10) === 0;
  if (bom) bytes = new Uint8Array([0xef, 0xbb, 0xbf, ...bytes]);
  return {
    bytes,
    dialect: { encoding: 'utf-8', bom, delimiter, newline: '\n', header: random.below(2) === 0 },
  };
}

function soup(random: Random, delimiter: string): string {
  let text = '';
  for (let count = random.below(30); count > 0; count--) {
    const fragment = random.below(25) === 0 ? random.pick(longs) : random.pick(fragments);
    text += fragment === ',' ? delimiter : fragment;
  }
  return text;
}

function nearlySound(random: Random, delimiter: string): string {
  const columns = 1 + random.below(4);
  const end = random.pick(['\n', '\r\n']);
  let text = '';
  for (let records = random.below(6); records > 0; records--) {
    const cells = random.below(30) === 0 ? columns + random.below(3) - 1 : columns;
    text += Array.from({ length: cells }, () => cell(random, delimiter)).join(delimiter);
    text += records === 1 && random.below(3) === 0 ? '' : random.below(15) === 0 ? '\n' : end;
    if (random.below(12) === 0) text += random.pick([end, '\n', '\r\n', ' \n']);
  }
  if (random.below(4) === 0 && text) {
    const at = random.below(text.length);
    text = text.slice(0, at) + random.pick(fragments) + text.slice(at + random.below(2));
  }
  return text;
}

function cell(random: Random, delimiter: string): string {
  let value = '';
  for (let count = random.below(4); count > 0; count--) {
    value += random.below(12) === 0 ? random.pick(longs) : random.pick(fragments);
  }
  if (random.below(2)) value = value.replaceAll(/["\r\n,;\t|]/g, '');
  const quoted = value.includes(delimiter) || /["\r\n]/.test(value) || random.below(4) === 0;
  return quoted ? `"${value.replaceAll('"', '""')}"` : value;
}
