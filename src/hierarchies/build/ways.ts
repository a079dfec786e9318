import { hierarchyKinds } from '../index.js';

/** Ways of `lethe hierarchy build` to make a hierarchy of the values of a column, besides the kinds that a policy knows. */
const builders = ['width', 'frequency', 'breaks', 'order', 'prefix', 'ending', 'date', 'tree'] as const;

/** All ways: those, and every kind of hierarchy with its parameters given. */
export const hierarchyWays: readonly string[] = [
  ...new Set([...builders, ...hierarchyKinds.map(({ name }) => name)]),
];
