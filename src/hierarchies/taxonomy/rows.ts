/** A tree of labels: a list holds values, a map holds labels (or, where it is empty below one, that label is a value). */
export type TaxonomyTree = { readonly [label: string]: TaxonomyTree | readonly string[] };

/**
 * Rows of a hierarchy file: fields separated by `;` or `,`, whichever the first line has more of outside quotes;
 * quoted fields as in RFC 4180; blank lines are skipped. Never throws: an unclosed quote runs to the end.
 */
export function readRows(text: string): string[][] {
  const body = text.replace(/^\uFEFF/, '');
  const delimiter = probe(body);
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  let quoted = false;
  const endRow = (): void => {
    row.push(field);
    if (row.length > 1 || field !== '') rows.push(row);
    row = [];
    field = '';
  };
  for (let at = 0; at < body.length; at++) {
    const character = body.charAt(at);
    if (quoted) {
      if (character !== '"') field += character;
      else if (body.charAt(at + 1) === '"') field += body.charAt(++at);
      else quoted = false;
    } else if (character === '"' && field === '') quoted = true;
    else if (character === delimiter) {
      row.push(field);
      field = '';
    } else if (character === '\n') endRow();
    else if (character !== '\r') field += character;
  }
  endRow();
  return rows;
}

function probe(text: string): string {
  const line = (text.split('\n', 1)[0] ?? '').replace(/"[^"]*"/g, '');
  return line.split(';').length >= line.split(',').length ? ';' : ',';
}

/** Rows of a tree: value, then its labels upwards, then `*`. A value nearer to the top repeats itself on the way. */
export function treeRows(tree: TaxonomyTree): string[][] {
  const paths: string[][] = [];
  const walk = (node: TaxonomyTree | readonly string[], path: readonly string[]): void => {
    const below = Array.isArray(node)
      ? node.map((value): [string, null] => [value, null])
      : Object.entries(node);
    if (below.length === 0) paths.push([...path].reverse());
    for (const [label, child] of below) {
      if (child === null) paths.push([label, ...[...path].reverse()]);
      else walk(child, [...path, label]);
    }
  };
  walk(tree, []);
  const deepest = Math.max(0, ...paths.map((path) => path.length));
  return paths.map((path) => [
    ...Array.from({ length: deepest - path.length }, () => path[0] ?? ''),
    ...path,
    '*',
  ]);
}
