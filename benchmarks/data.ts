import { closeSync, openSync, writeSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { SeededStream } from './random.js';
import {
  districts,
  estates,
  ethnicities,
  givenFirst,
  givenSecond,
  idChecks,
  idWeights,
  mailDomains,
  maritalStatuses,
  occupations,
  segments,
  streets,
  surnames,
} from './vocabulary.js';

/** Columns of the generated residents, in order. */
export const residentColumns: readonly string[] = [
  '姓名', '身份证号', '手机号', '固定电话', '邮箱', '住址', '出生日期', '性别', '民族', '婚姻状况', '职业', '月收入',
  '登记日期', '备注',
]; // biome-ignore format: a list of words

/** How much to generate: a number of records, or bytes (the first record end at or after them). */
export interface Amount {
  rows?: number;
  bytes?: number;
  seed: number;
}

/** What was generated; rows without the header. */
export interface Generated {
  rows: number;
  bytes: number;
}

/** Words laid end to end, so that a pick is a copy of bytes and never a string. */
interface Words {
  bytes: Uint8Array;
  starts: Int32Array; // words + 1 entries
  count: number;
}

function pack(words: readonly string[]): Words {
  const starts = new Int32Array(words.length + 1);
  const parts = words.map((word) => Buffer.from(word, 'utf8'));
  parts.forEach((part, i) => {
    starts[i + 1] = (starts[i] as number) + part.length;
  });
  return { bytes: new Uint8Array(Buffer.concat(parts)), starts, count: words.length };
}

/** Indices repeated by weight, so that a skewed draw is one look-up. */
function skew(count: number, ratio: number): Uint8Array {
  const table = new Uint8Array(1024);
  const weights = Array.from({ length: count }, (_, i) => ratio ** i);
  const total = weights.reduce((a, b) => a + b, 0);
  let at = 0;
  let sum = 0;
  for (let i = 0; i < count; i++) {
    sum += weights[i] as number;
    const end = Math.round((sum / total) * table.length);
    while (at < end) table[at++] = i;
  }
  return table;
}

const surnameWords = pack(surnames);
const surnameSkew = skew(surnames.length, 0.97);
const firstWords = pack(givenFirst);
const secondWords = pack(givenSecond);
const districtWords = pack(districts.map((d) => d.address));
const districtCodes = pack(districts.map((d) => d.code));
const areaCodes = pack(districts.map((d) => d.area));
const districtSkew = skew(districts.length, 0.9);
const streetWords = pack(streets);
const estateWords = pack(estates);
const segmentWords = pack(segments);
const ethnicityWords = pack(ethnicities);
const ethnicitySkew = skew(ethnicities.length, 0.25);
const maritalWords = pack(maritalStatuses);
const maritalSkew = skew(maritalStatuses.length, 0.42);
const occupationWords = pack(occupations);
const domainWords = pack(mailDomains.map((domain) => `@${domain}`));
const phrases = pack([
  '材料齐全', '已核实', '无', '低保户', '新迁入', '待回访', '无异议', '独居老人', '电话通知', '资料待补',
]); // biome-ignore format: a list of words
const quotedPhrases = pack([
  '"材料齐全，待复核,已通知本人"',
  '"本人称""情况属实"",同意登记"',
  '"第一次走访,无人\n第二次走访,已核实"',
  '"备注:无,其他:""暂无"""',
  '"家庭情况:\n一、独居\n二、无固定收入,已登记"',
]);
const contact = pack(['联系电话', '可拨打', '家属手机号', '紧急联系人电话']);
const contactEnd = pack(['请核对', '已通知', '', '，晚间联系']);
const named = pack(['委托人', '经办人', '联系人', '户主']);
const sexWords = pack(['女', '男']);
const monthDays = Uint8Array.from([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]);

const rowSlack = 1024; // bytes; no record is longer
const chunkBytes = 1 << 20;

/** Writes records of invented residents as bytes. Guards the position in its buffer and the stream of numbers. */
class ResidentWriter {
  readonly #random: SeededStream;
  readonly bytes = new Uint8Array(chunkBytes + rowSlack);
  at = 0;

  constructor(seed: number) {
    this.#random = new SeededStream(seed);
  }

  #word(words: Words, index: number): void {
    const { bytes, starts } = words;
    const end = starts[index + 1] as number;
    const out = this.bytes;
    let at = this.at;
    for (let i = starts[index] as number; i < end; i++) out[at++] = bytes[i] as number;
    this.at = at;
  }

  #any(words: Words): void {
    this.#word(words, this.#random.next() % words.count);
  }

  #byte(code: number): void {
    this.bytes[this.at++] = code;
  }

  /** A number with leading zeros up to `width` digits. */
  #digits(value: number, width: number): void {
    const out = this.bytes;
    let at = this.at + width;
    this.at = at;
    for (let i = 0; i < width; i++) {
      out[--at] = 48 + (value % 10);
      value = (value / 10) | 0;
    }
  }

  #date(year: number, month: number, day: number): void {
    this.#digits(year, 4);
    this.#byte(45);
    this.#digits(month, 2);
    this.#byte(45);
    this.#digits(day, 2);
  }

  #name(): void {
    const draw = this.#random.next();
    this.#word(surnameWords, surnameSkew[draw & 1023] as number);
    this.#word(firstWords, (draw >>> 10) % firstWords.count);
    if (draw >>> 28 > 1) this.#word(secondWords, this.#random.next() % secondWords.count);
  }

  #mobile(): void {
    const draw = this.#random.next();
    this.#word(segmentWords, draw % segmentWords.count);
    this.#digits(this.#random.next() % 100_000_000, 8);
  }

  #residentId(district: number, year: number, month: number, day: number, male: number): void {
    const from = this.at;
    this.#word(districtCodes, district);
    this.#digits(year, 4);
    this.#digits(month, 2);
    this.#digits(day, 2);
    this.#digits(((this.#random.next() % 499) << 1) + 1 + (1 - male), 3); // odd for men
    let sum = 0;
    for (let i = 0; i < 17; i++) sum += ((this.bytes[from + i] as number) - 48) * (idWeights[i] as number);
    this.#byte(idChecks.charCodeAt(sum % 11));
  }

  #address(district: number): void {
    const a = this.#random.next();
    const b = this.#random.next();
    this.#word(districtWords, district);
    this.#word(streetWords, a % streetWords.count);
    this.#number(1 + ((a >>> 8) % 480));
    this.#literal(numberSign);
    if ((a >>> 20) & 3) this.#word(estateWords, (a >>> 22) % estateWords.count);
    this.#number(1 + (b % 24));
    this.#literal(building);
    this.#byte(49 + ((b >>> 6) & 3));
    this.#literal(unit);
    this.#number((1 + ((b >>> 10) % 17)) * 100 + 1 + ((b >>> 20) & 3));
    this.#literal(room);
  }

  #number(value: number): void {
    this.#digits(value, value < 10 ? 1 : value < 100 ? 2 : value < 1000 ? 3 : value < 10_000 ? 4 : 5);
  }

  #literal(bytes: Uint8Array): void {
    for (let i = 0; i < bytes.length; i++) this.bytes[this.at++] = bytes[i] as number;
  }

  #remark(district: number, year: number, month: number, day: number, male: number): void {
    const draw = this.#random.next();
    const kind = draw % 1000;
    if (kind < 380) return;
    if (kind < 920) this.#any(phrases);
    else if (kind < 970) this.#any(quotedPhrases);
    else if (kind < 985) {
      this.#any(contact);
      this.#mobile();
      this.#any(contactEnd);
    } else if (kind < 993) {
      this.#any(named);
      this.#name();
    } else {
      this.#literal(idNote);
      this.#residentId(district, year, month, day, male);
    }
  }

  /** One record. Draws happen in a fixed order; the columns are those of `residentColumns`. */
  record(): void {
    const random = this.#random;
    const draw = random.next();
    const district = districtSkew[draw & 1023] as number;
    const male = (draw >>> 10) & 1;
    const year = 1936 + ((draw >>> 11) % 76);
    const month = 1 + ((draw >>> 18) % 12);
    const day = 1 + (random.next() % (monthDays[month - 1] as number));
    this.#name();
    this.#byte(44);
    this.#residentId(district, year, month, day, male);
    this.#byte(44);
    this.#mobile();
    this.#byte(44);
    this.#word(areaCodes, district);
    this.#byte(45);
    this.#digits(20_000_000 + (random.next() % 69_000_000), 8);
    this.#byte(44);
    const mail = random.next();
    for (let i = 0, rest = mail; i < 4; i++, rest >>>= 4) this.#byte(97 + (rest & 15));
    this.#number(mail % 9973);
    this.#word(domainWords, (mail >>> 20) % domainWords.count);
    this.#byte(44);
    this.#address(district);
    this.#byte(44);
    this.#date(year, month, day);
    this.#byte(44);
    this.#word(sexWords, male);
    this.#byte(44);
    const social = random.next();
    this.#word(ethnicityWords, ethnicitySkew[social & 1023] as number);
    this.#byte(44);
    this.#word(maritalWords, year > 2003 ? 1 : (maritalSkew[(social >>> 10) & 1023] as number));
    this.#byte(44);
    this.#word(occupationWords, (social >>> 20) % occupationWords.count);
    this.#byte(44);
    this.#number((18 + (random.next() % 160) + (random.next() % 130)) * 100);
    this.#byte(44);
    const registered = random.next();
    this.#date(2018 + (registered % 8), 1 + ((registered >>> 8) % 12), 1 + ((registered >>> 16) % 28));
    this.#byte(44);
    this.#remark(district, year, month, day, male);
    this.#byte(10);
  }
}

