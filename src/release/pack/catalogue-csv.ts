import { type Artefact, stated } from './artefact.js';

const head = [
  'kind', 'dataset', 'name', 'position', 'published', 'entity', 'role', 'grade_before', 'grade_after', 'processing',
  'level', 'access', 'owner', 'rows', 'bytes', 'sha256', 'jrt_0171',
]; // biome-ignore format: one line reads as one row

/** The catalogue entry as a table: one row for the dataset, one per file, one per column. UTF-8 with BOM for spreadsheets. */
export const catalogueCsv: Artefact = {
  name: 'catalogue.csv',
  title: { en: 'Catalogue entry (table)', zh: '目录条目（表格）' },
  summary: {
    en: 'Dataset, files and columns, one row each.',
    zh: '数据集、文件与各列，各占一行。',
  },
  render(facts) {
    const dataset = stated(facts, 'name') ?? facts.source.name;
    const owner = stated(facts, 'owner') ?? '';
    const rows: (string | number)[][] = [
      ['dataset', dataset, dataset, '', facts.verdict === 'published' ? 1 : 0, '', '', highest(facts.columns.map((c) => c.grade)),
        highest(facts.columns.filter((c) => c.published).map((c) => c.gradeAfter)), facts.label ?? '', '', facts.profile, owner, facts.counts.out, '', '', ''],
      ...facts.outputs.map((file) => ['file', dataset, file.name, '', 1, '', '', '', '', '', '', facts.profile, owner, '', file.bytes, file.sha256, '']),
      ...facts.columns.map((c, i) => ['column', dataset, c.name, i + 1, c.published ? 1 : 0, c.entity ?? '', c.role, c.grade,
        c.published ? c.gradeAfter : '', c.published ? (c.level === 0 ? 'keep' : c.use) : 'drop', c.levelName ?? '', '', '', '', '', '', c.financialGrade ?? '']),
    ]; // biome-ignore format: one line reads as one row
    return `\ufeff${[head, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
  },
};

function highest(grades: readonly number[]): number | '' {
  return grades.length > 0 ? Math.max(...grades) : '';
}

/** A name that a spreadsheet would take for a formula is kept as text. */
function cell(value: string | number): string {
  const text = typeof value === 'string' && /^[=+\-@\t]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
