// Shapes of the cells of a block, noted until it is done.
import { S_SHAPES } from './column-state';

/** Adds a number to the count of every shape of a set. */
export function addShapes(state: usize, shapes: u32, count: u64): void {
  while (shapes) {
    const at = state + S_SHAPES + (ctz(shapes) << 3);
    store<u64>(at, load<u64>(at) + count);
    shapes &= shapes - 1;
  }
}

// Shape sets met in the present block with their counts: most columns hold few, so bits are added once per block.
const cache = memory.data(512, 8); // 64 × shapes u32, count u32
let used: u64 = 0; // bit per entry

/** Adds what was noted of a block to its column. */
export function flushNoted(state: usize): void {
  for (let bits = used; bits; bits &= bits - 1) {
    const at = cache + (<usize>ctz(bits) << 3);
    addShapes(state, load<u32>(at), load<u32>(at, 4));
    store<u64>(at, 0);
  }
  used = 0;
}

/** Counts a set of shapes once the block is done. */
// @ts-ignore: decorator
@inline
export function noteShapes(shapes: u32, count: u32): void {
  const at = cache + (((shapes * 0x9e3779b1) >>> 26) << 3);
  if (load<u32>(at) != shapes || load<u32>(at, 4) == 0) makeWay(at, shapes);
  store<u32>(at, load<u32>(at, 4) + count, 4);
}

let stateNoted: usize = 0; // of the column whose block is counted

/** What is noted from here on belongs to this column. */
export function noteFor(state: usize): void {
  stateNoted = state;
}

/** Forgets what was noted. */
export function forgetNoted(): void {
  memory.fill(cache, 0, 512);
  used = 0;
}

function makeWay(at: usize, shapes: u32): void {
  const count = load<u32>(at, 4);
  if (count) addShapes(stateNoted, load<u32>(at), count);
  store<u64>(at, <u64>shapes);
  used |= <u64>1 << <u64>((at - cache) >> 3);
}

/** The set of shapes noted most often. */
export function mostNoted(): u32 {
  let most: u32 = 0;
  let shapes: u32 = 0;
  for (let bits = used; bits; bits &= bits - 1) {
    const at = cache + (<usize>ctz(bits) << 3);
    const count = load<u32>(at, 4);
    if (count > most) {
      most = count;
      shapes = load<u32>(at);
    }
  }
  return shapes;
}
