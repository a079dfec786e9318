import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AttackResult } from '../core/attack.js';
import { LetheError } from '../core/diagnostics.js';
import type { Policy } from '../policy/index.js';
import {
  appendLedger,
  dayInChina,
  type Ledger,
  type Manifest,
  manifestName,
  openLedger,
  type RegisteredRelease,
  recipientsOf,
} from '../release/index.js';
import type { EngineOptions } from './context.js';
import { type JobOutcome, runPhases } from './job.js';
import { inputOf } from './run.js';
import { openTable } from './source.js';
import { folderOfRelease } from './trace.js';
import { measured } from './verify.js';

/** What a re-assessment is made of. */
export interface ReassessRequest {
  ledger: string;
  /** A release that is planned: it is made in a private folder and held beside what is out. */
  policy?: Policy;
  now: () => number; // milliseconds since 1970
  /** Do not enter the answers in the ledger. */
  dry?: boolean;
}

/** Why a release that is out needs somebody to look at it. */
export type ReassessFinding =
  | 'replaced' // a later release stands in its folder: not measured, and no risk by itself
  | 'files-gone' // or not what was published: nothing can be measured
  | 'gate-refuses' // the gate, asked today about the same bytes
  | 'measures-differ' // from what the manifest says
  | 'expired'
  | 'linkable' // by tokens of one key and domain, with another release that is out
  | 'intersection'; // together with the planned release it tells a person's sensitive value

/** What became of one release. */
export interface Reassessed {
  release: string;
  dataset: string | null;
  state: string;
  recipients: string[];
  verdict: 'stands' | 'at-risk';
  findings: ReassessFinding[];
  /** Codes of the gate and of the checks behind the findings. */
  reasons: string[];
  /** Releases whose tokens join with those of this one. */
  linked: string[];
  /** Columns in common with the planned release; null without one. */
  common: string[] | null;
  /** Persons of the sample whose value this release and the planned one tell together, and neither alone. */
  told: number | null;
  k: number | null;
}

/** The JSON of `lethe reassess`; it may only grow. */
export interface ReassessResult {
  releases: Reassessed[];
  atRisk: number;
  planned: {
    dataset: string;
    /** The gate's answer with everything related that is out counted as earlier releases. */
    verdict: 'published' | 'refused';
    reasons: string[];
    compared: string[]; // releases
    told: number; // persons, over all of them together
    sample: number;
  } | null;
  noted: boolean; // in the ledger
}

/**
 * `lethe reassess`: scores everything that is out anew, on its bytes and by today's gate, and holds it beside the other
 * releases that are out and one that is planned: the same dataset, or columns in common. Each answer is entered in the ledger;
 * `lethe ledger due` lists what was found at risk. Throws `ledger-broken`.
 */
export async function reassess(
  request: ReassessRequest,
  options: EngineOptions = {},
): Promise<ReassessResult> {
  const ledger = openLedger(request.ledger);
  if (ledger.faults[0]) throw new LetheError('ledger-broken', ledger.faults[0].args, ledger.faults[0].place);
  const standing = await standingReleases(ledger, request.ledger);
  const answers: Reassessed[] = [];
  for (const one of standing) answers.push(await scored(one, standing, request.now(), options));
  const planned = request.policy ? await besidePlanned(request.policy, standing, answers, options) : null;
  for (const answer of answers)
    answer.verdict = answer.findings.some((one) => one !== 'replaced') ? 'at-risk' : 'stands';
  if (!request.dry) {
    for (const { release, verdict, findings } of answers) {
      if (findings.includes('replaced') && verdict === 'stands') continue; // nothing was seen of it
      const at = new Date(request.now()).toISOString();
      await appendLedger(request.ledger, { at, event: 'reassessed', release, verdict, findings });
    }
  }
  return {
    releases: answers,
    atRisk: answers.filter(({ verdict }) => verdict === 'at-risk').length,
    planned,
    noted: !request.dry,
  };
}

interface Standing {
  registered: RegisteredRelease;
  folder: string | null;
  manifest: Manifest | null;
}

async function standingReleases({ releases }: Ledger, path: string): Promise<Standing[]> {
  const out: Standing[] = [];
  for (const registered of releases) {
    if (registered.state !== 'published' && registered.state !== 'suspended') continue;
    const folder = await folderOfRelease(registered, path);
    const manifest =
      folder === null ? null : (JSON.parse(readFileSync(join(folder, manifestName), 'utf8')) as Manifest);
    out.push({ registered, folder, manifest });
  }
  return out;
}

