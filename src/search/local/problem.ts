import { LetheError } from '../../core/diagnostics.js';
import { countedColumns } from '../counted.js';
import { weightsOf } from '../problem.js';
import type { LatticeInput, SearchColumn } from '../result.js';
import { LevelSpace } from '../space.js';
import { foldTuples, type Tuples } from '../tuples.js';
import type { Boxes } from './boxes.js';
import { type ClassModels, classModels, leastAccepted } from './classes.js';
import { Partition } from './partition.js';
import type { LocalResult } from './solution.js';

/** A search for a partition made ready. Columns are in the order of the input. */
export class LocalProblem<C extends Boxes> {
  readonly partition: Partition<C>;
  readonly models: ClassModels;
  readonly space: LevelSpace;
  readonly limit: number; // records that may be suppressed
  nodes = 0; // looked at, for the record
  readonly #input: LatticeInput;
  readonly #algorithm: string;
  readonly #tuples: Tuples;

  /** `boxes` makes the boxes of a column; its weight is relative to the greatest. */
  constructor(
    input: LatticeInput,
    algorithm: string,
    boxes: (column: SearchColumn, values: readonly (string | null)[], weight: number) => C,
  ) {
    const { histogram, columns, models, metric } = input;
    this.#input = input;
    this.#algorithm = algorithm;
    if (metric.name !== 'loss') throw new LetheError('algorithm-metric', { algorithm, metric: metric.name });
    for (const { name, levels, from, to } of columns)
      if (from < 0 || to > levels.height || from > to)
        throw new LetheError('level-out-of-range', { column: name, from, to, height: levels.height });
    const { quasi, sensitive } = countedColumns(input);
    this.#tuples = foldTuples(histogram, quasi, sensitive);
    this.models = classModels(models, histogram, this.#tuples, algorithm);
    const weights = weightsOf(columns, metric.weights ?? {});
    this.partition = new Partition(
      this.#tuples,
      columns.map((column, c) => boxes(column, histogram.columns[quasi[c]!]!.values, weights[c]!)),
    );
    this.space = new LevelSpace(columns);
    this.limit = Math.floor(input.suppression * histogram.records + 1e-9);
  }

  /** Tuples that no class holds. */
  rest(): number[] {
    const { classOf } = this.partition;
    const rest: number[] = [];
    for (let i = 0; i < classOf.length; i++) if (classOf[i] === -1) rest.push(i);
    return rest;
  }

  /** The partition as data. Classes that got the same boxes are one; all are judged once more. */
  solution(): LocalResult {
    const { partition, models, limit } = this;
    const { columns: boxColumns, length } = partition;
    const m = boxColumns.length;
    const { columns, histogram } = this.#input;
    const merged = new Map<string, number[]>();
    for (let id = 0; id < length; id++) {
      if (partition.size[id] === 0) continue;
      const key = partition.boxes.subarray(id * m, id * m + m).join();
      const list = merged.get(key);
      if (list) list.push(id);
      else merged.set(key, [id]);
    }
    const classes = [...merged.values()].map((ids) => ({
      id: ids[0]!,
      members: ids.flatMap((id) => partition.members[id]!),
      size: ids.reduce((sum, id) => sum + partition.size[id]!, 0),
    }));
    let kept = classes.filter(({ members, size }) => models.test(members, size));
    if (models.wide.length > 0) {
      const least = leastAccepted(
        kept.map(({ size }) => size),
        models.wide,
        histogram.records,
      );
      kept = kept.filter(({ size }) => size >= least);
    }
    const records = kept.reduce((sum, { size }) => sum + size, 0);
    const suppressed = histogram.records - records;
    if (records === 0 || suppressed > limit)
      return {
        status: 'noSolution',
        nodes: this.nodes,
        proven: false,
        limit,
        nearest: records === 0 ? null : { levels: columns.map(({ to }) => to), suppressed },
      };
    const labels = columns.map(() => new Int32Array(this.#tuples.size).fill(-1));
    const used = boxColumns.map(() => new Map<string, number>());
    const finest = columns.map(({ to }) => to);
    const losses = columns.map(() => suppressed);
    for (const { id, members, size } of kept)
      boxColumns.forEach((column, c) => {
        const box = partition.boxes[id * m + c]!;
        const label = column.labels[box]!;
        let index = used[c]!.get(label);
        if (index === undefined) {
          index = used[c]!.size;
          used[c]!.set(label, index);
        }
        for (const i of members) labels[c]![i] = index;
        finest[c] = Math.min(finest[c]!, column.level[box]!);
        losses[c]! += size * column.share(box);
      });
    for (let c = 0; c < m; c++) losses[c]! /= histogram.records;
    const weights = boxColumns.map(({ weight }) => weight);
    const loss = losses.reduce((sum, one, c) => sum + one * weights[c]!, 0) / m;
    return {
      status: 'solved',
      recoding: {
        algorithm: this.#algorithm,
        metric: 'loss',
        loss,
        levels: Object.fromEntries(columns.map(({ name }, c) => [name, finest[c]!])),
        suppressed,
        optimal: false,
        nodes: this.nodes,
      },
      kept: records,
      suppressed,
      classes: kept.length,
      records: histogram.records,
      columns: columns.map(({ name }, c) => ({
        name,
        level: finest[c]!,
        values: histogram.columns.find((column) => column.name === name)!.values,
        labels: [...used[c]!.keys()],
        loss: losses[c]!,
      })),
      tuples: { values: this.#tuples.codes, labels, counts: this.#tuples.counts },
    };
  }
}
