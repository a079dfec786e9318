/** The lattice of level vectors within bounds, numbered so that ids ascend with the vectors, lexicographically. */
export class LevelSpace {
  readonly from: Int32Array;
  readonly to: Int32Array; // inclusive
  readonly size: number;
  readonly strides: Int32Array; // id difference of one level, per column
  readonly #counts: Int32Array;

  constructor(bounds: readonly { from: number; to: number }[]) {
    this.from = Int32Array.from(bounds, (b) => b.from);
    this.to = Int32Array.from(bounds, (b) => b.to);
    this.#counts = Int32Array.from(bounds, (b) => b.to - b.from + 1);
    this.strides = new Int32Array(bounds.length);
    let size = 1;
    for (let c = bounds.length - 1; c >= 0; c--) {
      this.strides[c] = size;
      size *= this.#counts[c]!;
    }
    this.size = size;
  }

  /** Writes the level vector of a node. */
  levels(id: number, out: Int32Array): void {
    for (let c = 0; c < out.length; c++) {
      const stride = this.strides[c]!;
      const step = Math.trunc(id / stride);
      out[c] = this.from[c]! + step;
      id -= step * stride;
    }
  }

  id(levels: Int32Array): number {
    let id = 0;
    for (let c = 0; c < levels.length; c++) id += (levels[c]! - this.from[c]!) * this.strides[c]!;
    return id;
  }

  /** Writes the ids one level above (direction 1) or below (−1) in one column; returns how many. */
  neighbours(id: number, direction: 1 | -1, out: Int32Array): number {
    let count = 0;
    for (let c = 0; c < this.strides.length; c++) {
      const stride = this.strides[c]!;
      const step = Math.trunc(id / stride) % this.#counts[c]!;
      if (direction === 1 ? step + 1 < this.#counts[c]! : step > 0) out[count++] = id + direction * stride;
    }
    return count;
  }
}

/**
 * A number per node that is at least known by evaluated nodes: raised at one node, it holds for all nodes below (or
 * above) it.
 */
export class Bounds {
  readonly at: Float64Array;
  readonly #space: LevelSpace;
  readonly #up: boolean;
  readonly #levels: Int32Array;

  constructor(space: LevelSpace, direction: 1 | -1) {
    this.#space = space;
    this.#up = direction === 1;
    this.at = new Float64Array(space.size);
    this.#levels = new Int32Array(space.from.length);
  }

  /** Walks the box of nodes on that side like an odometer: two operations per node beat any bookkeeping. */
  raise(id: number, value: number): void {
    const at = this.at;
    if (at[id]! >= value) return;
    const space = this.#space;
    const levels = this.#levels;
    const steps = space.strides;
    space.levels(id, levels);
    const last = levels.length - 1;
    const sign = this.#up ? 1 : -1;
    // Steps left per column on this side.
    for (let c = 0; c <= last; c++)
      levels[c] = this.#up ? space.to[c]! - levels[c]! : levels[c]! - space.from[c]!;
    const left = levels.slice();
    let node = id;
    for (;;) {
      if (at[node]! < value) at[node] = value;
      let c = last;
      while (c >= 0 && left[c] === 0) {
        node -= sign * levels[c]! * steps[c]!;
        left[c] = levels[c]!;
        c--;
      }
      if (c < 0) return;
      left[c]!--;
      node += sign * steps[c]!;
    }
  }
}
