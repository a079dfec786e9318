/** The part of the WebAssembly API that the loader uses; Node has it, the ES library typings do not. */
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Instance {
    constructor(module: Module, imports: object);
    readonly exports: Record<string, unknown>;
  }
  class Memory {
    constructor(pages: { initial: number });
    readonly buffer: ArrayBufferLike;
    grow(pages: number): number;
  }
  interface Global {
    readonly value: number | bigint;
  }
}
