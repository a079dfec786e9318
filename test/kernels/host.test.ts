import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { KernelHost } from '../../src/kernels/host.js';

/** Where the active data segments of a module end (WebAssembly core specification, 5.5.14: flags 0, offset i32.const). */
function endOfData(wasm: Uint8Array): number {
  let at = 8;
  const leb = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = wasm[at++]!;
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  let end = 0;
  while (at < wasm.length) {
    const section = wasm[at++];
    const size = leb();
    const next = at + size;
    if (section === 11) {
      for (let left = leb(); left > 0; left--) {
        expect(leb()).toBe(0);
        expect(wasm[at++]).toBe(0x41);
        const offset = leb();
        expect(wasm[at++]).toBe(0x0b);
        const bytes = leb();
        at += bytes;
        end = Math.max(end, offset + bytes);
      }
    }
    at = next;
  }
  return end;
}

describe.each(['lethe', 'parquet'] as const)('memory of the module %s', (name) => {
  it('is handed out behind its static data, however much there is of it', () => {
    const wasm = readFileSync(join(import.meta.dirname, `../../dist/kernels/${name}.wasm`));
    const host = KernelHost.load(KernelHost.compile(name));
    const first = host.region('first', 64);
    expect(first).toBeGreaterThanOrEqual(host.exports.heapBase!());
    expect(first).toBeGreaterThanOrEqual(endOfData(wasm));
  });

  it('has the room that is asked for from the beginning, and keeps what it holds as it grows', () => {
    const host = KernelHost.load(KernelHost.compile(name), 8 << 20);
    const { buffer } = host.memory;
    expect(buffer.byteLength).toBe(8 << 20);
    host.bytes.fill(7, host.region('kept', 100), host.region('kept', 100) + 100);
    expect(host.memory.buffer).toBe(buffer);
    host.region('large', 16 << 20);
    expect(host.memory.buffer.byteLength).toBeGreaterThan(16 << 20);
    expect([...host.copy(host.region('kept', 100), 100)]).toEqual(new Array(100).fill(7));
  });
});
