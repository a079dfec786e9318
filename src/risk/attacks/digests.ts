import { getHashes, hash } from 'node:crypto';

/** A way to turn a value into a token without a secret: whoever has a list of values can make the tokens of the list. */
export interface Digest {
  name: string;
  bytes: number; // of the digest; tokens may be cut shorter
  of(text: string, encoding: 'hex' | 'base64'): string;
}

const digest = (name: string, algorithm: string, bytes: number): Digest => ({
  name,
  bytes,
  of: (text, encoding) => hash(algorithm, text, encoding), // text at once: a third of the time of a buffer
});

/** Digests that tokens are tried against: those that people use, the national one among them. */
export const digests: readonly Digest[] = [
  digest('MD5', 'md5', 16),
  digest('SHA-1', 'sha1', 20),
  digest('SHA-256', 'sha256', 32),
  // Builds of Node without the national algorithms exist.
  ...(getHashes().includes('sm3') ? [digest('SM3', 'sm3', 32)] : []),
  digest('SHA-512', 'sha512', 64),
];

/** How a column writes its tokens: an alphabet and how many of its characters. */
export interface TokenForm {
  encoding: 'hex' | 'HEX' | 'base64';
  length: number; // characters
}

/** Fewest hex digits that are taken for a cut digest: shorter ones meet a list by chance. */
const fewestDigits = 12;

/** The form of tokens, where nearly all of them share one; null where they are no digests. */
export function formOfTokens(tokens: readonly string[]): TokenForm | null {
  const first = tokens[0];
  if (first === undefined) return null;
  const { length } = first;
  const forms: readonly [TokenForm['encoding'], RegExp][] = [
    ['hex', /^[0-9a-f]+$/],
    ['HEX', /^[0-9A-F]+$/],
    ['base64', /^[A-Za-z0-9+/_-]+={0,2}$/],
  ];
  for (const [encoding, pattern] of forms) {
    if (encoding === 'base64' && ![24, 22, 28, 27, 44, 43, 88, 86].includes(length)) continue;
    if (encoding !== 'base64' && (length < fewestDigits || length > 128)) continue;
    const alike = tokens.filter((token) => token.length === length && pattern.test(token)).length;
    if (alike >= 0.95 * tokens.length) return { encoding, length };
  }
  return null;
}

/** Digests that may have made tokens of a form. */
export function digestsOf({ encoding, length }: TokenForm): Digest[] {
  if (encoding === 'base64')
    return digests.filter(
      ({ bytes }) => Math.ceil((bytes * 4) / 3) <= length && length <= Math.ceil(bytes / 3) * 4,
    );
  const whole = digests.filter(({ bytes }) => bytes * 2 === length);
  return whole.length > 0 ? whole : digests.filter(({ bytes }) => bytes * 2 > length);
}

/** A digest of a text, written as the column writes its tokens. */
export function token(digest: Digest, text: string, { encoding, length }: TokenForm): string {
  const whole = digest.of(text, encoding === 'base64' ? 'base64' : 'hex').slice(0, length);
  return encoding === 'HEX' ? whole.toUpperCase() : whole;
}
