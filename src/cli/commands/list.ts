import { allEntities } from '../../core/entities.js';
import { measures } from '../../core/measures.js';
import { namesIn } from '../../report/names.js';
import type { Components, Listed } from '../components.js';
import type { Command } from '../effects.js';
import { type Leakage, leakageOf } from '../leakage.js';
import { oneOf } from '../operation.js';
import { present } from '../view.js';

/** What can be listed. */
export const listKinds = [
  'operators',
  'recognisers',
  'hierarchies',
  'models',
  'metrics',
  'measures',
  'algorithms',
  'profiles',
  'entities',
  'packs',
] as const;
export type ListKind = (typeof listKinds)[number];

/** An operator in the list: with what it leaves standing, and whether it can be turned back. */
export type ListedOperator = Listed & Leakage;

/** Options of `lethe list`. */
export interface ListOptions {
  kind?: string;
}

/** `lethe list [kind]`: names and summaries, from the specs. Without a kind: everything but the bare entities. */
export const list: Command<ListOptions> = async (options, effects) => {
  const components = await effects.components();
  const kinds: ListKind[] =
    options.kind === undefined
      ? listKinds.filter((kind) => kind !== 'entities')
      : [oneOf('kind', options.kind, listKinds)];
  const result = Object.fromEntries(kinds.map((kind) => [kind, listedOf(kind, components)]));
  const nameOf = namesIn(options.language);
  present(result, options, effects, (value, { grid, say }) =>
    Object.entries(value)
      .map(([kind, listed]) => {
        if (kind !== 'operators') {
          return grid([[kind, ''], ...listed.map((one) => [one.name, one.summary[options.language]])]);
        }
        const comma = options.language === 'zh' ? '、' : ', ';
        const rows = (listed as ListedOperator[]).map((one) => [
          one.name,
          nameOf('reversibility', one.reversibility),
          one.keeps.length === 0 ? '—' : one.keeps.map((leak) => nameOf('leak', leak)).join(comma),
          one.summary[options.language],
        ]);
        return grid([[kind, say('word-reversibility'), say('word-keeps'), ''], ...rows]);
      })
      .join('\n'),
  );
  return 0;
};

/** Everything of a kind, in the order of its list. */
export function listedOf(kind: ListKind, components: Components): Listed[] {
  const plain = (one: Listed): Listed => ({
    name: one.name,
    summary: one.summary,
    ...(one.source === undefined ? {} : { source: one.source }),
  });
  switch (kind) {
    case 'operators':
      return components.operators.map(
        (one): ListedOperator => ({ ...plain(one), ...leakageOf(one, components) }),
      );
    case 'hierarchies':
      return components.hierarchies.map(plain);
    case 'models':
      return components.models.map(plain);
    case 'metrics':
      return components.metricSpecs.map(plain);
    case 'measures':
      return measures.map(plain);
    case 'algorithms':
      return components.algorithmSpecs.map(plain);
    case 'profiles':
      return components.profileSpecs.map(plain);
    case 'packs':
      return components.packs.map(plain);
    case 'recognisers':
      return components.recognisers.map((one) => ({ name: one.entity, summary: one.summary }));
    case 'entities': {
      const known = new Map(components.recognisers.map((one) => [one.entity, one.summary]));
      return allEntities.map((name) => ({ name, summary: known.get(name) ?? { en: '', zh: '' } }));
    }
  }
}
