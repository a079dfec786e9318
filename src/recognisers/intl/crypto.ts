import { createHash } from 'node:crypto';
import { nationalNames } from '../../core/national.js';
import type { Recogniser, Score } from '../../core/recogniser.js';
import { cell } from '../scan/fold.js';
import { matchingAt } from '../scan/matches.js';
import { Signal } from '../scan/signals.js';

/** Bitcoin addresses (Base58Check, BIP 173 and 350) and Ethereum addresses: they lead to the person who pays. */
export const cryptoAddress: Recogniser = {
  entity: 'crypto-address',
  summary: nationalNames['crypto-address'],
  role: 'direct',
  grade: 3,
  headers: [
    'wallet',
    'wallet address',
    'btc address',
    'bitcoin address',
    'eth address',
    '钱包地址',
    '比特币地址',
  ],
  check: (text) => (text.length > 200 ? 0 : score(cell(text))),
  find: matchingAt(
    'crypto-address',
    { at: 'runs', least: 14, first: '013bB' },
    /(?<![0-9A-Za-z])(?:[13][1-9A-HJ-NP-Za-km-z]{25,34}|bc1[02-9ac-hj-np-z]{11,71}|BC1[02-9AC-HJ-NP-Z]{11,71}|0x[0-9A-Fa-f]{40})(?![0-9A-Za-z])/g,
    (match) => score(match),
  ),
  signals: Signal.code | Signal.letters,
  examples: {
    positive: [
      '16Yeky6GMjeNkAiNcBY7ZhrLoMSgg1BoyZ',
      'bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq',
      'bc1p5d7rjq7g6rdk2yhzks9smlaqtedr4dekq08ge8ztwac72sfr9rusxg3297',
      '0x52908400098527886E0F7030069857D2E4169EE7',
    ],
    negative: [
      '16Yeky6GMjeNkAiNcBY7ZhrLoMSgg1BoyX',
      'bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdx',
      '0x5290',
      '',
    ],
  },
};

function score(text: string): Score {
  if (/^[13][1-9A-HJ-NP-Za-km-z]{25,34}$/.test(text)) return base58Check(text) ? 0.95 : 0;
  if (/^bc1[02-9ac-hj-np-z]{11,71}$/.test(text.toLowerCase())) return bech32(text) ? 0.95 : 0;
  // Without Keccak the capitals of an Ethereum address are not checked: the form is distinctive enough.
  return /^0x[0-9A-Fa-f]{40}$/.test(text) ? 0.7 : 0;
}

const base58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** Whether 25 bytes end with the first four of the double SHA-256 of the others. */
function base58Check(text: string): boolean {
  const bytes = new Uint8Array(25);
  for (const character of text) {
    let carry = base58.indexOf(character);
    for (let i = 24; i >= 0; i--) {
      carry += bytes[i]! * 58;
      bytes[i] = carry & 255;
      carry >>= 8;
    }
    if (carry !== 0) return false;
  }
  const sha = (data: Uint8Array) => createHash('sha256').update(data).digest();
  const digest = sha(sha(bytes.subarray(0, 21)));
  return bytes.subarray(21).every((byte, i) => byte === digest[i]);
}

const charset = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const generator = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

/** Checksum of BIP 173 (version 0) and BIP 350 (later versions). */
function bech32(text: string): boolean {
  if (text !== text.toLowerCase() && text !== text.toUpperCase()) return false;
  const data = [...text.toLowerCase().slice(3)].map((character) => charset.indexOf(character));
  let state = 1;
  for (const value of [3, 3, 0, 2, 3, ...data]) {
    const top = state >>> 25;
    state = (((state & 0x1ffffff) << 5) ^ value) >>> 0;
    for (let i = 0; i < 5; i++) if ((top >> i) & 1) state = (state ^ generator[i]!) >>> 0;
  }
  return state === (data[0] === 0 ? 1 : 0x2bc830a3);
}
