import type { Policy } from '../policy/index.js';
import type { OperatorSetting } from './operators.js';
import { dropsColumn } from './roles.js';
import type { TableSource } from './source.js';
import type { SpaceNeed } from './space.js';

/** What is known of the output's size before the table is read: which columns an operator leaves out. */
export function spaceNeed(
  policy: Policy,
  source: TableSource,
  names: readonly string[], // of the staged files
  setting: OperatorSetting,
): SpaceNeed {
  const dropped = source.names.filter((name) => {
    const use = policy.columns.get(name)?.use;
    return use === undefined || (use !== null && dropsColumn(policy, name, setting));
  });
  const { encoding = source.dialect.encoding } = policy.output;
  return {
    bytes: source.gzip ? source.bytes * 3 : source.bytes,
    columns: source.names.length,
    published: source.names.length - dropped.length,
    twice: encoding.startsWith('utf-16') || names.some((name) => name.endsWith('.gz')),
  };
}
