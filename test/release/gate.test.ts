import { describe, expect, test } from 'vitest';
import { format, hint } from '../../src/core/diagnostics.js';
import type { Entity, Role } from '../../src/core/entities.js';
import type { Plan } from '../../src/core/plan.js';
import type { ColumnEvidence, Evidence } from '../../src/core/proof.js';
import { judge, profileNamed, releaseProfiles } from '../../src/release/index.js';
import { column, modelProof, sampleEvidence, samplePlan, withColumn, withProof } from './facts.js';

const base = sampleEvidence();
const plan = samplePlan();

function codes(evidence: Evidence, profile = 'open-conditional', of: Plan = plan): string[] {
  return judge(of, evidence, profileNamed(profile)).reasons.map(({ code }) => code);
}

function dataset(over: Partial<Plan['dataset']>): Plan {
  return samplePlan({ dataset: { ...plan.dataset, ...over } });
}

test('a sound release is published, with the redacted text as its only warning', () => {
  const judgement = judge(plan, base, profileNamed('open-conditional'));
  expect(judgement.reasons).toEqual([]);
  expect(judgement.verdict).toBe('published');
  expect(judgement.label).toBe('anonymised');
  expect(judgement.warnings.map(({ code }) => code)).toEqual(['free-text-published']);
});

describe('each rule refuses what it is there for, and only that', () => {
  const sensitive = sampleEvidence().proof.l;
  const rows: [string, Evidence, string][] = [
    ['a class of 4', withProof(base, { k: 4 }), 'k-below-profile'],
    ['one illness in a class', withProof(base, { l: { 疾病: { ...sensitive.疾病!, distinct: 1 } } }), 'l-below-profile'],
    ['unmeasured diversity', withProof(base, { l: {} }), 'l-unmeasured'],
    ['a kept name', withColumn(base, '姓名', { published: true, use: 'keep' }), 'direct-published'],
    ['a name in another dress', withColumn(base, '姓名', { published: true, use: 'x', gradeAfter: 3 }), 'direct-published'],
    ['a hashed phone', withColumn(base, '手机号', { published: true, use: 'hash', reversibility: 'reversible' }), 'column-reversible'],
    ['a pseudonym with a key file', withColumn(base, '手机号', { published: true, use: 'pseudonym', reversibility: 'keyed', livingKey: true }), 'key-living'],
    ['a case number', withColumn(base, '性别', { role: 'linking', use: 'keep' }), 'linking-published'],
    ['a password by its header', withColumn(base, '性别', { financialGrade: 'C3' }), 'authentication-published'],
    ['raw text', withColumn(base, '备注', { use: 'keep' }), 'free-text-raw'],
    ['an identifier left in text', { ...base, residuals: [{ column: '备注', entity: 'phone-mobile', count: 3 }] }, 'residual-identifiers'],
    ['a lost record', { ...base, counts: { ...base.counts, in: 3001 } }, 'counts-disagree'],
    ['a proof of other bytes', withProof(base, { records: 2909 }), 'proof-disagrees'],
    ['too many suppressed', { ...base, counts: { in: 3100, out: 2910, suppressed: 190, quarantined: 0 } }, 'suppression-above-policy'],
    ['no column', { ...base, columns: base.columns.map((c) => ({ ...c, published: false })) }, 'no-column-published'],
  ]; // biome-ignore format: a table

  test.each(rows)('%s', (_, evidence, code) => {
    expect(codes(evidence)).toContain(code);
  });

  test('nothing left at all', () => {
    const empty = withProof({ ...base, counts: { in: 100, out: 0, suppressed: 100, quarantined: 0 } }, { records: 0, classes: 0, k: 0 }); // biome-ignore format: one call
    expect(codes(empty)).toContain('all-suppressed');
  });

  test.each(['agreement', 'purpose', 'recipient', 'expiry'])('a missing %s', (field) => {
    expect(codes(base, 'open-conditional', dataset({ [field]: ' ' }))).toEqual(['dataset-field-missing']);
  });

  test('the models of the policy, measured again', () => {
    const stricter = samplePlan({ privacy: { ...plan.privacy, models: [{ model: 'k-anonymity', params: { k: 6 } }, { model: 't-closeness', column: '疾病', params: { t: 0.3, distance: 'equal' } }] } }); // biome-ignore format: one value
    const told = { ...base, models: [modelProof('k-anonymity'), modelProof('t-closeness', '疾病')] };
    expect(codes(told, 'open-conditional', stricter)).toEqual(['model-not-met', 'model-not-met']);
  });
});

