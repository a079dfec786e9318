/** Encrypts one block of 16 bytes: AES under a key that the caller holds. */
export type BlockCipher = (block: Uint8Array) => Uint8Array;

/** FF1 of one key and radix over digits 0…radix−1; both directions keep the number of digits. */
export interface Ff1 {
  encrypt(digits: readonly number[], tweak?: Uint8Array): number[];
  decrypt(digits: readonly number[], tweak?: Uint8Array): number[];
}

const rounds = 10;
const none = new Uint8Array(0);

/**
 * FF1 format-preserving encryption (NIST SP 800-38G, algorithms 7 and 8): a Feistel network of ten rounds whose round
 * function is CBC-MAC of a block cipher. Takes two digits or more; how many make a domain large enough is the caller's
 * to check (the revision 1 of the standard asks for a million values).
 */
export function ff1(cipher: BlockCipher, radix: number): Ff1 {
  const run = (digits: readonly number[], tweak: Uint8Array, direction: 1 | -1): number[] => {
    const left = Math.floor(digits.length / 2);
    const right = digits.length - left;
    const size = Math.ceil((BigInt(radix) ** BigInt(right) - 1n).toString(2).length / 8);
    const head = headBlock(radix, left, digits.length, tweak.length);
    const moduli = [BigInt(radix) ** BigInt(left), BigInt(radix) ** BigInt(right)] as const;
    let a = numberOf(digits.slice(0, left), radix);
    let b = numberOf(digits.slice(left), radix);
    for (let step = 0; step < rounds; step++) {
      const round = direction === 1 ? step : rounds - 1 - step;
      const modulus = moduli[(round % 2) as 0 | 1];
      const mixed = roundNumber(cipher, head, tweak, round, bytesOf(direction === 1 ? b : a, size));
      if (direction === 1) [a, b] = [b, (a + mixed) % modulus];
      else [a, b] = [(((b - mixed) % modulus) + modulus) % modulus, a];
    }
    return [...digitsOf(a, radix, left), ...digitsOf(b, radix, right)];
  };
  return {
    encrypt: (digits, tweak = none) => run(digits, tweak, 1),
    decrypt: (digits, tweak = none) => run(digits, tweak, -1),
  };
}

/** The block P of the standard: version, method, radix, rounds, split, lengths of text and tweak. */
function headBlock(radix: number, left: number, length: number, tweak: number): Uint8Array {
  const block = new Uint8Array(16);
  block.set([1, 2, 1, radix >>> 16, (radix >>> 8) & 255, radix & 255, rounds, left & 255]);
  const view = new DataView(block.buffer);
  view.setUint32(8, length);
  view.setUint32(12, tweak);
  return block;
}

/** The number y of a round: CBC-MAC over P and Q, stretched in counter mode to four bytes more than half a text needs. */
function roundNumber(
  cipher: BlockCipher,
  head: Uint8Array,
  tweak: Uint8Array,
  round: number,
  half: Uint8Array,
): bigint {
  const wanted = 4 * Math.ceil(half.length / 4) + 4;
  const body = new Uint8Array(Math.ceil((tweak.length + half.length + 1) / 16) * 16);
  body.set(tweak);
  body[body.length - half.length - 1] = round;
  body.set(half, body.length - half.length);
  let mac = cipher(head);
  for (let at = 0; at < body.length; at += 16) mac = cipher(xor(mac, body.subarray(at, at + 16)));
  const stretched = new Uint8Array(Math.ceil(wanted / 16) * 16);
  stretched.set(mac);
  for (let block = 1; block * 16 < stretched.length; block++) {
    const counter = new Uint8Array(16);
    new DataView(counter.buffer).setUint32(12, block);
    stretched.set(cipher(xor(mac, counter)), block * 16);
  }
  return BigInt(`0x${Buffer.from(stretched.subarray(0, wanted)).toString('hex')}`);
}

function xor(one: Uint8Array, other: Uint8Array): Uint8Array {
  return one.map((byte, at) => byte ^ (other[at] ?? 0));
}

function numberOf(digits: readonly number[], radix: number): bigint {
  return digits.reduce((sum, digit) => sum * BigInt(radix) + BigInt(digit), 0n);
}

function digitsOf(value: bigint, radix: number, length: number): number[] {
  const digits = new Array<number>(length).fill(0);
  let rest = value;
  for (let at = length - 1; at >= 0; at--) {
    digits[at] = Number(rest % BigInt(radix));
    rest /= BigInt(radix);
  }
  return digits;
}

function bytesOf(value: bigint, size: number): Uint8Array {
  return Buffer.from(value.toString(16).padStart(2 * size, '0'), 'hex');
}
