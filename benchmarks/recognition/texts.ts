import { existsSync, readFileSync } from 'node:fs';
import type { Entity } from '../../src/core/entities.js';
import { findAll, recogniserOf } from '../../src/recognisers/index.js';
import { inventCard, inventMobile } from '../people.js';
import { Maker } from './columns.js';
import { validators, westernLabels } from './labels.js';
import { Scores } from './score.js';

/** What the labels of the shared texts are called here; labels that are missing are out of scope. */
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

interface Place {
  start: number;
  end: number;
}

const meet = (a: Place, b: Place) => a.start < b.end && b.start < a.end;

/** Spans of the shared texts; labels out of scope are listed. A span counts where half of it is found under its name. */
export function sharedTexts(path: string): { scores: Scores; left: string[] } | null {
  if (!existsSync(path)) return null;
  const scope = [...new Set(Object.values(labels).flat())];
  const scores = new Scores();
  const left = new Set<string>();
  for (const line of readFileSync(path, 'utf8').trim().split('\n')) {
    const { text, spans } = JSON.parse(line) as { text: string; spans: (Place & { label: string })[] };
    const found = findAll(text, scope);
    const used = new Set<object>();
    for (const span of spans) {
      const wanted = labels[span.label];
      if (!wanted) {
        left.add(span.label);
        continue;
      }
      const hit = found.find(
        (one) => meet(one, span) && one.end - one.start >= 0.5 * (span.end - span.start),
      );
      // Long records list their labels in another order than their places: there the place decides.
      if (hit && (wanted.includes(hit.entity) || text.length > 60)) {
        used.add(hit);
        scores.of(span.label).hits++;
      } else scores.of(span.label).missed++;
    }
    for (const one of found) {
      // Long records leave names, dates and most addresses unmarked: they cannot speak against those entities.
      const unmarked =
        text.length > 40 && ['person-name', 'address', 'birth-date', 'url'].includes(one.entity);
      if (!used.has(one) && !unmarked && !spans.some((span) => meet(one, span)))
        scores.of(one.entity).wrong++;
    }
  }
  return { scores, left: [...left].sort() };
}

const western: Readonly<Record<string, readonly Entity[]>> = {
  CREDIT_CARD: ['bank-card'],
  EMAIL_ADDRESS: ['email'],
  IBAN_CODE: ['iban'],
  IP_ADDRESS: ['ip-address'],
  MAC_ADDRESS: ['mac-address'],
  PHONE_NUMBER: ['phone-mobile', 'phone-landline'],
  URL: ['url'],
  US_SSN: ['us-ssn'],
};

/** Share of cases that agree, with the number of cases. */
export interface Agreement {
  name: string;
  cases: number;
  agree: number;
}

/** Cases of western identifiers: all spans exactly as expected. */
export function westernCases(path: string): { rows: Agreement[]; left: string[] } | null {
  if (!existsSync(path)) return null;
  const { cases } = JSON.parse(readFileSync(path, 'utf8')) as {
    cases: { entity: string; text: string; expected: [number, number][]; polarity: string }[];
  };
  const rows = new Map<string, Agreement>();
  const left = new Set<string>();
  for (const { entity, text, expected, polarity } of cases) {
    const own = western[entity];
    const national = westernLabels[entity];
    if (!own && !national) {
      left.add(entity);
      continue;
    }
    const name = `${entity} ${polarity}`;
    const row = rows.get(name) ?? { name, cases: 0, agree: 0 };
    rows.set(name, row);
    const points = [...text];
    const unit = (point: number) => points.slice(0, point).join('').length;
    const want = expected.map(([start, end]) => `${unit(start)}-${unit(end)}`).join();
    // National numbers before context, as the other implementation is: with the score that only a word would lift.
    const spans = own ? findAll(text, own) : recogniserOf(national!)!.find!(text);
    const got = spans.map(({ start, end }) => `${start}-${end}`).join();
    row.cases++;
    if (want === got) row.agree++;
  }
  return { rows: [...rows.values()].sort((a, b) => (a.name < b.name ? -1 : 1)), left: [...left].sort() };
}