describe('roles are held to what the values say', () => {
  const found = (entity: Entity, role: Role, confidence = 0.95) => ({
    found: { entity, role, confidence },
    leaves: true,
  });
  const withOne = (over: Partial<ColumnEvidence>) => ({
    ...base,
    columns: [...base.columns, column('某列', over)],
  });
  const accepting = (code: string) => samplePlan({ accept: [{ code, column: '某列', reason: '与人无关' }] });

  test.each<[string, Partial<ColumnEvidence>]>([
    ['a phone with one digit masked', { use: 'mask', ...found('phone-mobile', 'direct') }],
    ['a name as text', { role: 'text', use: 'redact', ...found('person-name', 'direct') }],
    ['a card as a sensitive value', { role: 'sensitive', use: 'truncate', ...found('bank-card', 'direct') }],
    ['a birth date as a safe value', found('birth-date', 'quasi')],
    ['a birth date as a sensitive value', { role: 'sensitive', ...found('birth-date', 'quasi') }],
    ['an address in a table of people', found('address', 'quasi')],
    ['a case number', found('cn-case-number', 'linking')],
    ['a code of a sole trader', found('cn-uscc', 'direct')],
  ])('%s is refused, accepted or not', (_, over) => {
    expect(codes(withOne(over))).toContain('role-understated');
    expect(codes(withOne(over), 'open-conditional', accepting('role-understated'))).toContain(
      'role-understated',
    );
  });

  test.each<[string, Partial<ColumnEvidence>]>([
    ['a sex as a safe value', found('gender', 'quasi')],
    ['an age in bands as a safe value', { use: 'bucket', ...found('age', 'quasi') }],
    ['an income as a safe value', found('income', 'sensitive')],
    ['a code of an organisation', found('cn-uscc', 'linking')],
    ['free text as a safe value', { use: 'redact', ...found('text', 'text', 0.3) }],
  ])('%s is refused until it is accepted', (_, over) => {
    expect(codes(withOne(over))).toEqual(['role-doubtful']);
    const judgement = judge(accepting('role-doubtful'), withOne(over), profileNamed('open-conditional'));
    expect(judgement.reasons).toEqual([]);
    expect(judgement.accepted.map(({ warning }) => warning.code)).toEqual(['role-doubtful']);
  });

  test("a shop's address may be accepted where no column identifies people", () => {
    const shops = { ...base, columns: [column('店铺地址', found('address', 'quasi'))] };
    const plain = samplePlan({ accept: [{ code: 'role-doubtful', column: '店铺地址', reason: '经营场所' }] });
    expect(codes(shops)).toEqual(['role-doubtful']);
    expect(codes(shops, 'open-conditional', plain)).toEqual([]);
  });

  test.each<[string, Partial<ColumnEvidence>]>([
    ['what is counted', { role: 'quasi', counted: true, ...found('gender', 'quasi') }],
    ['an occupation as a sensitive value', { role: 'sensitive', ...found('occupation', 'quasi') }],
    ['a pseudonym', { use: 'pseudonym', ...found('phone-mobile', 'direct'), leaves: false }],
    ['what is dropped', { published: false, ...found('phone-mobile', 'direct') }],
    ['what is invented', { invented: true, ...found('phone-mobile', 'direct') }],
  ])('%s is left alone', (_, over) => {
    const left = codes(withOne(over));
    expect(left).not.toContain('role-understated');
    expect(left).not.toContain('role-doubtful');
  });

  test('a date beside people is a warning, and none beside things', () => {
    const of = (evidence: Evidence) =>
      judge(plan, evidence, profileNamed('open-conditional')).warnings.map(({ code }) => code);
    expect(of(withOne(found('date', 'safe')))).toContain('role-doubtful');
    const things = { ...base, columns: [column('到货日期', found('date', 'safe'))] };
    expect(of(things)).not.toContain('role-doubtful');
  });

  test('what a mask leaves is refused where no class bounds it', () => {
    const masked = { use: 'mask', counted: true, gradeAfter: 2 as const, ...found('phone-mobile', 'direct') };
    expect(codes(withOne({ role: 'quasi', ...masked }), 'hipaa-safe-harbor')).toContain('role-understated');
    expect(codes(withOne({ role: 'direct', ...masked }), 'hipaa-safe-harbor')).toContain('direct-published');
    for (const role of ['quasi', 'direct']) expect(codes(withOne({ role, ...masked }))).toEqual([]);
  });

  test("between bodies that are bound roles are the policy's own", () => {
    expect(codes(withOne(found('gender', 'quasi')), 'internal-sharing')).toEqual([]);
  });
});

