// The row program: rewrites the records of a rectangle, one instruction per column or run of copied columns. The state
// and the instructions are words in memory, written by src/kernels/program/compile.ts; offsets are bytes.
import {
  cellLength,
  cellText,
  copy,
  copySpan,
  CR,
  hasSpecial,
  openQuoted,
  QUOTE,
  quoteWritten,
  specials,
} from './cell';
import { writeCommonDate, writeDate } from './date';
import { keepBeginning, keepEndsMiddling, keepEndsShort, maskBeforeShort } from './common-masks';
import { mayNeedQuotes, rewriteCharacters } from './mask';
import { atLeast, atMost, noteBucket, parseNumber, writeBucket, writeCommonBucket, writeRounded } from './number';

const COPY: u32 = 0;
const COPY_CELL: u32 = 1;
const INDEXED: u32 = 2;
const TOKEN: u32 = 3;
const CONSTANT: u32 = 4;
// 5…12 are the character-wise instructions of mask.ts.
const KEEP_ENDS: u32 = 5;
const CUT: u32 = 12;
const DATE: u32 = 13;
const BUCKET: u32 = 14;
const ROUND: u32 = 15;
// 16 is the limit.
const LABELS: u32 = 17;

/** Index of a record whose cell an indexed instruction copies: its text did not change. */
const COPIED: i32 = -2;

// Of LABELS, a run of recoded columns: where its columns begin, how many bytes they take, and of each where the codes of the records
// and where the labels are. A label is the bytes that are written, the delimiter among them, and in the last byte their number.
const COLUMNS: usize = 16;
const COLUMNS_BYTES: usize = 12;
const LABEL_SHIFT: u32 = 4;

const INSTRUCTION_BYTES: usize = 64;
/** Word of an instruction, not 0 where its common values have a way of their own. */
const QUICK: usize = 60;

/**
 * Rewrites records from state[FROM] on; returns the first one not done: less than the number of records when the
 * output region has no room for the worst case of the next one, which is then in state[NEED].
 */
