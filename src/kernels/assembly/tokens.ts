// HMAC-SHA-256 (RFC 2104, FIPS 180-4), four messages side by side in the lanes of i32x4.
const K: usize = memory.data<u32>([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98,
  0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
  0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8,
  0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
  0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819,
  0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
  0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
  0xc67178f2,
]);
const START: usize = memory.data<u32>([
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
]);
/** Message schedule of four lanes: 16 × v128, used in a circle. */
const W: usize = memory.data(256, 16);
/** Chaining state of four lanes: 8 × v128. */
const H: usize = memory.data(128, 16);
/** One block per lane before it is transposed into W, with room to run over. */
const BLOCKS: usize = memory.data(64 * 4 + 64, 16);

// @ts-ignore: decorator
@inline
function rotate(x: v128, n: i32): v128 {
  return v128.or(i32x4.shr_u(x, n), i32x4.shl(x, 32 - n));
}

/** One round's new (e, a) from the words; the caller renames the eight variables instead of moving them. */
// @ts-ignore: decorator
@inline
function sum1(e: v128, f: v128, g: v128, h: v128, kw: v128): v128 {
  const s = v128.xor(v128.xor(rotate(e, 6), rotate(e, 11)), rotate(e, 25));
  const ch = v128.xor(g, v128.and(e, v128.xor(f, g)));
  return i32x4.add(i32x4.add(h, kw), i32x4.add(s, ch));
}

// @ts-ignore: decorator
@inline
function sum0(a: v128, b: v128, c: v128): v128 {
  const s = v128.xor(v128.xor(rotate(a, 2), rotate(a, 13)), rotate(a, 22));
  const majority = v128.or(v128.and(a, b), v128.and(c, v128.or(a, b)));
  return i32x4.add(s, majority);
}

/** W[i] for i ≥ 16, computed in place, plus its constant. */
// @ts-ignore: decorator
@inline
function schedule(i: usize): v128 {
  const w15 = v128.load(W + (((i + 1) & 15) << 4));
  const w2 = v128.load(W + (((i + 14) & 15) << 4));
  const s0 = v128.xor(v128.xor(rotate(w15, 7), rotate(w15, 18)), i32x4.shr_u(w15, 3));
  const s1 = v128.xor(v128.xor(rotate(w2, 17), rotate(w2, 19)), i32x4.shr_u(w2, 10));
  const at = W + ((i & 15) << 4);
  const w = i32x4.add(i32x4.add(v128.load(at), s0), i32x4.add(v128.load(W + (((i + 9) & 15) << 4)), s1));
  v128.store(at, w);
  return w;
}

/** Compresses the block in W into H, in all four lanes. */
function compress(): void {
  let a = v128.load(H);
  let b = v128.load(H, 16);
  let c = v128.load(H, 32);
  let d = v128.load(H, 48);
  let e = v128.load(H, 64);
  let f = v128.load(H, 80);
  let g = v128.load(H, 96);
  let h = v128.load(H, 112);
  for (let i: usize = 0; i < 64; i += 8) {
    const k = K + (i << 2);
    const first = i < 16;
    const at = W + ((i & 15) << 4);
    let t = sum1(e, f, g, h, i32x4.add(v128.load32_splat(k), first ? v128.load(at) : schedule(i)));
    d = i32x4.add(d, t);
    h = i32x4.add(t, sum0(a, b, c));
    t = sum1(d, e, f, g, i32x4.add(v128.load32_splat(k, 4), first ? v128.load(at, 16) : schedule(i + 1)));
    c = i32x4.add(c, t);
    g = i32x4.add(t, sum0(h, a, b));
    t = sum1(c, d, e, f, i32x4.add(v128.load32_splat(k, 8), first ? v128.load(at, 32) : schedule(i + 2)));
    b = i32x4.add(b, t);
    f = i32x4.add(t, sum0(g, h, a));
    t = sum1(b, c, d, e, i32x4.add(v128.load32_splat(k, 12), first ? v128.load(at, 48) : schedule(i + 3)));
    a = i32x4.add(a, t);
    e = i32x4.add(t, sum0(f, g, h));
    t = sum1(a, b, c, d, i32x4.add(v128.load32_splat(k, 16), first ? v128.load(at, 64) : schedule(i + 4)));
    h = i32x4.add(h, t);
    d = i32x4.add(t, sum0(e, f, g));
    t = sum1(h, a, b, c, i32x4.add(v128.load32_splat(k, 20), first ? v128.load(at, 80) : schedule(i + 5)));
    g = i32x4.add(g, t);
    c = i32x4.add(t, sum0(d, e, f));
    t = sum1(g, h, a, b, i32x4.add(v128.load32_splat(k, 24), first ? v128.load(at, 96) : schedule(i + 6)));
    f = i32x4.add(f, t);
    b = i32x4.add(t, sum0(c, d, e));
    t = sum1(f, g, h, a, i32x4.add(v128.load32_splat(k, 28), first ? v128.load(at, 112) : schedule(i + 7)));
    e = i32x4.add(e, t);
    a = i32x4.add(t, sum0(b, c, d));
  }
  v128.store(H, i32x4.add(v128.load(H), a));
  v128.store(H, i32x4.add(v128.load(H, 16), b), 16);
  v128.store(H, i32x4.add(v128.load(H, 32), c), 32);
  v128.store(H, i32x4.add(v128.load(H, 48), d), 48);
  v128.store(H, i32x4.add(v128.load(H, 64), e), 64);
  v128.store(H, i32x4.add(v128.load(H, 80), f), 80);
  v128.store(H, i32x4.add(v128.load(H, 96), g), 96);
  v128.store(H, i32x4.add(v128.load(H, 112), h), 112);
}

