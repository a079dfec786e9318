import type { Append, TableWriter, TypedColumn, WriteOptions } from '../../core/format.js';
import { booleanOf } from '../cells.js';
import { cellFault } from '../typed.js';
import { blockBytes, eachRecord } from '../wire.js';
import { FlatRecords } from './flat.js';
import { stepsOf } from './paths.js';

type Cells = readonly (string | null)[];

/** What is written at one place of a record: a column's value, an object, a list. */
export interface Node {
  column: number; // -1: none
  keys: Map<string, Node>;
  items: Node[];
}

const number = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/;

/** Writes JSON Lines, or one list with a record a line. Every record has every key; nulls are null. */
export function createJson(
  columns: readonly TypedColumn[],
  append: Append,
  options: WriteOptions & { list: boolean },
): TableWriter {
  const root = treeOf(columns, options.nested ?? false);
  const leaves = [...root.keys.values()];
  const flat = leaves.every((leaf, at) => leaf.column === at && leaf.keys.size + leaf.items.length === 0);
  if (!flat || leaves.length !== columns.length || leaves.length === 0) {
    return createTree(root, columns, append, options);
  }
  const records = new FlatRecords(columns, [...root.keys.keys()], options.list);
  return {
    async write(block) {
      records.write(block);
      if (records.length >= blockBytes) await append(records.take());
    },
    async end() {
      await append(records.take());
      if (options.list) await append(Buffer.from('\n]\n'));
    },
  };
}

/** The general way, through strings: records of any shape. */
export function createTree(
  root: Node,
  columns: readonly TypedColumn[],
  append: Append,
  options: { list: boolean },
): TableWriter {
  let text = options.list ? '[' : '';
  let records = 0;
  const value = (column: number, cells: Cells): string => {
    const cell = cells[column]!;
    if (cell === null) return 'null';
    switch (columns[column]!.type.kind) {
      case 'integer':
      case 'float':
      case 'decimal':
        if (!number.test(cell)) throw cellFault(columns[column]!, records + 1);
        return cell;
      case 'boolean':
        if (booleanOf(cell) === null) throw cellFault(columns[column]!, records + 1);
        return String(booleanOf(cell));
      default:
        return JSON.stringify(cell);
    }
  };
  const render = (node: Node, cells: Cells): string => {
    if (node.keys.size > 0 && (holds(node.keys.values(), cells) || node.column < 0)) {
      let inner = '';
      for (const [key, child] of node.keys) inner += `${inner ? ',' : ''}${key}${render(child, cells)}`;
      return `{${inner}}`;
    }
    if (node.items.length > 0) {
      let last = node.items.length;
      while (last > 0 && !holds([node.items[last - 1]!], cells)) last--;
      if (last > 0 || node.column < 0) {
        const items = node.items.slice(0, last).map((item) => render(item, cells));
        return `[${items.join(',')}]`;
      }
    }
    return value(node.column, cells);
  };
  const separator = options.list ? ',\n' : '\n';
  return {
    async write(block) {
      eachRecord(block, columns.length, (cells) => {
        if (options.list) text += records === 0 ? '\n' : separator;
        text += render(root, cells);
        if (!options.list) text += separator;
        records++;
      });
      if (text.length < blockBytes) return;
      await append(Buffer.from(text, 'utf8'));
      text = '';
    },
    async end() {
      if (options.list) text += '\n]\n';
      await append(Buffer.from(text, 'utf8'));
      text = '';
    },
  };
}

/** The shape of the records of columns; `nested`: names are paths. */
export function treeOf(columns: readonly TypedColumn[], nested: boolean): Node {
  const make = (): Node => ({ column: -1, keys: new Map(), items: [] });
  const root = make();
  for (const [column, { name }] of columns.entries()) {
    let node = root;
    for (const step of nested ? stepsOf(name) : [name]) {
      if (typeof step === 'number') {
        while (node.items.length <= step) node.items.push(make());
        node = node.items[step]!;
        continue;
      }
      const key = `${JSON.stringify(step)}:`;
      const known = node.keys.get(key) ?? make();
      node.keys.set(key, known);
      node = known;
    }
    node.column = column;
  }
  return root;
}

/** Whether a place or one below it has a value in this record. */
function holds(nodes: Iterable<Node>, cells: Cells): boolean {
  for (const node of nodes) {
    if (node.column >= 0 && cells[node.column] !== null) return true;
    if (holds(node.keys.values(), cells) || holds(node.items, cells)) return true;
  }
  return false;
}
