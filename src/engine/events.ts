import type { AnewReason } from './checkpoints.js';

/** What an observer of a job is told, besides the progress within a phase. No cell values. */
export type JobEvent =
  | { event: 'waiting'; pid: number } // for another run of the same job
  | { event: 'opened'; bytes: number; parts: number; columns: number; table?: string }
  | { event: 'table'; table: string } // of several: what follows is about it
  | { event: 'resuming' } // goes on from where a run of the same job was killed
  | { event: 'anew'; reason: AnewReason } // a killed run had left what is of no use
  | { event: 'recovered' } // what a run left that died while it published was put right
  | { event: 'phase-started'; phase: string }
  | { event: 'phase-finished'; phase: string; seconds: number }
  | { event: 'publishing' };
