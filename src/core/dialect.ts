/** How the bytes of a delimited text file are to be read. Found by probing, overridable in the policy. */
export interface Dialect {
  encoding: Encoding;
  bom: boolean; // the file starts with a byte order mark
  delimiter: string; // one character: , \t ; |
  newline: '\n' | '\r\n'; // what most records end with; both are accepted on input
  header: boolean; // the first record names the columns; without it they are col1, col2 …
}

/** Encodings read without loss. GBK is read as its superset GB18030. */
export const encodings = ['utf-8', 'gb18030', 'utf-16le', 'utf-16be'] as const;
export type Encoding = (typeof encodings)[number];

/** What to do with a record whose field count differs from the header's. */
export type RaggedRule = 'error' | 'pad' | 'quarantine';

/** Whether a character can separate fields: tab, blank or ASCII punctuation, but not the quote. */
export function isDelimiter(mark: string): boolean {
  return /^[\t !#-/:-@[-`{-~]$/.test(mark);
}
