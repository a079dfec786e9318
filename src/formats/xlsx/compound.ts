const signature = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/**
 * Whether a file begins as a compound file: a workbook of the old kind (.xls, .et), or one that a password encrypts.
 * Source: [MS-CFB] 2.2, header signature.
 */
export function isCompound(head: Uint8Array): boolean {
  return signature.every((byte, at) => head[at] === byte);
}
