import type { z } from 'zod';
import { LetheError } from '../core/diagnostics.js';
import type { Hierarchy, HierarchyKind } from '../core/hierarchy.js';
import { readRows, type TaxonomyTree, treeRows } from './taxonomy/rows.js';

/** Parameters of `taxonomy`: exactly one of a file, rows, or a tree. */
export interface TaxonomyParams {
  file?: string | undefined; // ARX's CSV: value;level1;…;*  — delimiter ; or , by probing
  rows?: readonly (readonly string[])[] | undefined;
  tree?: TaxonomyTree | undefined; // label → its children; a list or an empty map ends in values
}

/** Values and their labels, listed one by one. A value that is not listed has no label: the run is refused. */
export const taxonomy: HierarchyKind<TaxonomyParams> = {
  name: 'taxonomy',
  summary: {
    en: "Values and their labels level by level, from a file in ARX's format, rows or a tree.",
    zh: '逐级列出取值及其标签：ARX 格式的文件、行或树。',
  },
  params(zod) {
    const tree: z.ZodType<TaxonomyTree> = zod.record(
      zod.string(),
      zod.lazy(() => zod.union([zod.array(zod.string()), tree])),
    );
    return zod
      .strictObject({
        file: zod.string().min(1).optional(),
        rows: zod.array(zod.array(zod.string()).min(1)).min(1).optional(),
        tree: tree.optional(),
      })
      .refine(
        (params) => [params.file, params.rows, params.tree].filter((one) => one !== undefined).length === 1,
        'exactly one of file, rows, tree',
      );
  },
  examples: [
    {
      params: { rows: [['本科', '高等教育', '*'], ['高中', '中等教育', '*']] }, // biome-ignore format: a table
      value: '高中',
      labels: ['高中', '中等教育', '*'],
    },
    {
      params: { tree: { 华东: { 浙江: ['杭州', '宁波'], 上海: [] }, 华北: ['北京'] } },
      value: '宁波',
      labels: ['宁波', '浙江', '华东', '*'],
    },
    {
      params: { tree: { 华东: { 浙江: ['杭州', '宁波'], 上海: [] }, 华北: ['北京'] } },
      value: '上海',
      labels: ['上海', '上海', '华东', '*'],
    },
  ],
  build(params, readFile) {
    if (params.file !== undefined) return fromRows(readRows(readFile(params.file)), params.file);
    return fromRows(params.tree ? treeRows(params.tree) : (params.rows ?? []), undefined);
  },
};

function fromRows(rows: readonly (readonly string[])[], file: string | undefined): Hierarchy {
  const place = (row: number) => (file === undefined ? undefined : { file, line: row });
  const width = rows[0]?.length ?? 0;
  if (width === 0) throw new LetheError('hierarchy-empty', {}, place(1));
  const starred = rows.every((row) => row.at(-1) === '*') && width > 1;
  const height = starred ? width - 1 : width;
  const labels = new Map<string, readonly string[]>();
  const first = new Map<string, number>();
  // above[level]: label at that level → its label one level up, and the row that said so first.
  const above: Map<string, { up: string; row: number }>[] = Array.from({ length: height }, () => new Map());
  rows.forEach((row, index) => {
    const number = index + 1;
    if (row.length !== width) {
      throw new LetheError(
        'hierarchy-ragged',
        { row: number, found: row.length, expected: width },
        place(number),
      );
    }
    const path = starred ? row : [...row, '*'];
    const value = path[0] ?? '';
    const known = labels.get(value);
    if (known?.some((label, level) => label !== path[level])) {
      throw new LetheError(
        'hierarchy-duplicate',
        { row: number, first: first.get(value) ?? 0 },
        place(number),
      );
    }
    for (let level = 1; level < height; level++) {
      const label = path[level] ?? '';
      const up = path[level + 1] ?? '';
      const said = above[level]?.get(label);
      if (said && said.up !== up) {
        throw new LetheError(
          'hierarchy-not-monotone',
          { row: number, first: said.row, level: level + 1 },
          place(number),
        );
      }
      if (!said) above[level]?.set(label, { up, row: number });
    }
    if (!known) {
      labels.set(value, path);
      first.set(value, number);
    }
  });
  const names = Array.from({ length: height - 1 }, (_, at) => `level-${at + 1}`);
  return {
    kind: 'taxonomy',
    height,
    levels: ['value', ...names, '*'],
    domain: [...labels.keys()],
    generalise(value, level) {
      const path = labels.get(value);
      return path ? (path[Math.min(Math.max(level, 0), height)] ?? null) : null;
    },
  };
}
