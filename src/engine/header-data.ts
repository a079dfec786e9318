import { LetheError } from '../core/diagnostics.js';
import type { Entity } from '../core/entities.js';

/** Identifiers that no header holds by chance; names of people look too much like names of columns. */
const numbered: readonly Entity[] = [
  'cn-resident-id',
  'cn-hkmt-permit',
  'phone-mobile',
  'email',
  'bank-card',
];

/** Names of columns go into policy, messages, manifest and report: a record of data must not pass for them. */
export async function refuseData(names: readonly string[], path: string): Promise<void> {
  // Every one of them has an @ or many digits; few headers do, and the recognisers are loaded for those only.
  if (!names.some((name) => /@|＠|(?:[0-9０-９][^0-9０-９]*){8}/.test(name))) return;
  const { findAll } = await import('../recognisers/index.js');
  const column = names.findIndex((name) => findAll(name, numbered).length > 0);
  if (column >= 0) throw new LetheError('header-holds-data', { position: column + 1 }, { file: path });
}