test('diversity that rests on empty cells is named', () => {
  const l = { 疾病: { ...base.proof.l.疾病!, distinct: 2, known: 1 } };
  const judgement = judge(plan, withProof(base, { l }), profileNamed('open-conditional'));
  expect(judgement.verdict).toBe('published');
  expect(judgement.warnings.map(({ code }) => code)).toContain('l-by-empty');
});

describe('values that hardly recur', () => {
  const unique = {
    ...base,
    columns: [...base.columns, column('order_no', { leaves: true, distinctShare: 0.99 })],
  };
  const accepted = samplePlan({
    accept: [{ code: 'column-singles-out', column: 'order_no', reason: '重新编号' }],
  });
  const of = (profile: string, of: Plan = plan) => judge(of, unique, profileNamed(profile));

  test('are a warning under an agreement, and refused before the public until they are accepted', () => {
    expect(of('open-conditional').warnings.map(({ code }) => code)).toContain('column-singles-out');
    expect(of('open-conditional').verdict).toBe('published');
    const reasons = (plan?: Plan) => of('open-unconditional', plan).reasons.map(({ code }) => code);
    expect(reasons()).toContain('column-singles-out');
    expect(reasons(accepted)).not.toContain('column-singles-out');
    expect(of('open-conditional', accepted).accepted.map(({ warning }) => warning.code)).toContain('column-singles-out'); // biome-ignore format: one line
  });

  test('are not looked for where values recur, or classes count them', () => {
    for (const over of [
      { distinctShare: 0.5 },
      { distinctShare: 1, counted: true },
      { distinctShare: 1, leaves: false },
    ]) {
      const evidence = { ...base, columns: [...base.columns, column('amount', { leaves: true, ...over })] };
      const warnings = judge(plan, evidence, profileNamed('open-conditional')).warnings;
      expect(warnings.map(({ code }) => code)).not.toContain('column-singles-out');
    }
  });
});

describe('every model of the policy is measured again, or named', () => {
  const holding = (model: string, params: Record<string, unknown>) =>
    samplePlan({ privacy: { ...plan.privacy, models: [{ model, column: '疾病', params }] } });
  const l = { 疾病: { distinct: 3, entropy: 2.4, recursive: { c: 3, l: 2 }, recursiveByL: [3, 5] } };
  const measured = withProof(base, { l });

  test.each<[string, Record<string, unknown>, boolean]>([
    ['entropy-l-diversity', { l: 2.4 }, true],
    ['entropy-l-diversity', { l: 2.5 }, false],
    ['recursive-cl-diversity', { c: 5, l: 3 }, true],
    ['recursive-cl-diversity', { c: 4, l: 3 }, false],
    ['recursive-cl-diversity', { c: 9, l: 4 }, false],
  ])('%s %o', (model, params, met) => {
    const told = { ...measured, models: [modelProof(model, '疾病')] };
    const found = codes(told, 'open-conditional', holding(model, params));
    expect(found).toEqual(met ? [] : ['model-not-met']);
  });

  test.each<[string, Partial<Evidence>, string[]]>([
    ['met', { models: [modelProof('k-map', '疾病')] }, []],
    ['classes that fail', { models: [modelProof('k-map', '疾病', { met: false })] }, ['model-classes-fail']],
    ['no answer', { models: [modelProof('k-map', '疾病', { measured: false })] }, ['model-unmeasured']],
    ['the answer of another model', { models: [modelProof('k-anonymity')] }, ['model-unmeasured']],
    ['of another column', { models: [modelProof('k-map', '住址')] }, ['model-unmeasured']],
    ['none at all', { models: undefined as never }, ['model-unmeasured']],
  ])('what every class says: %s', (_, over, expected) => {
    expect(codes({ ...base, ...over }, 'open-conditional', holding('k-map', { k: 5 }))).toEqual(expected);
  });
});

test('a conditional opening asks for what becomes of the copies, and takes an answer', () => {
  const silent = judge(dataset({ disposal: undefined }), base, profileNamed('open-conditional'));
  expect(silent.verdict).toBe('published');
  expect(silent.warnings.map(({ code }) => code)).toContain('dataset-field-wanted');
  const stated = judge(plan, base, profileNamed('open-conditional'));
  expect(stated.warnings.map(({ code }) => code)).not.toContain('dataset-field-wanted');
});

