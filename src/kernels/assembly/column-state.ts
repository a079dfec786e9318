// What a survey knows of one column, in kernel memory.
// Byte offsets:
export const S_SHAPES: usize = 0; // u64 × 32
export const S_NON_EMPTY: usize = 256; // u64
export const S_MIN: usize = 264;
export const S_MAX: usize = 268;
export const S_THRESHOLD: usize = 272; // u64: values with a smaller hash are offered to the sample
export const S_SAMPLE: usize = 280; // set of 2048 hashes in the sample
export const S_SET: usize = 284; // exact set of 16384 slots, 0: none
export const S_SET_COUNT: usize = 288;
export const S_REGISTERS: usize = 292; // 2^14 HyperLogLog registers, 0: none
export const S_ESTIMATE: usize = 296; // 1 when the registers count
export const S_OFFERS: usize = 300; // entries offered to the sample
export const S_OFFER_COUNT: usize = 304;
export const S_FLAGS: usize = 308; // entries flagged as candidates
export const S_FLAG_COUNT: usize = 312;
export const S_TALLY: usize = 316; // 1: shapes, lengths and sample; 0: only non-empty and distinct
export const S_DICTIONARY: usize = 320; // header, 0: every row is counted by itself
export const S_CACHE: usize = 324; // cells met before and their codes
export const S_CODES: usize = 328; // where the codes of a block of rows go, 0: nowhere
export const S_PAUSE: usize = 332; // blocks for which the cache is left alone
export const S_FREQUENT: usize = 344; // header of the dictionary whose frequent values are still asked for, 0: none
export const S_HABIT: usize = 340; // what most cells of the last block were, see usual.ts
export const S_LEAST: usize = 336; // smallest of the registers when this chunk began
export const S_SEEN: usize = 348; // dates met before (usual.ts), 0: they are not noted
// The values with the smallest hashes, see kept.ts:
export const S_KEPT: usize = 352; // heap of them
export const S_KEPT_COUNT: usize = 356;
export const S_KEPT_POOL: usize = 360; // their texts
export const S_KEPT_USED: usize = 364; // bytes of the pool
export const S_KEPT_ROOM: usize = 368;
export const S_KEPT_LIVE: usize = 372; // bytes of texts that are still kept
export const S_KEPT_ENTERED: usize = 376; // hashes in the set of the sample
