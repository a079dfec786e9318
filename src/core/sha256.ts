// Constants of FIPS 180-4: the first 32 bits of the fractional parts of the cube roots of the first 64 primes.
const constants = Int32Array.from(
  Array.from({ length: 311 }, (_, i) => i + 2).filter((n) => {
    for (let d = 2; d * d <= n; d++) if (n % d === 0) return false;
    return true;
  }),
  (prime) => (Math.cbrt(prime) % 1) * 2 ** 32,
);
const start = Int32Array.of(
  0x6a09e667,
  0xbb67ae85,
  0x3c6ef372,
  0xa54ff53a,
  0x510e527f,
  0x9b05688c,
  0x1f83d9ab,
  0x5be0cd19,
);
const blockBytes = 64;

/**
 * HMAC-SHA-256 (RFC 2104, FIPS 180-4) of many short messages under one key of at most 64 bytes. The two blocks that the
 * key fills are compressed once; node:crypto makes objects for every message, which costs more, and under some versions of
 * Node several times as much.
 */
export class HmacSha256 {
  readonly #inner = start.slice();
  readonly #outer = start.slice();
  readonly #state = new Int32Array(8);
  readonly #words = new Int32Array(64);
  readonly #block = new Uint8Array(blockBytes);
  readonly #view = new DataView(this.#block.buffer);

  constructor(key: Uint8Array) {
    if (key.length > blockBytes) throw new RangeError('key is longer than a block');
    for (const [state, pad] of [
      [this.#inner, 0x36],
      [this.#outer, 0x5c],
    ] as const) {
      this.#block.fill(pad);
      for (let i = 0; i < key.length; i++) this.#block[i] = key[i]! ^ pad;
      this.#compress(state);
    }
    this.#block.fill(0);
  }

  /** The code of the first `length` bytes of a message: 32 bytes. */
  digest(message: Uint8Array, length = message.length): Uint8Array<ArrayBuffer> {
    const block = this.#block;
    const state = this.#state;
    state.set(this.#inner);
    let at = 0;
    for (; at + blockBytes <= length; at += blockBytes) {
      block.set(message.subarray(at, at + blockBytes));
      this.#compress(state);
    }
    block.fill(0);
    for (let i = 0; at + i < length; i++) block[i] = message[at + i]!;
    this.#finish(state, length - at, length + blockBytes);
    block.fill(0);
    for (let i = 0; i < 8; i++) this.#view.setInt32(i * 4, state[i]!);
    state.set(this.#outer);
    this.#finish(state, 32, blockBytes + 32);
    const code = new Uint8Array(32);
    const view = new DataView(code.buffer);
    for (let i = 0; i < 8; i++) view.setInt32(i * 4, state[i]!);
    return code;
  }

  /** Zeroes what derives from the key and the last message. */
  clear(): void {
    for (const one of [this.#inner, this.#outer, this.#state, this.#words, this.#block]) one.fill(0);
  }

  /** Ends a message of `total` bytes, the last `rest` of which stand in the block, zeros behind them. */
  #finish(state: Int32Array, rest: number, total: number): void {
    this.#block[rest] = 0x80;
    if (rest >= blockBytes - 8) {
      this.#compress(state);
      this.#block.fill(0);
    }
    this.#view.setUint32(56, Math.floor(total / 2 ** 29));
    this.#view.setUint32(60, (total << 3) >>> 0);
    this.#compress(state);
  }

  #compress(state: Int32Array): void {
    const words = this.#words;
    for (let i = 0; i < 16; i++) words[i] = this.#view.getInt32(i * 4);
    for (let i = 16; i < 64; i++) {
      const w = words[i - 15]!;
      const v = words[i - 2]!;
      const low = ((w >>> 7) | (w << 25)) ^ ((w >>> 18) | (w << 14)) ^ (w >>> 3);
      const high = ((v >>> 17) | (v << 15)) ^ ((v >>> 19) | (v << 13)) ^ (v >>> 10);
      words[i] = (words[i - 16]! + low + words[i - 7]! + high) | 0;
    }
    let a = state[0]!;
    let b = state[1]!;
    let c = state[2]!;
    let d = state[3]!;
    let e = state[4]!;
    let f = state[5]!;
    let g = state[6]!;
    let h = state[7]!;
    for (let i = 0; i < 64; i++) {
      const big = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const one = (h + big + ((e & f) ^ (~e & g)) + constants[i]! + words[i]!) | 0;
      const small = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const two = (small + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + one) | 0;
      d = c;
      c = b;
      b = a;
      a = (one + two) | 0;
    }
    state[0] = (state[0]! + a) | 0;
    state[1] = (state[1]! + b) | 0;
    state[2] = (state[2]! + c) | 0;
    state[3] = (state[3]! + d) | 0;
    state[4] = (state[4]! + e) | 0;
    state[5] = (state[5]! + f) | 0;
    state[6] = (state[6]! + g) | 0;
    state[7] = (state[7]! + h) | 0;
  }
}
