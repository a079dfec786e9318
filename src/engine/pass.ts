import type { Entity } from '../core/entities.js';
import type { CompiledOperator, RecordView } from '../core/operator.js';
import type { Key } from '../core/random.js';
import type { KernelHost } from '../kernels/host.js';
import { type Cut, RowProgram, type SideCells } from '../kernels/program.js';
import type { Rectangle } from '../kernels/rectangle.js';
import { gb18030Room, Structure } from '../kernels/structure.js';
import type { Searching, SurveyPart } from '../kernels/survey.js';
import type { CellSearch } from '../recognisers/index.js';
import type { ApplyTask, ChunkTally, LaneTask, PassTask, SampledRecord, Wire } from './task.js';
import { unencodable } from './unencodable.js';

/** What a lane does with every chunk, and what it has to say at the end. */
export interface ChunkPass {
  /** Returns where the output of the chunk lies in kernel memory, or null where the pass writes none. */
  chunk(rectangle: Rectangle, tally: ChunkTally): { pointer: number; length: number } | null;
  /**
   * What was counted since the beginning, or since the last call; the pass may go on after it. `take` is given it while its tuples
   * still lie in kernel memory, and returns it as it is held.
   */
  counted(take: (part: SurveyPart) => SurveyPart): SurveyPart | null;
  /** Distinct tuples counted since the beginning, or since the last call of `counted`, and whether in pages. */
  tuples?(): { tuples: number; inPages: boolean };
  /** What a sampling pass took since the last call. */
  sample?(): readonly SampledRecord[];
  close(): void;
}

/** Loads what `openPass` may load for passes of this kind. */
export async function loadPass(kind: PassTask['kind']): Promise<void> {
  if (kind !== 'survey') await import('./sample.js');
  if (kind !== 'sample') await import('../recognisers/index.js');
  if (kind === 'survey') await import('../kernels/survey.js');
  if (kind !== 'apply') return;
  await import('../core/random.js');
  await import('./operators.js');
  await import('./recorder.js');
}

/**
 * Opens the pass of a task on the kernels of this thread. Recognisers and operators are loaded where a pass needs them:
 * what the kernels do alone starts without.
 */
export async function openPass(host: KernelHost, task: LaneTask): Promise<ChunkPass> {
  if (task.pass.kind === 'apply') return applyPass(host, task.pass, task.wire);
  if (task.pass.kind === 'sample') return (await import('./sample.js')).samplePass(host, task.pass);
  const { Survey } = await import('../kernels/survey.js');
  const { spec } = task.pass;
  const search = task.pass.search ? await searching(host, task.pass, task.tables) : {};
  let survey: InstanceType<typeof Survey> | null = null;
  return {
    chunk(rectangle) {
      survey ??= new Survey(host, spec, search);
      survey.add(rectangle);
      return null;
    },
    counted(take) {
      const part = (survey ?? new Survey(host, spec, search)).finish(take);
      survey = null;
      return part;
    },
    tuples: () => ({ tuples: survey?.tuples ?? 0, inPages: survey?.inPages ?? false }),
    close() {},
  };
}

/** Finds what stands in texts; the kernel looks at them first. */
async function searching(
  host: KernelHost,
  task: Extract<LaneTask['pass'], { kind: 'survey' }>,
  tables: LaneTask['tables'],
): Promise<Searching> {
  const { adoptTextTables, CellSearch, recognition } = await import('../recognisers/index.js');
  if (tables) adoptTextTables(tables);
  const recognised = recognition(task.recognition);
  const cells = new CellSearch(host, recognised);
  return { search: recognised.findAll, visit: cells.spans.bind(cells) };
}

async function applyPass(host: KernelHost, task: ApplyTask, wire: Wire): Promise<ChunkPass> {
  const structure = new Structure(host);
  let runKey: Key | undefined;
  const operators = new Map<number, CompiledOperator>();
  let search: CellSearch | undefined;
  if (task.sides.length > 0) {
    const { Key } = await import('../core/random.js');
    const { compileOperator, readerOf } = await import('./operators.js');
    const { CellSearch, recognition } = await import('../recognisers/index.js');
    const recognised = recognition(task.recognition);
    const { findAll } = recognised;
    runKey = Key.adopt(task.runKey);
    const { directColumns } = task;
    const audience = task.audience ? { audience: task.audience } : {};
    const setting = {
      runKey,
      ...audience,
      directColumns,
      readFile: readerOf(task.hierarchyFiles),
      find: (text: string) => search?.find(text) ?? findAll(text),
    };
    for (const side of task.sides) operators.set(side.slot, compileOperator(side.column, setting));
    if ([...operators.values()].some(({ onlyFound }) => onlyFound)) search = new CellSearch(host, recognised);
  }
  const program = new RowProgram(host, {
    columns: wire.columns,
    instructions: task.instructions,
    inputDelimiter: wire.delimiter,
    delimiter: task.output.delimiter,
    newline: task.output.newline,
    keys: task.keys,
    recodings: task.recodings,
    suppressed: task.suppressed,
    local: task.local,
  });
  const sampling = task.sample ? (await import('./sample.js')).samplePass(host, task.sample) : null;
  const memos = new Map(task.sides.map((side) => [side.slot, new Memo()]));
  const labels = new Map(task.sides.map((side) => [side.slot, new Labels()]));
  const positions = new Map(wire.names.map((name, index) => [name, index]));
  const fill = (slot: number, column: number, cells: SideCells) =>
    fillSide(operators.get(slot)!, memos.get(slot)!, labels.get(slot)!, column, cells, positions, search);
  return {
    chunk(rectangle, tally) {
      sampling?.chunk(rectangle, tally);
      const out = program.run(rectangle, fill);
      tally.written += out.records;
      tally.suppressed += out.suppressed;
      if (task.output.encoding !== 'gb18030') return out;
      const pointer = host.region('encoded', gb18030Room(out.length));
      const length = structure.encodeGb18030(out.pointer, out.length, pointer);
      if (length >= 0) return { pointer, length };
      const text = host.copy(out.pointer, out.length);
      throw unencodable(host, rectangle, text, -length - 1, task, wire.names);
    },
    counted: () => null,
    ...(sampling?.sample ? { sample: sampling.sample } : {}),
    close() {
      program.forgetKeys();
      runKey?.destroy();
      task.runKey.fill(0);
      for (const key of task.keys.values()) key.fill(0);
    },
  };
}