describe('open-unconditional', () => {
  test('names every gap to the stricter bar, with its numbers', () => {
    const judgement = judge(plan, base, profileNamed('open-unconditional'));
    expect(judgement.verdict).toBe('refused');
    expect(judgement.label).toBeNull();
    expect(judgement.reasons.map(({ code }) => code)).toEqual([
      'k-below-profile',
      'risk-above-profile',
      'free-text-forbidden',
    ]);
    expect(judgement.reasons[0]?.args).toMatchObject({ k: 5, required: 20 });
    expect(judgement.reasons[1]?.args).toMatchObject({ theta: 0.2, limit: 0.05 });
    expect(judgement.repairs).toEqual([
      { code: 'k-below-profile', path: ['privacy', 'k'], value: 20 },
      { code: 'free-text-forbidden', path: ['columns', '备注', 'use'], value: 'suppress' },
    ]);
    expect(judgement.risk.overall).toBe(1);
  });

  test('district is fine, a street or a level without a name is not', () => {
    const high = withProof(withColumn(base, '备注', { published: false }), { k: 25 });
    expect(codes(high, 'open-unconditional')).toEqual([]);
    expect(codes(withColumn(high, '住址', { levelName: 'road' }), 'open-unconditional')).toEqual([
      'geography-too-fine',
    ]);
    const { levelName: _, ...nameless } = high.columns.find(({ name }) => name === '住址')!;
    const evidence = { ...high, columns: high.columns.map((c) => (c.name === '住址' ? nameless : c)) };
    expect(codes(evidence, 'open-unconditional')).toEqual(['geography-too-fine']);
    expect(codes(withColumn(evidence, '住址', { level: 6 }), 'open-unconditional')).toEqual([]);
  });

  test('places with times are movements', () => {
    const moving = withProof(withColumn(base, '备注', { published: false }), { k: 25 });
    moving.columns.push(
      column('位置', { entity: 'geo-coordinate', counted: true, use: 'round', levelName: 'city' }),
    );
    expect(codes(moving, 'open-unconditional')).toEqual([]);
    moving.columns.push(column('时间', { entity: 'date' }));
    expect(codes(moving, 'open-unconditional')).toEqual(['trajectory-published']);
  });
});

describe('keys', () => {
  const pseudonym = (living: boolean) =>
    withColumn(base, '手机号', {
      published: true,
      use: 'pseudonym',
      reversibility: 'keyed',
      livingKey: living,
    });

  test('a pseudonym of a destroyed key keeps equality only: a warning', () => {
    const judgement = judge(plan, pseudonym(false), profileNamed('open-conditional'));
    expect(judgement.verdict).toBe('published');
    expect(judgement.warnings.map(({ code }) => code)).toContain('pseudonym-equality');
  });

  test('internal sharing allows a living key and says what the release is', () => {
    const judgement = judge(plan, pseudonym(true), profileNamed('internal-sharing'));
    expect(judgement.verdict).toBe('published');
    expect(judgement.label).toBe('de-identified');
    expect(judgement.warnings.map(({ code }) => code)).toContain('still-personal-information');
    expect(codes(withColumn(base, '手机号', { published: true, use: 'keep' }), 'internal-sharing')).toEqual([
      'direct-published',
    ]);
  });

  test('a listing goes out on its authorisation only where it is stated', () => {
    expect(codes(pseudonym(true), 'exchange-listing-controlled')).toEqual(['key-living']);
    const authorised = judge(
      dataset({ authorisation: '授权书-7' }),
      pseudonym(true),
      profileNamed('exchange-listing-controlled'),
    );
    expect(authorised.label).toBe('authorised');
    expect(
      judge(dataset({ authorisation: '授权书-7' }), base, profileNamed('exchange-listing-controlled')).label,
    ).toBe('anonymised');
    expect(codes(pseudonym(true), 'open-conditional', dataset({ authorisation: '授权书-7' }))).toEqual([
      'key-living',
    ]);
  });
});

