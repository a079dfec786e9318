import { regionTable } from './region-table/index.js';

interface Region {
  name: string;
  current: boolean;
}

let parsed: Map<string, Region> | undefined;

/** Names by six-digit code, current and abolished; parsed on first use. */
function regions(): Map<string, Region> {
  if (parsed) return parsed;
  parsed = new Map();
  for (const line of regionTable.trim().split('\n')) {
    const [prefecture, ...entries] = line.split(' ') as [string, ...string[]];
    for (const entry of entries) {
      const current = !entry.startsWith('~');
      const text = current ? entry : entry.slice(1);
      parsed.set(prefecture + text.slice(0, 2), { name: text.slice(2), current });
    }
  }
  return parsed;
}

let lines: Map<string, string> | undefined;

/** What the table says of each prefecture; what stands in a line is taken apart only where it is asked for. */
function linesOfTable(): Map<string, string> {
  lines ??= new Map(
    regionTable
      .trim()
      .split('\n')
      .map((line) => [line.slice(0, 4), line]),
  );
  return lines;
}

/** Is this a six-digit GB/T 2260 code? Abolished codes count: identity numbers keep them for life. */
export function isRegionCode(code: string): boolean {
  if (code.length !== 6) return false;
  const line = linesOfTable().get(code.slice(0, 4));
  if (line === undefined) return false;
  const last = code.slice(4);
  return isTwoDigits(last) && (line.includes(` ${last}`) || line.includes(` ~${last}`));
}

function isTwoDigits(text: string): boolean {
  const [tens, ones] = [text.charCodeAt(0), text.charCodeAt(1)];
  return tens >= 48 && tens <= 57 && ones >= 48 && ones <= 57;
}

/** Is this a six-digit GB/T 2260 code that is in use (April 2026)? */
export function isCurrentRegionCode(code: string): boolean {
  return regions().get(code)?.current ?? false;
}

/**
 * Name of a division by its code of 2 (province), 4 (prefecture) or 6 digits, or null. Six digits give the name of
 * that division alone: `330106` → 西湖区.
 */
export function regionName(code: string): string | null {
  return regions().get(code.padEnd(6, '0'))?.name ?? null;
}

/** Names from the province down to the division, levels without a name of their own left out. */
export function regionPath(code: string): string[] {
  const names: string[] = [];
  for (const length of [2, 4, 6]) {
    if (length > code.length) break;
    const name = regionName(code.slice(0, length));
    if (name !== null && names.at(-1) !== name) names.push(name);
  }
  return names;
}

/** Every six-digit code with its name, abolished ones included, in ascending order. */
export function allRegions(): readonly { code: string; name: string; current: boolean }[] {
  return [...regions()].map(([code, region]) => ({ code, ...region }));
}
