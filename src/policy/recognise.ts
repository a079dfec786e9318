import { type Diagnostic, LetheError } from '../core/diagnostics.js';
import type { OwnRecogniser, RecognitionSpec } from '../core/recogniser.js';
import { compilePattern } from '../recognisers/own/pattern.js';
import { fault } from './faults.js';
import type { PolicyFrame } from './schema.js';
import type { Source } from './source.js';
import type { Policy } from './types.js';

/** What a policy says of recognition; nothing where it is silent, so that the default stays one object. */
export function recognitionOf(frame: PolicyFrame): { recognition?: RecognitionSpec } {
  if (frame.recognise?.countries === undefined && frame.recognisers.length === 0) return {};
  const own = frame.recognisers.map(
    (one) =>
      Object.fromEntries(
        Object.entries(one).filter(([, value]) => value !== undefined),
      ) as unknown as OwnRecogniser,
  );
  return { recognition: { countries: frame.recognise?.countries ?? null, own } };
}

/** Faults of a policy's own recognisers: nothing to go by, or a pattern that is not understood. */
export function recogniserFaults(context: { source: Source }, frame: PolicyFrame): Diagnostic[] {
  return frame.recognisers.flatMap(({ pattern, codes, allow, entity }, i) => {
    if (pattern === undefined && codes === undefined && allow.length === 0) {
      return [fault(context, 'policy-recogniser-empty', { entity }, ['recognisers', i])];
    }
    if (pattern === undefined) return [];
    const compiled = compilePattern(pattern);
    if (!('reason' in compiled)) return [];
    const args = { reason: compiled.reason, position: compiled.position + 1 };
    return [fault(context, 'policy-pattern', args, ['recognisers', i, 'pattern'])];
  });
}

/**
 * The recognition of a policy with the files of its codes read; undefined where the policy leaves it to the default. Throws
 * `policy-codes-unread`.
 */
export function readRecognition(
  policy: Policy,
  readFile: (path: string) => string,
): RecognitionSpec | undefined {
  const spec = policy.recognition;
  if (spec === undefined || spec.own.every(({ codes }) => codes === undefined)) return spec;
  return {
    ...spec,
    own: spec.own.map((one, i) => {
      if (one.codes === undefined) return one;
      return { ...one, values: firstColumn(readCodes(policy, one.codes, i, readFile)) };
    }),
  };
}

function readCodes(policy: Policy, path: string, i: number, readFile: (path: string) => string): string {
  try {
    return readFile(path);
  } catch {
    const key = `recognisers[${i}].codes`;
    throw new LetheError('policy-codes-unread', { key, path }, policy.at('recognisers', i, 'codes'));
  }
}

/** The first cell of each line, without quotes; empty lines and a mark at the beginning are passed over. */
function firstColumn(text: string): string[] {
  return text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .map((line) =>
      (/^"((?:[^"]|"")*)"/.exec(line)?.[1] ?? line.split(/[,;\t]/, 1)[0]!).replaceAll('""', '"').trim(),
    )
    .filter((value) => value !== '');
}