describe('residual identifiers', () => {
  test('descriptions are counted, not hunted; invented cells may look like identifiers', () => {
    const residuals = [{ column: '住址', entity: 'address' as const, count: 2900 }];
    expect(codes({ ...base, residuals })).toEqual([]);
    const fake = withColumn(base, '手机号', { published: true, use: 'fake', invented: true, gradeAfter: 3 });
    expect(
      codes({ ...fake, residuals: [{ column: '手机号', entity: 'phone-mobile', count: 2910 }] }),
    ).toEqual([]);
  });

  test('a mask that leaves the whole number is no mask; a pseudonym may look like one', () => {
    const residuals = [{ column: '手机号', entity: 'phone-mobile' as const, count: 2910 }];
    const masked = withColumn(base, '手机号', { published: true, use: 'mask', counted: true });
    expect(codes({ ...masked, residuals })).toEqual(['residual-identifiers']);
    const pseudonym = withColumn(base, '手机号', { published: true, use: 'p', reversibility: 'keyed' });
    expect(codes({ ...pseudonym, residuals })).toEqual([]);
    const chance = [{ column: '手机号', entity: 'phone-landline' as const, count: 1 }];
    expect(codes({ ...pseudonym, residuals: chance })).toEqual([]);
  });

  test('an identifier in a column that nobody planned for refuses', () => {
    expect(codes({ ...base, residuals: [{ column: '性别', entity: 'cn-resident-id', count: 1 }] })).toEqual([
      'residual-identifiers',
    ]);
  });
});

describe('acknowledgements', () => {
  test('lower a warning, with the reason', () => {
    const accepting = samplePlan({
      accept: [{ code: 'free-text-published', column: '备注', reason: '抽查过' }],
    });
    const judgement = judge(accepting, base, profileNamed('open-conditional'));
    expect(judgement.warnings).toEqual([]);
    expect(judgement.accepted.map(({ reason }) => reason)).toEqual(['抽查过']);
  });

  test('never lower a reason', () => {
    const accepting = samplePlan({ accept: [{ code: 'k-below-profile', reason: 'please' }] });
    expect(codes(withProof(base, { k: 2 }), 'open-conditional', accepting)).toContain('k-below-profile');
  });
});

describe('overall risk', () => {
  test('silence counts as the worst, a stated context lowers the chance of an attack', () => {
    const silent = judge(plan, base, profileNamed('open-conditional')).risk;
    expect(silent.context.total).toBe(1);
    const notes = {
      control: 'high',
      motive: 'low',
      safeguards: 'high',
      prevalence: '0.0001',
      acquaintances: '150',
    };
    const { risk } = judge(dataset({ notes }), base, profileNamed('open-conditional'));
    expect(risk.context).toMatchObject({ insider: 0.05, breach: 0.14, total: 0.14 });
    expect(risk.context.acquaintance).toBeCloseTo(1 - 0.9999 ** 150, 12);
    expect(risk.overall).toBeCloseTo(Math.max(risk.meanPerRecord, risk.meanPerClass) * 0.14, 12);
    expect(judge(dataset({ notes }), base, profileNamed('ema-0070')).risk.context.total).toBe(1);
  });

  test('the larger of the two means counts, and a class over its limit makes it 1', () => {
    const { risk } = judge(plan, base, profileNamed('open-conditional'));
    expect(risk.meanPerRecord).toBeCloseTo(112 / 2910, 12);
    expect(risk.meanPerClass).toBeGreaterThan(risk.meanPerRecord);
    expect(judge(plan, withProof(base, { k: 3 }), profileNamed('open-conditional')).risk.overall).toBe(1);
  });
});

test('HIPAA wants years and states', () => {
  const clean = withColumn(withColumn(base, '备注', { published: false }), '住址', { levelName: 'province' });
  expect(codes(clean, 'hipaa-safe-harbor')).toEqual([]);
  expect(codes(withColumn(clean, '出生日期', { levelName: 'month' }), 'hipaa-safe-harbor')).toEqual([
    'date-too-fine',
  ]);
  expect(codes(withColumn(clean, '住址', { levelName: 'city' }), 'hipaa-safe-harbor')).toEqual([
    'geography-too-fine',
  ]);
});

test('HIPAA wants years of dates that an operator left a part of, and ages above 89 in one class', () => {
  const clean = withColumn(withColumn(base, '备注', { published: false }), '住址', { levelName: 'province' });
  const masked = { entity: 'date', use: 'mask', leaves: true } as const;
  expect(codes(withColumn(clean, '性别', masked), 'hipaa-safe-harbor')).toEqual(['date-too-fine']);
  const kept = { entity: 'age', use: 'keep' } as const;
  expect(codes(withColumn(clean, '性别', kept), 'hipaa-safe-harbor')).toEqual([]);
  const old = withColumn(clean, '性别', { ...kept, oldAges: true });
  expect(codes(old, 'hipaa-safe-harbor')).toEqual(['age-over-89']);
  expect(codes(old, 'open-conditional')).toEqual([]);
});

