// One WebAssembly module: two modules on one memory would collide in their static data.
export * from './structure';

export * from './encoding';
