import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
} from 'yaml';
import { type Diagnostic, LetheError, type MessageCode, type Place } from '../core/diagnostics.js';

/** Path of a part of a policy: keys and list positions. */
export type Path = readonly (string | number)[];

/** A YAML document as plain data that still knows where each part stands. */
export interface Source {
  data: unknown;
  /** Place of the value at a path, or of its key; of the nearest parent that exists where the path does not. */
  place(path: Path, part?: 'key' | 'value'): Place;
}

const yamlCodes: Readonly<Record<string, MessageCode>> = {
  TAB_AS_INDENT: 'policy-yaml-tab',
  BAD_INDENT: 'policy-yaml-indent',
  MISSING_CHAR: 'policy-yaml-unclosed',
  DUPLICATE_KEY: 'policy-yaml-duplicate',
};

let last: { text: string; file: string; source: Source } | undefined;

/**
 * Reads YAML 1.2, keeping positions. Throws every syntax fault at once as one LetheError with `related`. The last document is
 * held: a command asks several things of its policy.
 */
export function readSource(text: string, file: string): Source {
  if (last?.text !== text || last.file !== file) last = { text, file, source: parseSource(text, file) };
  return last.source;
}

function parseSource(text: string, file: string): Source {
  if (text.charCodeAt(0) === 0xfeff) text = text.slice(1);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  const faults: Diagnostic[] = document.errors.map((error) => {
    const code = yamlCodes[error.code] ?? 'policy-yaml';
    return { code, args: { reason: error.message }, place: at(error.pos[0]), severity: 'error' };
  });
  throwFaults(faults);
  let data: unknown;
  try {
    data = document.toJS({ maxAliasCount: 100 });
  } catch {
    throw new LetheError('policy-yaml-alias', {}, at(0)); // an unresolved alias or an expansion without end
  }
  if (data === null || data === undefined) throw new LetheError('policy-empty', {}, { file });
  return { data, place: (path, part = 'value') => at(locate(document, path, part)) };
}

/** Throws the faults, ordered by place, as one error: the first, with the rest as `related`. Returns if there are none. */
export function throwFaults(faults: readonly Diagnostic[]): void {
  const [first, ...related] = [...faults].sort(
    (a, b) =>
      (a.place?.line ?? 0) - (b.place?.line ?? 0) ||
      (a.place?.column ?? 0) - (b.place?.column ?? 0) ||
      (a.code < b.code ? -1 : 1),
  );
  if (first) throw new LetheError(first.code, first.args, first.place, { related });
}

function locate(document: Document, path: Path, part: 'key' | 'value'): number {
  let node: unknown = document.contents;
  let offset = start(node) ?? 0;
  for (let depth = 0; depth < path.length; depth++) {
    if (isAlias(node)) node = node.resolve(document);
    const step = path[depth]!;
    const last = depth === path.length - 1;
    if (isMap(node)) {
      const pair = node.items.find((item) => keyText(item.key) === String(step));
      if (!pair) return offset;
      const key = start(pair.key) ?? offset;
      offset = (last && part === 'key' ? undefined : start(pair.value)) ?? key;
      // The children of a nested block are reported at its key: the block's own start is its first child.
      if (last && part === 'value' && (isMap(pair.value) || isSeq(pair.value)) && !pair.value.flow)
        offset = key;
      node = pair.value;
      if (!last && (isMap(node) || isSeq(node))) offset = key;
    } else if (isSeq(node)) {
      const item = node.items[Number(step)];
      if (item === undefined) return offset;
      offset = start(item) ?? offset;
      node = item;
    } else {
      return offset;
    }
  }
  return offset;
}

function start(node: unknown): number | undefined {
  return isNode(node) ? (node as Node).range?.[0] : undefined;
}

function keyText(key: unknown): string {
  return isScalar(key) ? String(key.value) : String(key);
}