// @ts-ignore: decorator
@inline
function bigEndian(v: v128): v128 {
  return v128.swizzle(v, i8x16(3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12));
}

/** BLOCKS (four blocks of bytes) → W (words, lane = message). */
function transpose(): void {
  for (let i: usize = 0; i < 64; i += 16) {
    const a = bigEndian(v128.load(BLOCKS + i));
    const b = bigEndian(v128.load(BLOCKS + i, 64));
    const c = bigEndian(v128.load(BLOCKS + i, 128));
    const d = bigEndian(v128.load(BLOCKS + i, 192));
    const ab = v128.shuffle<i32>(a, b, 0, 4, 1, 5);
    const cd = v128.shuffle<i32>(c, d, 0, 4, 1, 5);
    const ab2 = v128.shuffle<i32>(a, b, 2, 6, 3, 7);
    const cd2 = v128.shuffle<i32>(c, d, 2, 6, 3, 7);
    const to = W + (i << 2);
    v128.store(to, v128.shuffle<i64>(ab, cd, 0, 2));
    v128.store(to, v128.shuffle<i64>(ab, cd, 1, 3), 16);
    v128.store(to, v128.shuffle<i64>(ab2, cd2, 0, 2), 32);
    v128.store(to, v128.shuffle<i64>(ab2, cd2, 1, 3), 48);
  }
}

/** Sets H to the same eight words in every lane. */
// @ts-ignore: decorator
@inline
function startFrom(words: usize): void {
  for (let i: usize = 0; i < 8; i++) v128.store(H + (i << 4), v128.load32_splat(words + (i << 2)));
}

/**
 * Prepares a key: the states after the inner and the outer padded key, 8 words each, at `state`. `key` is 64 bytes:
 * the key followed by zeros.
 */
export function prepareKey(key: usize, state: usize): void {
  for (let pass: usize = 0; pass < 2; pass++) {
    const pad = i8x16.splat(pass == 0 ? 0x36 : 0x5c);
    for (let lane: usize = 0; lane < 256; lane += 64) {
      for (let i: usize = 0; i < 64; i += 16) v128.store(BLOCKS + lane + i, v128.xor(v128.load(key + i), pad));
    }
    transpose();
    startFrom(START);
    compress();
    for (let i: usize = 0; i < 8; i++) store<u32>(state + (pass << 5) + (i << 2), load<u32>(H + (i << 4)));
  }
  // The padded key is gone from the working memory before anything else happens.
  memory.fill(BLOCKS, 0, 320);
  memory.fill(W, 0, 256);
  memory.fill(H, 0, 128);
}

/** Puts block `block` of an inner message of n bytes, padded, at `to`; the 64 bytes of the key came before it. */
function putBlock(to: usize, text: usize, n: usize, block: usize): void {
  const from = block << 6;
  const here: usize = n > from ? min(n - from, <usize>64) : 0;
  const start = text + from;
  const zero = i8x16.splat(0);
  if (here > 0) {
    for (let i: usize = 0; i < here; i += 16) v128.store(to + i, v128.load(start + i));
    if (here == 64) return;
  }
  // Sixteen bytes at a time: what a vector runs over the block is overwritten by the next lane's block or is slack.
  if (here <= 48) {
    v128.store(to + here, zero);
    for (let i: usize = (here + 16) & ~15; i < 64; i += 16) v128.store(to + i, zero);
  } else {
    for (let i: usize = here; i < 64; i++) store<u8>(to + i, 0);
  }
  if (n >= from) store<u8>(to + here, 0x80);
  if (from + 64 >= n + 9) store<u64>(to + 56, bswap<u64>((<u64>n + 64) << 3));
}

// @ts-ignore: decorator
@inline
function blocksOf(n: usize): usize {
  return (n + 9 + 63) >> 6;
}

// @ts-ignore: decorator
@inline
function hex(nibbles: v128): v128 {
  return v128.swizzle(
    i8x16(48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 97, 98, 99, 100, 101, 102),
    nibbles,
  );
}

/** 16 bytes of a digest as 32 hex digits. */
// @ts-ignore: decorator
@inline
function putHex(to: usize, bytes: v128): void {
  const high = i8x16.shr_u(bytes, 4);
  const low = v128.and(bytes, i8x16.splat(15));
  v128.store(
    to,
    hex(v128.shuffle<i8>(high, low, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23)),
  );
  v128.store(
    to,
    hex(v128.shuffle<i8>(high, low, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31)),
    16,
  );
}

