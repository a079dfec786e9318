// One WebAssembly module: two modules on one memory would collide in their static data.
export * from './structure';

export * from './encoding';
export { rewriteRows } from './program';
export { buildClasses, buildTable, joinCells, listCells, markSuppressed, recodeColumn } from './recode';
export { hashCells, prepareKey } from './tokens';
