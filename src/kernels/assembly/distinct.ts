// How many distinct values a column has: a set of hashes while they are few, 2^14 HyperLogLog registers beyond.
import { S_SET, S_SET_COUNT, S_REGISTERS, S_ESTIMATE, S_LEAST } from './column-state';

const LIMIT: u32 = 8192; // distinct values counted exactly

// @ts-ignore: decorator
@inline
export function keyOf(hash: u64): u64 {
  return hash | <u64>(hash == 0); // 0 marks an empty slot
}

/** Enters a hash into a set of `mask` + 1 slots; false if it was there. */
// @ts-ignore: decorator
@inline
export function enter(set: usize, mask: u32, hash: u64): bool {
  const key = keyOf(hash);
  let slot = <u32>hash & mask;
  for (;;) {
    const found = load<u64>(set + (slot << 3));
    if (found == key) return false;
    if (found == 0) break;
    slot = (slot + 1) & mask;
  }
  store<u64>(set + (slot << 3), key);
  return true;
}

// @ts-ignore: decorator
@inline
export function register(registers: usize, hash: u64): void {
  const rank = <u32>clz<u64>((hash << 14) | 8192) + 1;
  const at = registers + <usize>(hash >>> 50);
  if (<u32>load<u8>(at) < rank) store<u8>(at, rank);
}

/** Counts a value among the distinct ones: exactly as long as they are few, by registers (HyperLogLog) beyond. */
export function countDistinct(state: usize, hash: u64): void {
  const set = <usize>load<u32>(state + S_SET);
  if (!set || !enter(set, 16383, hash)) return;
  const count = load<u32>(state + S_SET_COUNT) + 1;
  store<u32>(state + S_SET_COUNT, count);
  if (count <= LIMIT) return;
  const registers = <usize>load<u32>(state + S_REGISTERS);
  for (let i: u32 = 0; i < 16384; i++) {
    const key = load<u64>(set + (i << 3));
    if (key) register(registers, key);
  }
  store<u32>(state + S_ESTIMATE, 1);
}

/** Notes the smallest register of each column: a hash that shows no more zeros changes none of them. */
export function findLeast(states: usize, columns: u32): void {
  for (let column: u32 = 0; column < columns; column++) {
    const state = <usize>load<u32>(states + (<usize>column << 2));
    if (!state || !load<u32>(state, S_ESTIMATE)) continue;
    const registers = <usize>load<u32>(state, S_REGISTERS);
    let least = v128.load(registers);
    for (let i: usize = 16; i < 16384; i += 16) least = i8x16.min_u(least, v128.load(registers + i));
    v128.store(lanes, least);
    let found: u32 = 64;
    for (let i: usize = 0; i < 16; i++) found = min(found, <u32>load<u8>(lanes + i));
    store<u32>(state, found, S_LEAST);
  }
}
const lanes = memory.data(16, 16);