/**
 * The tokens of `count` cells (pairs pointer, bytes): 64 hex digits each at tokens + i · stride, of which the first
 * `stride` survive; stride is 32 or 64. The region needs slack.
 */
export function hashCells(cells: usize, count: usize, state: usize, tokens: usize, stride: usize): void {
  for (let i: usize = 0; i < count; i += 4) {
    const lanes = min(count - i, <usize>4);
    let most: usize = 0;
    let least: usize = usize.MAX_VALUE;
    for (let lane: usize = 0; lane < lanes; lane++) {
      const blocks = blocksOf(load<usize>(cells + ((i + lane) << 3), 4));
      most = max(most, blocks);
      least = min(least, blocks);
    }
    startFrom(state);
    for (let block: usize = 0; block < most; block++) {
      let active = i32x4.splat(-1);
      for (let lane: usize = 0; lane < 4; lane++) {
        // Lanes without a cell repeat the last one.
        const cell = cells + ((i + min(lane, lanes - 1)) << 3);
        putBlock(BLOCKS + (lane << 6), load<usize>(cell), load<usize>(cell, 4), block);
      }
      if (block >= least) {
        active = i32x4(
          laneActive(cells, i, lanes, 0, block),
          laneActive(cells, i, lanes, 1, block),
          laneActive(cells, i, lanes, 2, block),
          laneActive(cells, i, lanes, 3, block),
        );
        keepInactive(active);
      } else {
        transpose();
        compress();
      }
    }
    // The outer message: the digest, the bit 1, zeros, 768 bits of length.
    for (let k: usize = 0; k < 128; k += 16) v128.store(W + k, v128.load(H + k));
    v128.store(W, i32x4.splat(0x80000000), 128);
    for (let k: usize = 144; k < 240; k += 16) v128.store(W + k, i32x4.splat(0));
    v128.store(W, i32x4.splat(768), 240);
    startFrom(state + 32);
    compress();
    putDigests(tokens + i * stride, lanes, stride);
  }
}

// @ts-ignore: decorator
@inline
function laneActive(cells: usize, i: usize, lanes: usize, lane: usize, block: usize): i32 {
  return block < blocksOf(load<usize>(cells + ((i + min(lane, lanes - 1)) << 3), 4)) ? -1 : 0;
}

/** Compresses only the active lanes: the others have had their last block. */
function keepInactive(active: v128): void {
  const h0 = v128.load(H);
  const h1 = v128.load(H, 16);
  const h2 = v128.load(H, 32);
  const h3 = v128.load(H, 48);
  const h4 = v128.load(H, 64);
  const h5 = v128.load(H, 80);
  const h6 = v128.load(H, 96);
  const h7 = v128.load(H, 112);
  transpose();
  compress();
  v128.store(H, v128.bitselect(v128.load(H), h0, active));
  v128.store(H, v128.bitselect(v128.load(H, 16), h1, active), 16);
  v128.store(H, v128.bitselect(v128.load(H, 32), h2, active), 32);
  v128.store(H, v128.bitselect(v128.load(H, 48), h3, active), 48);
  v128.store(H, v128.bitselect(v128.load(H, 64), h4, active), 64);
  v128.store(H, v128.bitselect(v128.load(H, 80), h5, active), 80);
  v128.store(H, v128.bitselect(v128.load(H, 96), h6, active), 96);
  v128.store(H, v128.bitselect(v128.load(H, 112), h7, active), 112);
}

/** Writes the digests in H as hex; ascending, so that what one runs over is written by the next. */
function putDigests(tokens: usize, lanes: usize, stride: usize): void {
  for (let half: usize = 0; half < (stride > 32 ? 2 : 1); half++) {
    const a = bigEndian(v128.load(H + (half << 6)));
    const b = bigEndian(v128.load(H + (half << 6), 16));
    const c = bigEndian(v128.load(H + (half << 6), 32));
    const d = bigEndian(v128.load(H + (half << 6), 48));
    const ab = v128.shuffle<i32>(a, b, 0, 4, 1, 5);
    const cd = v128.shuffle<i32>(c, d, 0, 4, 1, 5);
    const ab2 = v128.shuffle<i32>(a, b, 2, 6, 3, 7);
    const cd2 = v128.shuffle<i32>(c, d, 2, 6, 3, 7);
    const to = tokens + (half << 5);
    putHex(to, v128.shuffle<i64>(ab, cd, 0, 2));
    if (lanes > 1) putHex(to + stride, v128.shuffle<i64>(ab, cd, 1, 3));
    if (lanes > 2) putHex(to + 2 * stride, v128.shuffle<i64>(ab2, cd2, 0, 2));
    if (lanes > 3) putHex(to + 3 * stride, v128.shuffle<i64>(ab2, cd2, 1, 3));
  }
}
