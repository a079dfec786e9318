// The hash of a text, by which dictionaries, samples and counts of distinct values know it.

const K1: u64 = 0x9e3779b97f4a7c15;
const K2: u64 = 0xd6e8feb86659fd93;
const K3: u64 = 0xa0761d6478bd642f;

// @ts-ignore: decorator
@inline
function avalanche(h: u64): u64 {
  h ^= h >>> 32;
  h *= K2;
  h ^= h >>> 29;
  h *= K2;
  return h ^ (h >>> 32);
}

/** 64-bit hash of [p, p + n); the same on every machine. Reads up to 16 bytes past the end. */
// @ts-ignore: decorator
@inline
export function hashOf(p: usize, n: u32): u64 {
  if (n > 32) return hashLong(p, n);
  return n > 16 ? hashMiddle(p, n) : hashSmall(p, n);
}

/** `hashOf` at most 16 bytes. */
// @ts-ignore: decorator
@inline
export function hashSmall(p: usize, n: u32): u64 {
  // Without branches: lengths around 8 would be mispredicted. Up to 8 bytes the same bytes are read twice.
  const mask = load<u64>(firstBytes + (<usize>min<u32>(n, 8) << 3));
  const a = load<u64>(p) & mask;
  const b = load<u64>(p + <usize>(n > 8 ? n - 8 : 0)) & mask;
  return hashOfTwo(a, b, n);
}

const firstBytes = memory.data<u64>([0, 0xff, 0xffff, 0xffffff, 0xffffffff, 0xffffffffff, 0xffffffffffff, 0xffffffffffffff, -1], 16);

// @ts-ignore: decorator
@inline
function hashOfTwo(a: u64, b: u64, n: u32): u64 {
  return avalanche((a ^ K3) * K1 + rotl<u64>((b + <u64>n) * K2, 29));
}

/** `hashOf` 8–16 bytes. */
// @ts-ignore: decorator
@inline
export function hashShort(p: usize, n: u32): u64 {
  return hashOfTwo(load<u64>(p), load<u64>(p + <usize>n - 8), n);
}

/** `hashOf` 17–32 bytes: `hashLong` without its loop. */
// @ts-ignore: decorator
@inline
export function hashMiddle(p: usize, n: u32): u64 {
  const last = p + n - 16;
  return joinHalves(mixFirst(mixFirst(firstHalf(n), p), last), mixSecond(mixSecond(secondHalf(), p), last));
}

/** `hashOf` 17 bytes and more: 16 at a time and the last 16, in two halves, which loops with more to do keep themselves. */
function hashLong(p: usize, n: u32): u64 {
  let h = firstHalf(n);
  let g = secondHalf();
  const last = p + n - 16;
  while (p < last) {
    h = mixFirst(h, p);
    g = mixSecond(g, p);
    p += 16;
  }
  return joinHalves(mixFirst(h, last), mixSecond(g, last));
}

// @ts-ignore: decorator
@inline
export function firstHalf(n: u32): u64 {
  return K3 + n;
}

// @ts-ignore: decorator
@inline
export function secondHalf(): u64 {
  return K1;
}

// @ts-ignore: decorator
@inline
export function mixFirst(h: u64, p: usize): u64 {
  h = (h ^ load<u64>(p)) * K1;
  return h ^ (h >>> 31);
}

// @ts-ignore: decorator
@inline
export function mixSecond(g: u64, p: usize): u64 {
  g = (g ^ load<u64>(p, 8)) * K2;
  return g ^ (g >>> 29);
}

// @ts-ignore: decorator
@inline
export function joinHalves(h: u64, g: u64): u64 {
  return avalanche(h * K3 + rotl<u64>(g, 23));
}