const numberSign = new Uint8Array(Buffer.from('号'));
const building = new Uint8Array(Buffer.from('幢'));
const unit = new Uint8Array(Buffer.from('单元'));
const room = new Uint8Array(Buffer.from('室'));
const idNote = new Uint8Array(Buffer.from('证件号'));

/**
 * The bytes of a table of invented residents, in chunks of about 1 MiB that end with a record. The header comes
 * first. A chunk is only valid until the next one is asked for.
 */
export function* residentChunks(amount: Amount): Generator<Uint8Array, Generated> {
  if (amount.rows === undefined && amount.bytes === undefined) throw new Error('state rows or bytes');
  const rowLimit = amount.rows ?? Number.POSITIVE_INFINITY;
  const byteLimit = amount.bytes ?? Number.POSITIVE_INFINITY;
  const writer = new ResidentWriter(amount.seed);
  const header = Buffer.from(`${residentColumns.join(',')}\n`, 'utf8');
  writer.bytes.set(header, 0);
  writer.at = header.length;
  let rows = 0;
  let bytes = 0;
  for (;;) {
    while (writer.at < chunkBytes && rows < rowLimit && bytes + writer.at < byteLimit) {
      writer.record();
      rows++;
    }
    bytes += writer.at;
    yield writer.bytes.subarray(0, writer.at);
    writer.at = 0;
    if (rows >= rowLimit || bytes >= byteLimit) return { rows, bytes };
  }
}

