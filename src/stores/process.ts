import { readFileSync } from 'node:fs';

/**
 * When a process began, in clock ticks since the machine did; null where the system does not tell. With its number it
 * names a process for good: numbers are used again.
 */
export function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

/** Whether a process goes on: any of this number, or the one that began at `start` where both ends know it. */
export function isAlive(pid: number, start: string | null = null): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false; // another user's process is one too
  }
  const now = start === null ? null : startOf(pid);
  return now === null || now === start;
}
