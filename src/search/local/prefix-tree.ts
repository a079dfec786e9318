/**
 * Paths of whole numbers of one length as a tree: a node for every beginning, node 0 for the empty one. Nodes are numbered
 * as they are made, parents before their children; siblings hang together as a list. What a search knows of a node is
 * kept beside the tree by its number.
 */
export class PrefixTree {
  /** Per node: its last number, and its neighbours in the tree, −1 for none. */
  key = new Int32Array(1024);
  parent = new Int32Array(1024).fill(-1);
  child = new Int32Array(1024).fill(-1); // the first made
  sibling = new Int32Array(1024).fill(-1); // the next made
  length = 1; // nodes

  /** The node below another by one number more; made where there is none. */
  step(node: number, key: number): number {
    let last = -1;
    for (let next = this.child[node]!; next >= 0; next = this.sibling[next]!) {
      if (this.key[next] === key) return next;
      last = next;
    }
    const made = this.length++;
    if (made === this.key.length) this.#grow();
    this.key[made] = key;
    this.parent[made] = node;
    if (last < 0) this.child[node] = made;
    else this.sibling[last] = made;
    return made;
  }

  #grow(): void {
    const grown = (from: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> => {
      const to = new Int32Array(from.length * 2).fill(-1);
      to.set(from);
      return to;
    };
    this.key = grown(this.key);
    this.parent = grown(this.parent);
    this.child = grown(this.child);
    this.sibling = grown(this.sibling);
  }
}
