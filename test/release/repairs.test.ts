import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Diagnostic, MessageCode } from '../../src/core/diagnostics.js';
import { changePolicy } from '../../src/policy/index.js';
import {
  findRepairs,
  type Judgement,
  judge,
  type Proposal,
  profileNamed,
  proposalsFor,
} from '../../src/release/index.js';
import { sampleEvidence, samplePlan, withColumn, withProof } from './facts.js';

const plan = samplePlan();
const base = sampleEvidence();
const strict = profileNamed('open-unconditional');
const text = (changes: readonly Proposal[]) =>
  changes.map(({ path, value }) => `${path.join('.')}=${JSON.stringify(value)}`).sort();

/** A job as a test plays it: what a policy with changes gives. */
const playing =
  (play: (has: (setting: string) => boolean) => ReturnType<typeof sampleEvidence> | MessageCode) =>
  async (changes: readonly Proposal[]) => {
    const evidence = play((setting) => text(changes).includes(setting));
    return typeof evidence === 'string' ? evidence : judge(plan, evidence, strict);
  };

describe('repairs of a refused release', () => {
  const dropped = withColumn(base, '备注', { published: false });

  it('are tried until the gate passes, and only those stay that cannot be left out', async () => {
    const refused = judge(plan, base, strict);
    const { changes, evaluations } = await findRepairs(
      refused,
      playing((has) => {
        const evidence = has('columns.备注.use="suppress"') ? dropped : base;
        return has('privacy.k=20') ? withProof(evidence, { k: 21 }) : evidence;
      }),
    );
    expect(text(changes!)).toEqual(['columns.备注.use="suppress"', 'privacy.k=20']);
    expect(evaluations).toBe(3); // together, and each once left out
  });

  it('drop what turned out not to be needed', async () => {
    // Without the text column the classes are large enough: the larger k asks for nothing.
    const { changes } = await findRepairs(
      judge(plan, base, strict),
      playing((has) => (has('columns.备注.use="suppress"') ? withProof(dropped, { k: 30 }) : base)),
    );
    expect(text(changes!)).toEqual(['columns.备注.use="suppress"']);
  });

  it('go on to the next where the first does not help', async () => {
    const street = withProof(withColumn(dropped, '住址', { levelName: 'road' }), { k: 21 });
    const { changes } = await findRepairs(
      judge(plan, street, strict),
      playing((has) => {
        if (has('columns.住址.levels=["county","*"]')) return 'level-out-of-range';
        return has('columns.住址.levels=["district","*"]')
          ? withColumn(street, '住址', { levelName: 'district' })
          : street;
      }),
    );
    expect(text(changes!)).toEqual(['columns.住址.levels=["district","*"]']);
  });

  it('allow more records to be suppressed where the search finds nothing', async () => {
    const { changes } = await findRepairs(
      judge(plan, dropped, strict),
      playing((has) => {
        if (!has('privacy.k=20')) return dropped;
        return has('privacy.suppression=0.1') ? withProof(dropped, { k: 20 }) : 'no-solution';
      }),
    );
    expect(text(changes!)).toEqual(['privacy.k=20', 'privacy.suppression=0.1']);
  });

  it('are not claimed where none were found, nor where only the owner can answer', async () => {
    const secret = samplePlan({ dataset: { ...plan.dataset, marks: ['state-secret'] } });
    const refused = judge(secret, base, profileNamed('open-conditional'));
    const never = async () => refused;
    expect(await findRepairs(refused, never)).toEqual({ changes: null, evaluations: 0 });
    const { changes, evaluations } = await findRepairs(
      judge(plan, base, strict),
      playing(() => base),
    );
    expect(changes).toBeNull();
    expect(evaluations).toBeLessThanOrEqual(12);
  });

  it('never propose an acceptance or a mark', () => {
    const codes = [
      'mark-forbids',
      'attack-intersection',
      'role-doubtful',
      'column-singles-out',
    ] as MessageCode[];
    for (const code of codes) {
      const reason: Diagnostic = { code, args: { column: '性别' }, severity: 'error' };
      const proposals = proposalsFor(reason, { repairs: [] } as Pick<Judgement, 'repairs'>);
      expect(proposals.map(({ path }) => path[0]).filter((one) => one !== 'columns')).toEqual([]);
    }
  });
});

describe('a policy with settings changed', () => {
  const policy = readFileSync(join(import.meta.dirname, '../../samples/residents/lethe.yaml'), 'utf8');

  it('keeps its comments, and the parameters of another operator go', () => {
    const changed = changePolicy(policy, [
      { path: ['columns', '月收入', 'use'], value: 'suppress' },
      { path: ['privacy', 'k'], value: 20 },
      { path: ['privacy', 'l'], value: 3 },
      { path: ['dataset', 'recipient'], value: null },
    ]);
    expect(changed).toContain('月收入: { role: sensitive, use: suppress }');
    expect(changed).toContain('k: 20');
    expect(changed).toContain('l: { model: distinct, value: 3 }');
    expect(changed).not.toContain('recipient');
    expect(changed).toContain('最细到区县');
  });

  it('raises k where the policy lists its models', () => {
    const listed = 'privacy:\n  models:\n    - { model: k-anonymity, k: 5 }\n';
    expect(changePolicy(listed, [{ path: ['privacy', 'k'], value: 20 }])).toContain('k-anonymity, k: 20');
  });
});
