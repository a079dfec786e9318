/** What an observer of a job is told, besides the progress within a phase. No cell values. */
export type JobEvent =
  | { event: 'waiting'; pid: number } // for another run of the same job
  | { event: 'opened'; bytes: number; parts: number; columns: number }
  | { event: 'phase-started'; phase: string }
  | { event: 'phase-finished'; phase: string; seconds: number }
  | { event: 'publishing' };