const settings: readonly [string, (value: string) => string][] = [
  ['alone', (value) => value],
  ['spaced', (value) => `登记 ${value} 请核对`],
  ['glued left', (value) => `号码${value} 请核对`],
  ['glued right', (value) => `登记 ${value}请核对`],
  ['glued both sides', (value) => `号码${value}请核对`],
  [
    'full-width',
    (value) => `号码${value.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0))}请核对`,
  ],
];

/** Written forms that a text must be searched for whatever stands around them. */
const forms: readonly [Entity, string, (m: Maker) => string][] = [
  ['cn-resident-id', 'plain', (m) => m.residentId()],
  ['cn-resident-id', 'lower-case x', (m) => {
    for (;;) {
      const id = m.residentId();
      if (id.endsWith('X')) return id.toLowerCase();
    }
  }],
  ['cn-resident-id', 'grouped 6 4 4 4', (m) => m.residentId().replace(/(.{6})(.{4})(.{4})/, '$1 $2 $3 ')],
  ['phone-mobile', 'plain', (m) => inventMobile(m.random)],
  ['phone-mobile', 'dashes', (m) => inventMobile(m.random).replace(/(\d{3})(\d{4})/, '$1-$2-')],
  ['phone-mobile', 'blanks', (m) => inventMobile(m.random).replace(/(\d{3})(\d{4})/, '$1 $2 ')],
  ['phone-mobile', 'dots', (m) => inventMobile(m.random).replace(/(\d{3})(\d{4})/, '$1.$2.')],
  ['phone-mobile', '+86', (m) => `+86${inventMobile(m.random)}`],
  ['phone-mobile', '+86 dashes', (m) => `+86-${inventMobile(m.random).replace(/(\d{3})(\d{4})/, '$1-$2-')}`],
  ['phone-mobile', '0086', (m) => `0086${inventMobile(m.random)}`],
  ['phone-landline', 'dash', (m) => `0571-8${m.digits(7)}`],
  ['phone-landline', 'brackets', (m) => `(021)6${m.digits(7)}`],
  ['email', 'plain', (m) => m.en.internet.email()],
  ['bank-card', 'plain', (m) => inventCard(m.random)],
  ['bank-card', 'groups of four', (m) => inventCard(m.random).replace(/(\d{4})(?=\d)/g, '$1 ')],
  ['cn-uscc', 'plain', (m) => m.uscc()],
  ['vehicle-plate', 'plain', (m) => `浙A${m.digits(5)}`],
  ['vehicle-plate', 'dot', (m) => `京B·${m.digits(5)}`],
  ['vehicle-plate', 'new energy', (m) => `粤BD${m.digits(5)}`],
  ['ip-address', 'plain', (m) => `112.${m.int(0, 255)}.${m.int(0, 255)}.${m.int(1, 254)}`],
  ['mac-address', 'colons', (m) => Array.from({ length: 6 }, () => m.from('0123456789ABCDEF', 2)).join(':')],
  ['cn-case-number', 'plain', (m) => `（2022）豫0724执恢${m.int(1, 9999)}号`],
]; // biome-ignore format: a table

/** Every written form in every setting, 50 values each: what share is found whole (nothing of it left standing). */
export function settingsTable(): { rows: Agreement[]; wrong: string[] } {
  const m = new Maker(4711);
  const rows = settings.map(([name]) => ({ name, cases: 0, agree: 0 }));
  const wrong = new Map<string, number>();
  for (const [entity, form, make] of forms) {
    for (const [at, [setting, place]] of settings.entries()) {
      for (let i = 0; i < 50; i++) {
        const value = make(m);
        const text = place(value);
        const start = text.indexOf(place('\u0001').split('\u0001')[0]!) + place('\u0001').indexOf('\u0001');
        const hit = findAll(text).some(
          (span) => span.entity === entity && span.start <= start && span.end >= start + value.length,
        );
        rows[at]!.cases++;
        if (hit) rows[at]!.agree++;
        else
          wrong.set(`${entity}, ${form}, ${setting}`, (wrong.get(`${entity}, ${form}, ${setting}`) ?? 0) + 1);
      }
    }
  }
  return { rows, wrong: [...wrong].map(([name, count]) => `${name}: ${count} of 50`) };
}

