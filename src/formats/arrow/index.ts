import type { Format } from '../../core/format.js';

/** Apache Arrow IPC: files and streams are read, files are written, uncompressed. */
export const arrow: Format = {
  name: 'arrow',
  summary: {
    en: 'Apache Arrow IPC, file or stream, flat columns; written as a file, uncompressed',
    zh: 'Apache Arrow IPC（文件或流），平面列；写出为未压缩文件',
  },
  extensions: ['arrow', 'feather', 'ipc', 'arrows'],
  sequential: true,
  recognises: (head) => Buffer.from(head.subarray(0, 6)).toString('latin1') === 'ARROW1',
  open: async (...table) => (await import('./read.js')).openArrow(...table),
  create: async (...table) => (await import('./write.js')).createArrow(...table),
};