/**
 * Runs an operator that has no kernel: once per distinct value of the chunk (where it changes only what is found, of
 * those in which the kernel sees that something may be), per record where it reads others, and
 * where it only looks for mentions of others, per record that may hold one.
 */
function fillSide(
  operator: CompiledOperator,
  memo: Memo,
  labels: Labels,
  column: number,
  cells: SideCells,
  positions: ReadonlyMap<string, number>,
  search: CellSearch | undefined,
): void {
  const alone: RecordView = { get: () => null };
  if (operator.onlyFound && search) {
    const list = cells.keepRest();
    if (operator.label) replaceFound(operator.label, labels, cells, list, search);
    else
      search.each(list.cells, list.count, (index, text) => {
        const made = memo.get(text, () => operator.apply(text, alone));
        if (made !== text) cells.setDistinct(index, made);
      });
    if (!operator.reads) return;
  } else if (!operator.reads || operator.mentions) {
    cells.distinct.forEach((text, index) => {
      cells.setDistinct(
        index,
        memo.get(text, () => operator.apply(text, alone)),
      );
    });
    if (!operator.reads) return;
  }
  let record = 0;
  const view: RecordView = {
    get(name) {
      const index = positions.get(name);
      return index === undefined ? null : cells.recordValue(index, record);
    },
  };
  const apply = (one: number) => {
    record = one;
    const text = cells.recordValue(column, record);
    if (text === null || operator.mentions?.(text, view) === false) return;
    cells.setRecord(record, operator.apply(text, view));
  };
  if (operator.mentions) {
    const others = operator.reads.flatMap((name) => positions.get(name) ?? []);
    for (const one of cells.echoes(others)) apply(one);
  } else {
    for (let one = 0; one < cells.records; one++) apply(one);
  }
}

/** Writes labels for what is found in the distinct values of a column. */
function replaceFound(
  label: (entity: Entity) => string | null,
  { texts, numbers }: Labels,
  cells: SideCells,
  list: { cells: number; count: number },
  search: CellSearch,
): void {
  const numberOf = (entity: Entity) => {
    let number = numbers.get(entity);
    if (number === undefined) {
      const text = label(entity);
      number = text === null ? -1 : texts.push(text) - 1;
      numbers.set(entity, number);
    }
    return number;
  };
  const take = (words: Int32Array) => cells.replaceAll(words, texts);
  search.cuts(list.cells, list.count, numberOf, take, (index, spans) => {
    const cuts: Cut[] = [];
    for (const { start, end, entity } of spans) {
      const number = numberOf(entity);
      if (number >= 0) cuts.push({ start, end, label: number });
    }
    if (cuts.length > 0) cells.replace(index, cuts, texts);
  });
}

/** Labels of a column that were written so far, and the number of each entity's. */
class Labels {
  readonly texts: string[] = [];
  readonly numbers = new Map<Entity, number>(); // -1: stays
}

const memoEntries = 4096;
const memoText = 256; // UTF-16 units
const memoPause = 32; // times the entries it holds

/**
 * Results of short texts that come again in chunk after chunk; forgotten all at once when there are too many. Where hardly
 * any came again nothing is kept for a while, as keeping costs more than most searches.
 */
class Memo {
  readonly #results = new Map<string, string>();
  #hits = 0;
  #paused = 0;

  get(text: string, make: () => string): string {
    if (this.#paused > 0) {
      this.#paused--;
      return make();
    }
    const known = this.#results.get(text);
    if (known !== undefined) {
      this.#hits++;
      return known;
    }
    const made = make();
    if (text.length > memoText) return made;
    this.#results.set(text, made);
    if (this.#results.size < memoEntries) return made;
    if (this.#hits * 8 < memoEntries) this.#paused = memoPause * memoEntries;
    this.#hits = 0;
    this.#results.clear();
    return made;
  }
}
