import type { Format } from '../../core/format.js';

/** One object a line. Lists are read too, since both are told apart by their first character. */
export const jsonl: Format = {
  name: 'jsonl',
  summary: {
    en: 'JSON Lines: one object a line; nested values are columns such as a.b[0].c',
    zh: 'JSON Lines：每行一个对象；嵌套值成为 a.b[0].c 这样的列',
  },
  extensions: ['jsonl', 'ndjson'],
  sequential: true,
  recognises: () => false,
  open: async (...table) => (await import('./read.js')).openJson(...table),
  create: async (columns, append, options) =>
    (await import('./write.js')).createJson(columns, append, { ...options, list: false }),
};

/** A list of objects. */
export const json: Format = {
  name: 'json',
  summary: {
    en: 'JSON: a list of objects; nested values are columns such as a.b[0].c',
    zh: 'JSON：对象数组；嵌套值成为 a.b[0].c 这样的列',
  },
  extensions: ['json'],
  sequential: true,
  recognises: () => false,
  open: async (...table) => (await import('./read.js')).openJson(...table),
  create: async (columns, append, options) =>
    (await import('./write.js')).createJson(columns, append, { ...options, list: true }),
};
