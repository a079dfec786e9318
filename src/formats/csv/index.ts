export * from './cells.js';
export * from './encoding.js';
export * from './header.js';
export * from './names.js';
export * from './probe.js';
export * from './repair.js';
export * from './write.js';
