import type { Format } from '../../core/format.js';
import { isCompound } from './compound.js';

/** Office Open XML workbooks: one sheet is the table. */
export const xlsx: Format = {
  name: 'xlsx',
  summary: {
    en: 'Excel workbook (XLSX): one sheet, its first row names the columns',
    zh: 'Excel 工作簿（XLSX）：一个工作表，首行为列名',
  },
  extensions: ['xlsx'],
  sequential: false,
  // Workbooks of other kinds too, so that they are refused by name and not as text in some encoding.
  recognises: (head) =>
    (head[0] === 0x50 && head[1] === 0x4b && head[2] === 3 && head[3] === 4) || isCompound(head),
  open: async (...table) => (await import('./read.js')).openXlsx(...table),
  create: async (...table) => (await import('./write.js')).createXlsx(...table),
};
