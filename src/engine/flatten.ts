import { DefaultDeserializer, DefaultSerializer } from 'node:v8';

/** Every kind of array that an entry may hold; its place is written, so new ones go to the end. */
const kinds = [
  Uint8Array,
  Int32Array,
  Uint32Array,
  Float64Array,
  BigUint64Array,
  BigInt64Array,
  Int8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Float32Array,
] as const;
type AnyArray = InstanceType<(typeof kinds)[number]>;

const alignment = 8; // bytes: arrays are read in place
const headBytes = 8;

/**
 * A value as pieces of bytes, to be written one after the other: everything but typed arrays by V8's serialisation, then the arrays
 * themselves, which are not copied. The first piece is the caller's, the others are views of the value's own arrays and of
 * padding. Throws for what cannot be cloned.
 */
export function flattened(value: unknown): Uint8Array[] {
  const serializer = new Flattener();
  serializer.writeHeader();
  serializer.writeValue(value);
  const body = serializer.releaseBuffer();
  const first = new Uint8Array(headBytes + padded(body.length));
  new DataView(first.buffer).setUint32(0, body.length, true);
  first.set(body, headBytes);
  body.fill(0);
  const pieces: Uint8Array[] = [first];
  for (const bytes of serializer.arrays) {
    pieces.push(bytes);
    if (padded(bytes.length) > bytes.length) pieces.push(new Uint8Array(padded(bytes.length) - bytes.length));
  }
  return pieces;
}

/** What `flattened` made pieces of, from all of them together; its arrays are views of the bytes. Throws for other bytes. */
export function restored(bytes: Uint8Array): unknown {
  const whole = bytes.byteOffset % alignment === 0 ? bytes : bytes.slice();
  const view = new DataView(whole.buffer, whole.byteOffset, whole.byteLength);
  const length = view.getUint32(0, true);
  const deserializer = new Restorer(whole.subarray(headBytes, headBytes + length));
  deserializer.begin(whole, headBytes + padded(length));
  deserializer.readHeader();
  return deserializer.readValue();
}

/** Its constructor asks V8 to leave typed arrays to `_writeHostObject`. */
class Flattener extends DefaultSerializer {
  readonly arrays: Uint8Array[] = [];

  /** Called by V8 for every typed array. */
  _writeHostObject(array: AnyArray): void {
    const kind = kinds.findIndex((one) => array instanceof one);
    if (kind < 0) throw new TypeError();
    this.writeUint32(kind);
    this.writeUint32(array.byteLength);
    this.arrays.push(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
  }
}

class Restorer extends DefaultDeserializer {
  #whole: Uint8Array = new Uint8Array();
  #at = 0;

  begin(whole: Uint8Array, at: number): void {
    this.#whole = whole;
    this.#at = at;
  }

  /** Called by V8 for every typed array, in the order in which they were written. */
  _readHostObject(): AnyArray {
    const kind = kinds[this.readUint32()]!;
    const length = this.readUint32();
    const { byteOffset } = this.#whole;
    const buffer = this.#whole.buffer as ArrayBuffer;
    const array = new kind(buffer, byteOffset + this.#at, length / kind.BYTES_PER_ELEMENT);
    this.#at += padded(length);
    return array;
  }
}

function padded(length: number): number {
  return Math.ceil(length / alignment) * alignment;
}
