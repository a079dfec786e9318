import { exampleKey, type Leak, leaks, type Operator, type Reversibility } from '../core/operator.js';
import { Key } from '../core/random.js';
import type { Components } from './components.js';

/** What an operator leaves standing and whether it can be turned back, at the worst of its examples' parameters. */
export interface Leakage {
  reversibility: Reversibility;
  keeps: readonly Leak[];
}

const worse: readonly Reversibility[] = ['none', 'keyed', 'reversible'];

/**
 * Leakage of an operator, from what it says itself when it is compiled for its examples. What a column of a release keeps
 * under the parameters of its own policy stands in the manifest.
 */
export function leakageOf(operator: Operator, components: Pick<Components, 'hierarchies'>): Leakage {
  const key = Key.from(exampleKey);
  const compiled = operator.examples.map((example) => {
    const kind = components.hierarchies.find(({ name }) => name === example.hierarchy?.kind);
    return operator.compile(example.params, {
      column: operator.name,
      entity: example.entity ?? null,
      key: (domain) => key.derive(domain),
      hierarchy: kind?.build(example.hierarchy?.params, () => '') ?? null,
      find: () => [],
      directColumns: Object.keys(example.record ?? {}),
    });
  });
  const grades = compiled.map((one) => worse.indexOf(one.reversibility));
  return {
    reversibility: worse[Math.max(0, ...grades)]!,
    keeps: leaks.filter((leak) => compiled.some((one) => one.keeps.includes(leak))),
  };
}