/** What one release says for itself, and with the others that are out. */
async function scored(
  { registered, folder, manifest }: Standing,
  all: readonly Standing[],
  now: number,
  options: EngineOptions,
): Promise<Reassessed> {
  const told = <N extends 'dataset' | 'expiry'>(name: N) =>
    registered.entries.findLast((entry) => entry[name] !== undefined)?.[name] ?? null;
  const answer: Reassessed = {
    release: registered.release,
    dataset: told('dataset'),
    state: registered.state,
    recipients: recipientsOf(registered),
    verdict: 'stands',
    findings: [],
    reasons: [],
    linked: [],
    common: null,
    told: null,
    k: manifest?.proof.k ?? null,
  };
  const expiry = told('expiry');
  if (expiry !== null && expiry < dayInChina(now)) answer.findings.push('expired');
  if (folder === null || manifest === null) {
    answer.findings.push(replaced(registered, all) ? 'replaced' : 'files-gone');
    return answer;
  }
  for (const { check, state, findings } of await measured(folder, manifest, options)) {
    if (state !== 'failed') continue;
    answer.findings.push(check === 'gate' ? 'gate-refuses' : 'measures-differ');
    answer.reasons.push(...findings.filter(({ severity }) => severity === 'error').map(({ code }) => code));
  }
  answer.linked = all.flatMap((other) =>
    other.registered !== registered && other.manifest && joins(manifest, other.manifest)
      ? [other.registered.release]
      : [],
  );
  if (answer.linked.length > 0) answer.findings.push('linkable');
  answer.reasons = [...new Set(answer.reasons)];
  return answer;
}

/** Whether a release that was published later stands in the folder of another one. */
function replaced(registered: RegisteredRelease, all: readonly Standing[]): boolean {
  const place = ({ entries }: RegisteredRelease) => entries.findLast(({ event }) => event === 'published');
  const own = place(registered);
  return all.some(({ registered: other, folder }) => {
    const theirs = place(other);
    return folder !== null && theirs?.folder === own?.folder && theirs!.sequence > own!.sequence;
  });
}

/**
 * Whether tokens of two releases are the same persons': one key, and a domain in common. Releases of one dataset are meant
 * to be compared by the policy's `earlier`; those of different datasets that join are what nobody judged.
 */
function joins(one: Manifest, other: Manifest): boolean {
  if (one.dataset.name === other.dataset.name) return false;
  const same =
    one.key.kind === 'file' &&
    other.key.kind === 'file' &&
    one.key.id !== undefined &&
    one.key.id === other.key.id;
  if (!same) return false;
  const domains = ({ replay, outputs }: Manifest) =>
    Object.entries(replay.domains ?? {}).flatMap(([column, domain]) =>
      outputs[0]?.columns.includes(column) ? [domain] : [],
    );
  const others = new Set(domains(other));
  return domains(one).some((domain) => others.has(domain));
}

/** Makes the planned release privately and attacks it together with what is out. */
async function besidePlanned(
  policy: Policy,
  standing: readonly Standing[],
  answers: readonly Reassessed[],
  options: EngineOptions,
): Promise<ReassessResult['planned']> {
  const columns = new Set(policy.columns.keys());
  const related = standing.flatMap(({ registered, folder, manifest }, at) => {
    const published = manifest?.outputs[0]?.columns ?? [];
    const common = published.filter((name) => columns.has(name));
    answers[at]!.common = common;
    const alike = manifest?.dataset.name === policy.dataset.name || common.length > 0;
    return folder !== null && alike ? [{ release: registered.release, folder, answer: answers[at]! }] : [];
  });
  const together = await attacked(
    policy,
    related.map(({ folder }) => folder),
    options,
  );
  const told = toldBy(together.evidence.attacks?.attacks);
  for (const { folder, answer } of related) {
    // Which of several it is that tells is known only from each alone; where they tell only together, all are at risk.
    answer.told =
      related.length === 1 || told === 0
        ? told
        : toldBy((await attacked(policy, [folder], options)).evidence.attacks?.attacks);
  }
  const someAlone = related.some(({ answer }) => (answer.told ?? 0) > 0);
  for (const { answer } of related) {
    if (told > 0 && ((answer.told ?? 0) > 0 || !someAlone)) answer.findings.push('intersection');
  }
  return {
    dataset: policy.dataset.name,
    verdict: together.judgement.verdict,
    reasons: [...new Set(together.judgement.reasons.map(({ code }) => code))],
    compared: related.map(({ release }) => release),
    told,
    sample: Math.max(0, ...intersections(together.evidence.attacks?.attacks).map(({ sample }) => sample)),
  };
}

/** A planned release with some folders as its earlier ones; nothing of it is left. */
async function attacked(
  policy: Policy,
  earlier: readonly string[],
  options: EngineOptions,
): Promise<JobOutcome> {
  const beside: Policy = { ...policy, dataset: { ...policy.dataset, earlier } };
  const source = await openTable(inputOf(beside), options.signal);
  const staging = mkdtempSync(join(tmpdir(), 'lethe-reassess-'));
  const discard = () => rmSync(staging, { recursive: true, force: true });
  process.once('exit', discard);
  try {
    const staged = { folder: staging, names: ['planned.csv'], before: null, database: null };
    return await runPhases({ ...beside, output: { path: 'planned.csv' } }, source, staged, {
      ...options,
      frontier: false,
      utility: false,
    });
  } finally {
    source.close();
    discard();
    process.removeListener('exit', discard);
  }
}

function intersections(attacks: readonly AttackResult[] | undefined): AttackResult[] {
  return (attacks ?? []).filter(({ attack }) => attack === 'intersection');
}

function toldBy(attacks: readonly AttackResult[] | undefined): number {
  return Math.max(0, ...intersections(attacks).map(({ figures }) => figures.told ?? 0));
}
