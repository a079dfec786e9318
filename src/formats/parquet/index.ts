import type { Format } from '../../core/format.js';

/** Apache Parquet, flat: nested columns are refused unless the policy drops them. */
export const parquet: Format = {
  name: 'parquet',
  summary: {
    en: 'Apache Parquet with flat columns; snappy, zstd, gzip or none when written',
    zh: 'Apache Parquet（平面列）；写出时可选 snappy、zstd、gzip 或不压缩',
  },
  extensions: ['parquet', 'pq'],
  compressions: ['none', 'snappy', 'gzip', 'zstd'],
  sequential: false,
  recognises: (head) => Buffer.from(head.subarray(0, 4)).toString('latin1') === 'PAR1',
  open: async (...table) => (await import('./read.js')).openParquet(...table),
  create: async (...table) => (await import('./write.js')).createParquet(...table),
};
