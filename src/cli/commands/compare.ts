import type { AssociationPair, Utility } from '../../core/utility.js';
import type { Command } from '../effects.js';
import { hierarchyTexts } from '../hierarchy-files.js';
import { type DialectOptions, inputOf, listOf, numberOf, oneOf, operate } from '../operation.js';
import { percent, present, report, type Say, type Words } from '../view.js';
import { short } from './proof-view.js';

/** Options of `lethe compare`, as typed. */
export interface CompareOptions extends DialectOptions {
  original: string;
  release: string;
  columns?: string;
  target?: string;
  heldOut?: string;
  hierarchies?: string;
  missing?: string;
  queries?: string;
  seed?: string;
}

/** `lethe compare <original> <release>`: what of a table survives in its release. */
export const compare: Command<CompareOptions> = async (options, effects) => {
  const { heldOut, missing, queries, seed } = options;
  const rule = missing === undefined ? 'own' : oneOf('--missing', missing, ['own', 'wildcard'] as const);
  const request = {
    columns: listOf(options.columns),
    targets: listOf(options.target),
    hierarchies: hierarchyTexts(options.hierarchies, effects),
    wildcard: rule === 'wildcard',
    ...(heldOut === undefined ? {} : { heldOut: inputOf(heldOut, options) }),
    ...(queries === undefined ? {} : { queries: numberOf('--queries', queries, 1, 100_000, true) }),
    ...(seed === undefined ? {} : { seed }),
  };
  const engine = await effects.engine();
  const original = inputOf(options.original, options);
  const found = await operate(options, effects, (how) =>
    engine.compareTables(original, options.release, request, how),
  );
  const unread = found.columns.filter((column) => column.unread > 0.05);
  if (unread.length > 0) {
    const args = { columns: unread.map((column) => column.name).join(', ') };
    report([{ code: 'utility-labels-unread', args, severity: 'warning' }], options, effects);
  }
  present(found, options, effects, human);
  return 0;
};

const mostPairs = 10;

function human(found: Utility, { say, grid }: Words): string {
  const { records, association, queries, propensity, classifiers } = found;
  const rows = [
    [say('word-records-before-after'), `${records.before}, ${records.after}`],
    ...(association
      ? [
          [say('word-association-mean'), short(association.mean)],
          [say('word-association-max'), short(association.max)],
        ]
      : []),
    [say('word-query-median'), percent(queries.median)],
    [say('word-query-mean'), percent(queries.mean)],
    [say('word-query-p90'), percent(queries.p90)],
    [say('word-pmse'), short(propensity.pmse)],
    [say('word-pmse-ratio'), short(propensity.ratio)],
  ];
  const grids = [grid([[say('word-measure'), say('word-value')], ...rows])];
  if (association)
    grids.push(
      grid([
        [say('word-pair'), say('word-measure'), say('word-before'), say('word-after')],
        ...association.pairs.slice(0, mostPairs).map(pairRow),
      ]),
    );
  if (classifiers.length > 0) {
    const head = ['word-target', 'word-accuracy-release', 'word-accuracy-original', 'word-accuracy-majority', 'word-tested'] as const; // biome-ignore format: one line
    grids.push(
      grid([
        head.map((word) => say(word)),
        ...classifiers.map(({ target, release, original, majority, tested, heldOut }) => [
          target,
          percent(release),
          percent(original),
          percent(majority),
          say(heldOut ? 'cli-tested-held-out' : 'cli-tested-same', { count: tested }),
        ]),
      ]),
    );
  }
  return grids.join('\n');
}

function pairRow({ columns, measure, before, after }: AssociationPair): string[] {
  return [columns.join(' × '), names[measure], short(before), short(after)];
}

const names = { correlation: 'r', ratio: 'η', 'cramers-v': 'V' };

/** The utility of a release in a line. */
export function utilitySummary({ association, queries, propensity, classifiers }: Utility, say: Say): string {
  const summary = say('cli-utility-summary', {
    drift: short(association?.mean ?? 0),
    error: percent(queries.median),
    ratio: short(propensity.ratio),
  });
  const accuracies = classifiers.map(({ target, release, original, majority }) =>
    say('cli-utility-accuracy', {
      target,
      release: percent(release),
      original: percent(original),
      majority: percent(majority),
    }),
  );
  return [summary, ...accuracies].join('; ');
}