/** Writes a table of invented residents to an open file descriptor. */
export function generateResidents(fd: number, amount: Amount): Generated {
  const chunks = residentChunks(amount);
  for (;;) {
    const step = chunks.next();
    if (step.done) return step.value;
    let from = 0;
    while (from < step.value.length) from += writeSync(fd, step.value, from);
  }
}

/** `node dist/benchmarks/data.js --bytes 500e6 --seed 1 -o file` (or `--rows`; without `-o` to stdout). */
function main(argv: string[]): void {
  const { values } = parseArgs({
    args: argv,
    options: {
      bytes: { type: 'string' },
      rows: { type: 'string' },
      seed: { type: 'string', default: '1' },
      output: { type: 'string', short: 'o' },
    },
  });
  const amount: Amount = { seed: Number(values.seed) };
  if (values.rows !== undefined) amount.rows = Number(values.rows);
  if (values.bytes !== undefined) amount.bytes = Number(values.bytes);
  const fd = values.output === undefined ? 1 : openSync(values.output, 'w');
  const started = process.hrtime.bigint();
  const made = generateResidents(fd, amount);
  if (fd !== 1) closeSync(fd);
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  process.stderr.write(
    `${made.rows} records, ${made.bytes} bytes, ${(made.bytes / made.rows).toFixed(1)} bytes per record, ` +
      `${(made.bytes / 1e6 / seconds).toFixed(0)} MB/s\n`,
  );
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  main(process.argv.slice(2));
}
