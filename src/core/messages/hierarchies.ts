import { table } from './table.js';

/** `lethe hierarchy`: made from data, and checked. */
export const hierarchyMessages = table({
  'help-hierarchy': {
    text: {
      en: 'Make a hierarchy from the values of a column, or check one',
      zh: '根据列的取值生成泛化层级，或检查已有层级',
    },
  },
  'help-arg-hierarchy-action': { text: { en: 'build or check', zh: 'build（生成）或 check（检查）' } },
  'help-arg-hierarchy-file': {
    text: { en: 'build: the table; check: the hierarchy', zh: 'build：数据表；check：层级文件' },
  },
  'help-arg-hierarchy-table': {
    text: { en: 'check: a table whose column it is to cover', zh: 'check：层级应覆盖其中一列的数据表' },
  },
  'help-opt-hierarchy-column': { text: { en: 'column of the table', zh: '数据表中的列' } },
  'help-opt-hierarchy-by': {
    text: {
      en: 'width, frequency, breaks, order, prefix, ending, date, tree, or a kind of `lethe list hierarchies`',
      zh: 'width（等宽）、frequency（等频）、breaks（给定分界）、order（次序）、prefix（前缀）、ending（末尾）、date（日期）、tree（分类树），或 `lethe list hierarchies` 中的类型',
    },
  },
  'help-opt-hierarchy-width': { text: { en: 'width of the finest classes', zh: '最细一级的宽度' } },
  'help-opt-hierarchy-groups': { text: { en: 'number of the finest classes', zh: '最细一级的组数' } },
  'help-opt-hierarchy-levels': {
    text: {
      en: 'wider widths (10,20), or levels of dates (month,year,decade)',
      zh: '更宽各级的宽度（10,20），或日期级别（month,year,decade）',
    },
  },
  'help-opt-hierarchy-breaks': {
    text: { en: 'lower edges of classes, once per level: 0,18,60', zh: '各类下界，每级写一次：0,18,60' },
  },
  'help-opt-hierarchy-keep': {
    text: { en: 'characters kept per level, descending: 4,2', zh: '逐级保留的字符数，递减：4,2' },
  },
  'help-opt-hierarchy-origin': { text: { en: 'an edge of some class; 0', zh: '某一类的边界；默认 0' } },
  'help-opt-hierarchy-tree': {
    text: { en: 'YAML or JSON: label → its children', zh: 'YAML 或 JSON：标签 → 下级' },
  },
  'help-opt-hierarchy-order': {
    text: { en: 'file with the values in their order, one a line', zh: '按次序逐行列出取值的文件' },
  },
  'help-opt-hierarchy-params': {
    text: { en: 'parameters of a kind: "{ metres: [1000] }"', zh: '类型的参数："{ metres: [1000] }"' },
  },
  'help-opt-hierarchy-least': {
    text: { en: 'records that an end class holds at least; 5', zh: '首尾两类至少包含的记录数；默认 5' },
  },
  'help-opt-hierarchy-extremes': {
    text: {
      en: 'let labels name the smallest and largest value, whoever has them',
      zh: '允许标签写出最小值与最大值',
    },
  },
  'help-opt-hierarchy-output': {
    text: {
      en: "the hierarchy in ARX's CSV; without it on stdout",
      zh: 'ARX 格式的层级文件；省略则写到 stdout',
    },
  },
  'hierarchy-no-numbers': {
    text: { en: 'Column {column} holds no numbers', zh: '列 {column} 不含数值' },
    hint: { en: 'For texts: --by order, prefix or tree.', zh: '文本可用 --by order、prefix 或 tree。' },
  },
  'hierarchy-incomplete': {
    text: {
      en: 'The table has {values} values in {records} records that the hierarchy lacks',
      zh: '数据表中有 {values} 个取值（{records} 条记录）未被层级覆盖',
    },
  },
  'cli-hierarchy-written': {
    text: {
      en: 'Written: {path}, {values} values, {height} levels above them',
      zh: '已写入：{path}，{values} 个取值，其上 {height} 级',
    },
  },
  'cli-hierarchy-open': {
    text: {
      en: 'The classes at both ends are open (<…, >=…) and hold at least {least} records: no label tells the smallest or largest value (--extremes lets them).',
      zh: '首尾两类为开区间（<…、>=…），至少含 {least} 条记录：标签不写出最小值与最大值（如需写出用 --extremes）。',
    },
  },
  'cli-hierarchy-policy': {
    text: { en: 'In a policy, without the file: {policy}', zh: '策略中可不用文件，写作：{policy}' },
  },
  'cli-hierarchy-sound': {
    text: {
      en: 'Monotone, of the same height: {values} values, {height} levels above them',
      zh: '单调且等高：{values} 个取值，其上 {height} 级',
    },
  },
  'cli-hierarchy-complete': {
    text: {
      en: 'Monotone, of the same height, and complete for the table: {values} values, {height} levels above them',
      zh: '单调、等高，且覆盖数据表：{values} 个取值，其上 {height} 级',
    },
  },
  'cli-hierarchy-times': { text: { en: '(first of {count})', zh: '（共 {count} 处，仅列首处）' } },
  'cli-hierarchy-unused': {
    text: {
      en: '{count} values of the hierarchy do not occur in the table',
      zh: '层级中有 {count} 个取值未在数据表中出现',
    },
  },
  'cli-hierarchy-no-root': {
    text: {
      en: 'Level {level}, the last one, has more than one label: a search adds * above it',
      zh: '最后一级（第 {level} 级）不止一个标签：搜索时在其上再加 *',
    },
  },
  'cli-hierarchy-rare': {
    text: {
      en: '{count} labels of level {level} stand for fewer than {least} records: k decides whether they may be published',
      zh: '第 {level} 级有 {count} 个标签不足 {least} 条记录：能否发布由 k 决定',
    },
  },
  'word-level': { text: { en: 'level', zh: '级别' } },
  'word-labels': { text: { en: 'labels', zh: '标签' } },
  'word-alone': { text: { en: 'of one value', zh: '仅含一个取值' } },
  'word-smallest-records': { text: { en: 'smallest, records', zh: '最小记录数' } },
  'word-rare-labels': { text: { en: 'rare labels', zh: '罕见标签' } },
});
