import type { ColumnProfile, ColumnTally } from '../core/profile.js';
import type { PassContext } from './passes.js';

/**
 * Has columns typed by a thread of the pool while this one puts tuples together: `begin` when their tallies are known, `end` for
 * what came of it. Null where it was not begun or the thread was lost: whoever asks then types them, with the same result.
 */
export function typingBeside({ pool, recognition }: PassContext): {
  begin: (tallies: readonly ColumnTally[]) => void;
  end: () => Promise<ColumnProfile[] | null>;
  /** Whether there is something to wait for. */
  readonly begun: boolean;
} {
  let typed: Promise<ColumnProfile[] | null> | undefined;
  return {
    begin(tallies) {
      typed = pool
        .type?.({ kind: 'typing', tallies, ...(recognition ? { recognition } : {}) })
        .catch(() => null);
    },
    end: async () => (await typed) ?? null,
    get begun() {
      return typed !== undefined;
    },
  };
}
