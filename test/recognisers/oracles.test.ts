import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Entity } from '../../src/core/entities.js';
import { findAll, recogniserOf } from '../../src/recognisers/index.js';

const data = '../shared/data';
const fixtures = `${data}/text/argus_fixtures.jsonl`;
const western = `${data}/oracles/presidio-recognisers.json`;
const national = `${data}/oracles/national-id-validators.json`;

/** Labels of the fixtures whose entity is searched in running text. */
const labels: Readonly<Record<string, readonly Entity[]>> = {
  phone: ['phone-mobile', 'phone-landline'],
  email: ['email'],
  address: ['address'],
  id_number: ['cn-resident-id', 'cn-hkmt-permit', 'cn-foreign-permit'],
  date_of_birth: ['birth-date'],
  ssn: ['us-ssn'],
  person: ['person-name'],
  bank_card: ['bank-card'],
  credit_card: ['bank-card'],
  license_plate: ['vehicle-plate'],
  iban: ['iban'],
  ip_address: ['ip-address'],
  mac_address: ['mac-address'],
  passport: ['passport'],
  us_passport: ['passport'],
  qq: ['qq'],
  wechat: ['wechat'],
  military_id: ['cn-military-id'],
  social_security: ['social-security', 'cn-resident-id'],
  credit_code: ['cn-uscc'],
  imei: ['imei'],
  url_token: ['url'],
};

interface Fixture {
  text: string;
  spans: { start: number; end: number; label: string }[];
}

describe.skipIf(!existsSync(fixtures))('texts with spans (skipped without the shared data)', () => {
  it('recall at least .95 and precision at least .90 over the entities in scope', () => {
    const scope = [...new Set(Object.values(labels).flat())];
    let hits = 0;
    let missed = 0;
    let wrong = 0;
    for (const line of readFileSync(fixtures, 'utf8').trim().split('\n')) {
      const { text, spans } = JSON.parse(line) as Fixture;
      const found = findAll(text, scope);
      const used = new Set<object>();
      for (const span of spans) {
        const wanted = labels[span.label];
        if (!wanted) continue;
        const hit = found.find(
          (one) =>
            one.start < span.end &&
            span.start < one.end &&
            one.end - one.start >= 0.5 * (span.end - span.start),
        );
        // The long records label their spans in another order than they list them: there the place decides.
        if (hit && (wanted.includes(hit.entity) || text.length > 60)) {
          hits++;
          used.add(hit);
        } else missed++;
      }
      // Long records leave names, dates and most addresses unmarked: they cannot speak against those entities.
      for (const one of found) {
        const unmarked =
          text.length > 40 && ['person-name', 'address', 'birth-date', 'url'].includes(one.entity);
        const marked = spans.some((span) => one.start < span.end && span.start < one.end);
        if (!used.has(one) && !marked && !unmarked) wrong++;
      }
    }
    expect(hits / (hits + missed), `${hits} found, ${missed} missed`).toBeGreaterThanOrEqual(0.95);
    expect(hits / (hits + wrong), `${wrong} wrong`).toBeGreaterThanOrEqual(0.9);
  });
});

const shared: Readonly<Record<string, readonly Entity[]>> = {
  CREDIT_CARD: ['bank-card'],
  EMAIL_ADDRESS: ['email'],
  IBAN_CODE: ['iban'],
  IP_ADDRESS: ['ip-address'],
  MAC_ADDRESS: ['mac-address'],
  PHONE_NUMBER: ['phone-mobile', 'phone-landline'],
  URL: ['url'],
  US_SSN: ['us-ssn'],
};

interface Case {
  entity: string;
  text: string;
  expected: [number, number][];
  polarity: 'positive' | 'negative';
}

describe.skipIf(!existsSync(western))('western identifiers (skipped without the shared data)', () => {
  const cases = existsSync(western)
    ? (JSON.parse(readFileSync(western, 'utf8')) as { cases: Case[] }).cases
    : [];
  it.each([
    ['positive', 0.97],
    ['negative', 0.98],
  ] as const)('%s cases: at least %d with exactly the expected spans', (polarity, bar) => {
    const wrong: string[] = [];
    let total = 0;
    for (const { entity, text, expected, ...rest } of cases) {
      const entities = shared[entity];
      if (!entities || rest.polarity !== polarity) continue;
      total++;
      const points = [...text];
      const unit = (point: number) => points.slice(0, point).join('').length;
      const want = expected.map(([start, end]) => `${unit(start)}-${unit(end)}`).join(',');
      const got = findAll(text, entities)
        .map(({ start, end }) => `${start}-${end}`)
        .join(',');
      if (want !== got) wrong.push(`${entity} ${JSON.stringify(text)}: ${want} ≠ ${got}`);
    }
    expect(total).toBeGreaterThan(50);
    expect(1 - wrong.length / total, wrong.join('\n')).toBeGreaterThanOrEqual(bar);
  });
});

/** Validators of the other implementation, and the score from which ours says the same. */
const validators: Readonly<Record<string, [Entity, number]>> = {
  validate_chinese_resident_id: ['cn-resident-id', 0.9],
  validate_unified_social_credit_code: ['cn-uscc', 0.6],
  validate_chinese_bank_card: ['bank-card', 0.01],
  validate_luhn: ['bank-card', 0.01],
  validate_chinese_mobile_number: ['phone-mobile', 0.5],
  validate_chinese_passport: ['passport', 0.01],
  validate_hong_kong_macau_permit: ['cn-home-return-permit', 0.01],
  validate_taiwan_compatriot_permit: ['cn-taiwan-permit', 0.01],
  validate_iban: ['iban', 0.5],
};

describe.skipIf(!existsSync(national))('national identifiers (skipped without the shared data)', () => {
  it('agrees with another implementation, but for a cell with blanks around it', () => {
    const { cases } = JSON.parse(readFileSync(national, 'utf8')) as {
      cases: { fn: string; text: string; result: boolean }[];
    };
    const differences: string[] = [];
    let total = 0;
    for (const { fn, text, result } of cases) {
      const rule = validators[fn];
      if (!rule) continue;
      total++;
      if (recogniserOf(rule[0])!.check(text) >= rule[1] !== result)
        differences.push(`${fn} ${JSON.stringify(text)}`);
    }
    expect(total).toBeGreaterThan(250);
    // Cells are trimmed here, on purpose.
    expect(differences).toEqual(['validate_chinese_resident_id " 652021196903272042"']);
  });
});