const sentences: readonly (readonly (string | Entity)[])[] = [
  ['已电话通知', 'person-name', '本人（', 'phone-mobile', '），材料齐全。'],
  ['联系人：', 'person-name', '，电话', 'phone-mobile', '，现住', 'address', '，无固定收入。'],
  ['申请人', 'person-name', '，身份证号', 'cn-resident-id', '，要求变更发放账号为', 'bank-card', '。'],
  ['患者', 'person-name', '因头痛两周就诊，家属电话', 'phone-mobile', '。'],
  ['请将回执寄至', 'address', '，或发邮件到', 'email', '确认'],
  ['车辆', 'vehicle-plate', '违停，车主', 'person-name', '先生已到场处理。'],
  ['被告', 'person-name', '未到庭，案件改期至下月审理。'],
  ['本月入户走访，房屋年久失修，建议纳入改造计划；子女均在外地务工。'],
  ['订单2024031500012345已发货，预计3天到达，金额1280.50元。'],
  ['设备SN20231104运行正常，版本3.2.14，温度26.5度，下次检查时间2024-09-01。'],
  ['收入低于标准，同意按季度发放补助，每次600元，共4次。'],
]; // biome-ignore format: a table

const makers: Partial<Record<string, (m: Maker) => string>> = {
  'person-name': (m) => m.zh.person.fullName(),
  'phone-mobile': (m) => inventMobile(m.random),
  'cn-resident-id': (m) => m.residentId(),
  'bank-card': (m) => inventCard(m.random),
  'vehicle-plate': (m) => `浙${m.from('ABCDE', 1)}${m.digits(5)}`,
  address: (m) => m.address(),
  email: (m) => m.en.internet.email(),
};

/** Remarks with known places of identifiers. */
export function remarksWithSpans(
  count: number,
  seed: number,
): { text: string; spans: (Place & { entity: string })[] }[] {
  const m = new Maker(seed);
  return Array.from({ length: count }, () => {
    let text = '';
    const spans: (Place & { entity: string })[] = [];
    for (const part of m.pick(sentences)) {
      const value = makers[part]?.(m) ?? part;
      if (makers[part]) spans.push({ start: text.length, end: text.length + value.length, entity: part });
      text += value;
    }
    return { text, spans };
  });
}

/** Spans found in generated remarks: a hit covers at least half of the place under its name. */
export function generatedTexts(count: number): Scores {
  const scores = new Scores();
  for (const { text, spans } of remarksWithSpans(count, 99)) {
    const found = findAll(text);
    const used = new Set<object>();
    for (const span of spans) {
      const hit = found.find(
        (one) =>
          one.entity === span.entity &&
          Math.min(one.end, span.end) - Math.max(one.start, span.start) >= 0.5 * (span.end - span.start),
      );
      if (hit) used.add(hit);
      if (hit) scores.of(span.entity).hits++;
      else scores.of(span.entity).missed++;
    }
    for (const one of found) if (!used.has(one)) scores.of(one.entity).wrong++;
  }
  return scores;
}

/** Agreement with another implementation's validators, per validator. */
export function validatorCases(path: string): { rows: Agreement[]; left: string[] } | null {
  if (!existsSync(path)) return null;
  const { cases } = JSON.parse(readFileSync(path, 'utf8')) as {
    cases: { fn: string; text: string; result: boolean }[];
  };
  const rows = new Map<string, Agreement>();
  const left = new Set<string>();
  for (const { fn, text, result } of cases) {
    const rule = validators[fn];
    if (!rule) {
      left.add(fn);
      continue;
    }
    const row = rows.get(fn) ?? { name: fn, cases: 0, agree: 0 };
    rows.set(fn, row);
    row.cases++;
    if (recogniserOf(rule[0])!.check(text) >= rule[1] === result) row.agree++;
  }
  return { rows: [...rows.values()], left: [...left].sort() };
}
