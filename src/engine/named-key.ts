import { dirname, resolve } from 'node:path';
import { LetheError, type Place } from '../core/diagnostics.js';
import { Key } from '../core/random.js';
import type { Policy } from '../policy/index.js';
import { openLedger } from '../release/index.js';
import { keyMaterial, keySourceName, type NamedKeySource } from '../stores/named-key.js';

/** Fewest bytes of a named key: what can be guessed is no key, and what is derived from it stands in manifests. */
const fewestBytes = 16;

/** A key that a file or a descriptor holds. Throws `key-unreadable` and `key-weak`. */
export function namedKey(source: NamedKeySource, base = '.', place?: Place): Key {
  const path = keySourceName(source);
  let material: Uint8Array;
  try {
    material = keyMaterial(source, base);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw new LetheError('key-unreadable', { path, reason }, place);
  }
  try {
    if (new Set(material).size < fewestBytes / 2 || material.length < fewestBytes) {
      throw new LetheError('key-weak', { path, least: fewestBytes }, place);
    }
    return Key.from(material);
  } finally {
    material.fill(0);
  }
}

/** The key that a policy names; null where it names none. Throws what `namedKey` throws. */
export function policyKey(policy: Policy): Key | null {
  return policy.key === null ? null : namedKey(policy.key, dirname(resolve(policy.file)), policy.at('key'));
}

/**
 * The name of a key, by which manifests and ledgers tell which key a release needs: 16 hex digits derived from it, from
 * which the key cannot be had back.
 */
export function keyIdOf(key: Key): string {
  return Buffer.from(key.digest('lethe/key-id/1')).toString('hex').slice(0, 16);
}

/** The name of the key that a source holds. Throws what `namedKey` throws. */
export function keyId(source: NamedKeySource): string {
  const key = namedKey(source);
  try {
    return keyIdOf(key);
  } finally {
    key.destroy();
  }
}

/** The name of the key that a policy names; null where it names none. */
export function policyKeyId(policy: Policy): string | null {
  const key = policyKey(policy);
  try {
    return key && keyIdOf(key);
  } finally {
    key?.destroy();
  }
}

/** Refuses a key that its ledger knows as retired or destroyed. Throws `key-not-living`. */
export function assertKeyLives(ledger: string, id: string): void {
  const known = openLedger(ledger).keys.find((one) => one.id === id);
  if (known && known.state !== 'living')
    throw new LetheError('key-not-living', { key: id, state: known.state });
}
