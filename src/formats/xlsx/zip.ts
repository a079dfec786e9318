import { crc32, createInflateRaw } from 'node:zlib';
import { LetheError } from '../../core/diagnostics.js';
import type { StoredBytes } from '../../core/format.js';
import { isCompound } from './compound.js';

/** One file of a zip archive. */
interface Entry {
  method: number;
  packed: number; // bytes
  size: number; // bytes, as the directory claims
  checksum: number; // CRC-32 of the unpacked bytes, as the directory claims
  offset: number; // of its local header
}

/**
 * The directory of a zip archive; files are read one at a time and in order. What is read is held to its length and checksum
 * by the time its last byte was given; what nobody reads is not unpacked, and damage in it stays unseen.
 */
export interface Archive {
  has(name: string): boolean;
  /** The bytes of a file. Throws `format-too-large` once it is longer than `limit`, `format-broken` where it is damaged. */
  open(name: string, limit: number): AsyncIterable<Uint8Array>;
  /** A small file as text. */
  text(name: string): Promise<string>;
}

const smallFile = 64 << 20; // bytes
const largestDirectory = 16 << 20; // bytes
const pieceBytes = 1 << 20;

/** Reads the directory of an archive. Throws `format-broken`, and `workbook-old` where it is a workbook of another kind. */
export function openArchive(part: StoredBytes): Archive {
  const broken = (what: string) =>
    new LetheError('format-broken', { format: 'xlsx', what }, { file: part.shown });
  const tailBytes = Math.min(part.bytes, 65_557);
  const tail = Buffer.from(part.read(part.bytes - tailBytes, tailBytes));
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 && isCompound(part.read(0, Math.min(8, part.bytes))))
    throw new LetheError('workbook-old', {}, { file: part.shown });
  if (end < 0 || end + 22 > tail.length) throw broken('zip directory');
  const count = tail.readUInt16LE(end + 10);
  const size = tail.readUInt32LE(end + 12);
  const start = tail.readUInt32LE(end + 16);
  if (start + size > part.bytes || size > largestDirectory) throw broken('zip directory');
  const directory = Buffer.from(part.read(start, size));
  const entries = new Map<string, Entry>();
  let listed = 0;
  for (let at = 0; at + 46 <= size && directory.readUInt32LE(at) === 0x02014b50; listed++) {
    const [name, extra, comment] = [28, 30, 32].map((field) => directory.readUInt16LE(at + field)) as [
      number,
      number,
      number,
    ];
    entries.set(directory.toString('utf8', at + 46, at + 46 + name).replace(/^\//, ''), {
      method: directory.readUInt16LE(at + 10),
      checksum: directory.readUInt32LE(at + 16),
      packed: directory.readUInt32LE(at + 20),
      size: directory.readUInt32LE(at + 24),
      offset: directory.readUInt32LE(at + 42),
    });
    at += 46 + name + extra + comment;
  }
  if (listed !== count) throw broken('zip directory');
  async function* open(name: string, limit: number): AsyncGenerator<Uint8Array> {
    const entry = entries.get(name);
    if (!entry || entry.offset + 30 > part.bytes) throw broken(name);
    const local = new DataView(part.read(entry.offset, 30).buffer);
    const from = entry.offset + 30 + local.getUint16(26, true) + local.getUint16(28, true);
    if (from + entry.packed > part.bytes || (entry.method !== 0 && entry.method !== 8)) throw broken(name);
    const tooLarge = (bytes: number) =>
      new LetheError('format-too-large', { format: 'xlsx', what: name, bytes, limit }, { file: part.shown });
    if (entry.size > limit) throw tooLarge(entry.size);
    const packed = (function* () {
      for (let done = 0; done < entry.packed; done += pieceBytes) {
        yield part.read(from + done, Math.min(pieceBytes, entry.packed - done));
      }
    })();
    let length = 0;
    let checksum = 0;
    try {
      const { Readable } = await import('node:stream');
      const unpacked =
        entry.method === 0 ? packed : Readable.from(packed).pipe(createInflateRaw({ chunkSize: 1 << 18 }));
      for await (const piece of unpacked) {
        length += piece.length;
        if (length > limit) throw tooLarge(length);
        checksum = crc32(piece, checksum);
        yield piece as Uint8Array;
      }
      if (length !== entry.size || checksum !== entry.checksum) throw broken(name);
    } catch (error) {
      throw error instanceof LetheError ? error : broken(name);
    }
  }
  return {
    has: (name) => entries.has(name),
    open,
    async text(name) {
      const pieces: Uint8Array[] = [];
      for await (const piece of open(name, smallFile)) pieces.push(piece);
      return Buffer.concat(pieces).toString('utf8');
    },
  };
}