test('statistics wants the check for dominance stated', () => {
  const evidence = withProof(withColumn(base, '备注', { published: false }), { k: 10 });
  expect(codes(evidence, 'statistics')).toEqual(['dataset-field-missing']);
  expect(codes(evidence, 'statistics', dataset({ notes: { dominance: '统计科' } }))).toEqual([]);
});

describe('profiles', () => {
  test('have distinct names and consistent thresholds with sources', () => {
    expect(new Set(releaseProfiles.map(({ name }) => name)).size).toBe(releaseProfiles.length);
    for (const { k, maxRisk, name } of releaseProfiles) {
      if (!k || !maxRisk) continue;
      // A class of k records just meets the limit, and one of k − 1 does not.
      expect(1 / k.value, name).toBeLessThanOrEqual(maxRisk.value * (1 + 1e-9));
      expect(1 / (k.value - 1), name).toBeGreaterThan(maxRisk.value);
      expect(k.source).not.toBe('');
    }
  });

  test('an unknown one is an error that lists the known', () => {
    expect(() => profileNamed('open')).toThrow(expect.objectContaining({ code: 'profile-unknown' }));
  });
});

test('every reason reads well in both languages, without holes, and says what to do', () => {
  const broken = withColumn(withColumn(withProof(base, { k: 2, l: {} }), '姓名', { published: true }), '手机号', { published: true, use: 'hash', reversibility: 'reversible' }); // biome-ignore format: one value
  const { reasons, warnings } = judge(samplePlan({ dataset: { name: 'x', profile: 'p' } }), { ...broken, residuals: [{ column: '备注', entity: 'email', count: 2 }] }, profileNamed('open-conditional')); // biome-ignore format: one call
  expect(reasons.length).toBeGreaterThan(6);
  for (const { code, args } of [...reasons, ...warnings]) {
    for (const language of ['en', 'zh'] as const) {
      expect(format(code, args, language)).not.toMatch(/\{\w+\}/);
      expect(hint(code, args, language), code).toBeTruthy();
      expect(hint(code, args, language)).not.toMatch(/\{(k|l|required|column|field)\}/);
    }
  }
});

describe('what the owner says the data are', () => {
  const marked = (marks: unknown, over = {}) => dataset({ marks, ...over });

  test.each(['state-secret', 'national-security', 'not-open'])('%s blocks every profile', (mark) => {
    for (const profile of releaseProfiles) {
      expect(codes(base, profile.name, marked([mark]))).toContain('mark-forbids');
    }
  });

  test('no acceptance lifts a block, and an unknown mark blocks', () => {
    const accept = [{ code: 'mark-forbids', reason: 'wanted', by: 'some office' }];
    const of = samplePlan({ dataset: { ...plan.dataset, marks: ['state-secret'] }, accept });
    expect(codes(base, 'open-conditional', of)).toContain('mark-forbids');
    expect(codes(base, 'open-conditional', marked(['State-Secret']))).toContain('mark-forbids');
    expect(codes(base, 'open-conditional', marked('not-open'))).toContain('mark-forbids');
  });

  test('trade secrets block the open profiles only', () => {
    expect(codes(base, 'open-conditional', marked(['trade-secret']))).toContain('mark-forbids');
    expect(codes(base, 'open-unconditional', marked(['trade-secret']))).toContain('mark-forbids');
    expect(codes(base, 'internal-sharing', marked(['trade-secret']))).not.toContain('mark-forbids');
  });

  test('an emergency asks for a last day of use', () => {
    expect(codes(base, 'internal-sharing', marked(['emergency'], { expiry: ' ' }))).toContain(
      'mark-needs-expiry',
    );
    expect(codes(base, 'internal-sharing', marked(['emergency']))).not.toContain('mark-needs-expiry');
  });

  test('leaving the country stands as a warning, also where an office accepted it', () => {
    const accept = [{ code: 'mark-cross-border', reason: 'assessed', by: 'the data office' }];
    const of = samplePlan({ dataset: { ...plan.dataset, marks: ['cross-border'] }, accept });
    const judgement = judge(of, base, profileNamed('open-conditional'));
    expect(judgement.verdict).toBe('published');
    expect(judgement.warnings.map(({ code }) => code)).toContain('mark-cross-border');
    expect(judgement.accepted[0]).toMatchObject({ reason: 'assessed', by: 'the data office' });
  });
});