export function rewriteRows(state: usize): usize {
  const text = load<usize>(state, 0);
  const ends = load<usize>(state, 4);
  const columns = load<usize>(state, 8);
  const records = load<usize>(state, 12);
  const from = load<usize>(state, 16);
  const program = load<usize>(state, 20);
  const programEnd = program + load<usize>(state, 24) * INSTRUCTION_BYTES;
  let out = load<usize>(state, 28);
  const limit = load<usize>(state, 32);
  const factor = <u64>load<u32>(state, 36);
  const constant = <u64>load<u32>(state, 40);
  const scratch = load<usize>(state, 44);
  const suppressed = load<usize>(state, 48);
  const delimiter = load<u32>(state, 52);
  const crlf = load<u32>(state, 56) != 0;
  const lastCopied = load<usize>(state, 60); // byte offset of its entry; -1: the last output column is no copy
  let written = load<u32>(state, 64);

  const delimiters = i8x16.splat(<i8>delimiter);
  const rowBytes = columns << 2;
  let row = ends + from * rowBytes;
  let first: usize = from == 0 ? 0 : (load<u32>(row - 4) & 0x7fffffff) + 1;
  let record = from;
  for (; record < records; record++) {
    const recordEnd = <usize>(load<u32>(row + rowBytes - 4) & 0x7fffffff);
    if (suppressed != 0 && load<u8>(suppressed + record) != 0) {
      first = recordEnd + 1;
      row += rowBytes;
      continue;
    }
    const need = <u64>(recordEnd - first) * factor + constant;
    if (<u64>(limit - out) < need) {
      store<u64>(state, need, 72);
      break;
    }
    const recordOut = out;
    for (let pc = program; pc < programEnd; pc += INSTRUCTION_BYTES) {
      const op = load<u32>(pc);
      const column = load<usize>(pc, 4);
      let start: usize = column == 0 ? first : load<u32>(row + column - 4) + 1;
      if (op == COPY) {
        let end: usize = load<u32>(row + load<usize>(pc, 12));
        if (<i32>end < 0) {
          end &= 0x7fffffff;
          // The CR before LF; an empty last cell after a delimiter has none of its own to look at.
          if (end > start && <u32>load<u8>(text + end - 1) == CR) end--;
        }
        const n = end - start;
        copySpan(out, text + start, n);
        out += n;
        store<u8>(out++, delimiter);
        continue;
      }
      if (op == LABELS) {
        const stop = pc + COLUMNS + load<usize>(pc, COLUMNS_BYTES);
        for (let one = pc + COLUMNS; one < stop; one += 8) {
          const code = load<u32>(load<usize>(one) + (record << 2));
          const label = load<usize>(one, 4) + (<usize>code << LABEL_SHIFT);
          v128.store(out, v128.load(label));
          out += <usize>load<u8>(label, 15);
        }
        continue;
      }
      if (op == INDEXED) {
        const index = load<i32>(load<usize>(pc, 32) + (record << 2));
        if (index >= 0) {
          const bounds = load<usize>(pc, 36) + (<usize>index << 2);
          const at = <usize>load<u32>(bounds);
          const n = <usize>load<u32>(bounds, 4) - at;
          copy(out, load<usize>(pc, 20) + at, n);
          out += n;
        } else if (index == COPIED) {
          out = copyValue(text, start, load<u32>(row + column), out, delimiters);
        }
        store<u8>(out++, delimiter);
        continue;
      }
      if (op == TOKEN) {
        const index = load<i32>(load<usize>(pc, 32) + (record << 2));
        if (index >= 0) {
          const token = load<usize>(pc, 20) + (<usize>index) * load<usize>(pc, 28);
          const n = load<usize>(pc, 24);
          copy(out, token, n);
          out += n;
        }
        store<u8>(out++, delimiter);
        continue;
      }
      let end: usize = load<u32>(row + column);
      if (<i32>end < 0) {
        end &= 0x7fffffff;
        if (end > start && <u32>load<u8>(text + end - 1) == CR) end--;
      }
      if (start == end) {
        store<u8>(out++, delimiter);
        continue;
      }
      start += text;
      const n = end + text - start;
      if (load<u32>(pc, QUICK) != 0 && <u32>load<u8>(start) != QUOTE) {
        // Common values in one go; what is longer, rarer or at a limit goes the general way.
        let after: usize = 0;
        if (op == KEEP_ENDS) {
          if (n <= 32) after = keepEndsShort(pc, start, n, out);
          else if (load<u32>(pc, 16) == 0) after = keepBeginning(pc, start, n, out);
          else if (n <= 128) after = keepEndsMiddling(pc, start, n, out);
        } else if (op == BUCKET) after = writeCommonBucket(pc, out, start, n);
        else if (op == DATE) after = writeCommonDate(out, start, n, load<u32>(pc, 12));
        else if (n <= 32) after = maskBeforeShort(pc, start, n, out);
        if (after > out) {
          out = after;
          store<u8>(out++, delimiter);
          continue;
        }
      }
      out = rewriteCell(pc, op, start, n, scratch, out, delimiters);
      store<u8>(out++, delimiter);
    }
    out--;
    if (lastCopied != -1 && out > recordOut && <u32>load<u8>(out - 1) == CR) {
      out = requoteLast(text, row, lastCopied, first, out);
    }
    if (crlf) {
      store<u16>(out, 0x0a0d);
      out += 2;
    } else store<u8>(out++, 0x0a);
    written++;
    first = recordEnd + 1;
    row += rowBytes;
  }
  store<usize>(state, record, 16);
  store<usize>(state, out, 28);
  store<u32>(state, written, 64);
  return record;
}

