import { format, type MessageCode } from '../core/diagnostics.js';
import { messages } from '../core/messages/index.js';
import type { Common, Effects } from './effects.js';
import type { ProgressEvent } from './engine.js';
import { clip, displayWidth, pad } from './width.js';

const lineEvery = 10_000; // milliseconds, where stderr is no terminal
const drawEvery = 100;

/** Shows how far a run is: a bar on a terminal, a line every ten seconds elsewhere, nothing with --quiet. */
export interface Progress {
  /** Absent with --quiet, so that the engine need not report at all. */
  listener: ((event: ProgressEvent) => void) | undefined;
  /** Clears the bar. */
  end(): void;
}

/** Progress on stderr, by the clock of the effects. */
export function progressOf(common: Common, effects: Effects): Progress {
  if (common.quiet) return { listener: undefined, end: () => {} };
  const { stderr, clock } = effects;
  const terminal = stderr.isTTY === true;
  let phase = '';
  let started = clock();
  let last = started;
  let drawn = 0;
  const listener = (event: ProgressEvent) => {
    const now = clock();
    if (event.phase !== phase) {
      phase = event.phase;
      started = now;
    } else if (now - last < (terminal ? drawEvery : lineEvery)) {
      return;
    }
    if (!terminal && now - last < lineEvery) return;
    last = now;
    const text = lineOf(event, now - started, common);
    if (!terminal) {
      stderr.write(`${text}\n`);
      return;
    }
    const width = Math.max(20, (stderr.columns ?? 80) - 1);
    const shown = clip(`${bar(event)} ${text}`, width);
    stderr.write(`\r${pad(shown, drawn)}`);
    drawn = displayWidth(shown);
  };
  return {
    listener,
    end: () => {
      if (terminal && drawn > 0) stderr.write(`\r${' '.repeat(drawn)}\r`);
      drawn = 0;
    },
  };
}

function lineOf(event: ProgressEvent, elapsed: number, common: Common): string {
  const phase = phaseName(event.phase, (code) => format(code, {}, common.language));
  const percent = event.total > 0 ? `${Math.floor((100 * event.done) / event.total)} %` : '…';
  const rate = elapsed > 0 ? Math.round(event.done / 1e6 / (elapsed / 1000)) : 0;
  return format('progress-line', { phase, percent, rows: event.rows, rate }, common.language);
}

function bar(event: ProgressEvent): string {
  const cells = 20;
  const full = event.total > 0 ? Math.min(cells, Math.floor((cells * event.done) / event.total)) : 0;
  return `[${'#'.repeat(full)}${'.'.repeat(cells - full)}]`;
}

/** A phase in the user's words. */
export function phaseName(phase: string, say: (code: MessageCode) => string): string {
  const code = `phase-${phase}`;
  return code in messages ? say(code as MessageCode) : phase;
}