/** Writes the cell [start, start + n), n ≥ 1, by any instruction that looks at one cell; returns the end. */
function rewriteCell(pc: usize, op: u32, start: usize, n: usize, scratch: usize, out: usize, delimiters: v128): usize {
  if (op == CONSTANT) {
    n = load<usize>(pc, 24);
    copy(out, load<usize>(pc, 20), n);
    return out + n;
  }
  const cellOut = out;
  const quoted = <u32>load<u8>(start) == QUOTE;
  if (op == COPY_CELL) {
    copy(out, start, n);
    out += n;
    return !quoted && hasSpecial(start, n, delimiters) ? quoteWritten(cellOut, out) : out;
  }
  if (quoted) {
    openQuoted(start, n, scratch);
    start = cellText;
    n = cellLength;
  }
  let check = load<u32>(pc, 8) != 0;
  if (op <= CUT) {
    out = rewriteCharacters(pc, op, start, n, out, delimiters);
    check = check || mayNeedQuotes || out == cellOut;
  } else if (op == DATE) {
    const after = writeDate(out, start, n, load<u32>(pc, 12));
    if (after == 0) {
      store<u8>(out++, 0x2a);
    } else out = after;
  } else if (!parseNumber(start, n)) {
    store<u8>(out++, 0x2a);
  } else if (op == BUCKET) {
    out = writeBucket(out, load<i64>(pc, 40), load<i64>(pc, 48));
    const labels = load<usize>(pc, 12);
    if (labels != 0) noteBucket(labels, <u32>load<i64>(pc, 40), <u32>load<i64>(pc, 48), cellOut, out - cellOut);
  } else if (op == ROUND) {
    out = writeRounded(out, load<u64>(pc, 40));
  } else {
    // LIMIT: bits of word 12 say which bounds there are; their labels are pre-rendered.
    const bounds = load<u32>(pc, 12);
    if ((bounds & 1) != 0 && atMost(load<i64>(pc, 40))) {
      start = load<usize>(pc, 20);
      n = load<usize>(pc, 24);
    } else if ((bounds & 2) != 0 && atLeast(load<i64>(pc, 48))) {
      start = load<usize>(pc, 32);
      n = load<usize>(pc, 36);
    }
    copy(out, start, n);
    out += n;
  }
  return check && (out == cellOut || hasSpecial(cellOut, out - cellOut, delimiters)) ? quoteWritten(cellOut, out) : out;
}

/**
 * Writes the value [start, end) of a cell anew, in quotes only where it needs them: the bytes of a quoted cell that holds what
 * forces quotes are the same again.
 */
// @ts-ignore: decorator
@inline
function copyValue(text: usize, start: usize, end: usize, out: usize, delimiters: v128): usize {
  if (<i32>end < 0) {
    end &= 0x7fffffff;
    if (end > start && <u32>load<u8>(text + end - 1) == CR) end--;
  }
  const n = end - start;
  const cell = text + start;
  if (n == 0 || n > 16 || <u32>load<u8>(cell) == QUOTE) return copyAny(cell, n, out, delimiters);
  const value = v128.load(cell);
  v128.store(out, value);
  const within = <u32>0xffff >> (16 - <u32>n);
  if ((<u32>i8x16.bitmask(specials(value, delimiters)) & within) != 0) return quoteWritten(out, out + n);
  return out + n;
}

/** As copyValue, for a cell of any length. */
function copyAny(cell: usize, n: usize, out: usize, delimiters: v128): usize {
  if (n == 0) return out;
  if (n > 1 && <u32>load<u8>(cell) == QUOTE && <u32>load<u8>(cell + n - 1) == QUOTE) {
    const plain = n > 2 && !hasSpecial(cell + 1, n - 2, delimiters);
    if (plain) n -= 2;
    copy(out, plain ? cell + 1 : cell, n);
    return out + n;
  }
  copy(out, cell, n);
  return hasSpecial(out, n, delimiters) ? quoteWritten(out, out + n) : out + n;
}

/** An unquoted cell that ends in CR would lose it before the newline when read again: quotes the one just copied. */
function requoteLast(text: usize, row: usize, column: usize, first: usize, out: usize): usize {
  const start: usize = column == 0 ? first : load<u32>(row + column - 4) + 1;
  let end: usize = load<u32>(row + column);
  if (<i32>end < 0) {
    end &= 0x7fffffff;
    if (end > start && <u32>load<u8>(text + end - 1) == CR) end--;
  }
  return quoteWritten(out - (end - start), out);
}
