import { birth, type NationalId, part, weighted } from './spec.js';

/** Date, sex digit and the check digit that numbers issued before October 2020 have. */
const registered = (text: string, offset: number): boolean => {
  const check = (11 - (weighted(text, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11) + offset) % 10;
  return dated(text) && check === part(text, 12, 13);
};

const dated = (text: string): boolean => {
  const sex = part(text, 6, 7);
  const century =
    sex === 9 || sex === 0 ? 1800 : sex === 1 || sex === 2 || sex === 5 || sex === 6 ? 1900 : 2000;
  return birth(century + part(text, 0, 2), part(text, 2, 4), part(text, 4, 6));
};

/** Identifiers of Korea. */
export const krIdentifiers: readonly NationalId[] = [
  {
    entity: 'kr-rrn',
    source: '주민등록법 시행규칙; weights 2…9 2…5, no check digit since October 2020',
    plain: /^\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[1-4]\d{6}$/,
    written: /^\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])-[1-4]\d{6}$/,
    lengths: [13],
    valid: (text) => registered(text, 0) || (dated(text) && 'unchecked'),
    scores: [0.4, 0.8],
    unchecked: 0.25,
    headers: ['rrn', '주민등록번호', 'resident registration number'],
    context: ['주민등록번호', '주민번호', 'rrn', '韩国身份证'],
    distinctive: true,
    examples: {
      positive: ['960121-1021413', '6202221531715'],
      negative: ['001332-1234567', '8602301000007', '760413-5212134', ''],
    },
  },
  {
    entity: 'kr-frn',
    source: '출입국관리법; foreigner registration number',
    plain: /^\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[5-8]\d{6}$/,
    written: /^\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])-[5-8]\d{6}$/,
    lengths: [13],
    valid: (text) => registered(text, 2) || (dated(text) && 'unchecked'),
    scores: [0.4, 0.8],
    unchecked: 0.25,
    headers: ['frn', '외국인등록번호', 'foreigner registration number'],
    context: ['외국인등록번호', 'frn', '韩国外国人登录'],
    examples: { positive: ['9111245678901'], negative: ['000402-2214431', ''] },
  },
  {
    entity: 'kr-brn',
    source: '국세청 사업자등록번호; weights 1-3-7',
    plain: /^\d{10}$/,
    written: /^\d{3}-\d{2}-\d{5}$/,
    lengths: [10],
    valid: (text) => {
      const sum = weighted(text, [1, 3, 7, 1, 3, 7, 1, 3, 5]) + Math.floor((part(text, 8, 9) * 5) / 10);
      return (10 - (sum % 10)) % 10 === part(text, 9, 10);
    },
    scores: [0.3, 0.5],
    headers: ['brn', '사업자등록번호', 'business registration number'],
    context: ['사업자등록번호', '사업자번호', 'brn'],
    role: 'linking',
    grade: 2,
    examples: { positive: ['1048656659', '104-82-13138'], negative: ['104-86-56658', '123-45-67890', ''] },
  },
  {
    entity: 'kr-driving-licence',
    source: '도로교통법 시행규칙; region 11 to 28',
    plain: null,
    written: /^(?:1[1-9]|2[0-8])([- ])\d{2}\1\d{6}\1\d{2}$/,
    lengths: [12],
    scores: [0.3, 0.45],
    headers: ['운전면허번호', 'driver license kr'],
    context: ['운전면허', '면허번호', 'license', 'licence'],
    examples: {
      positive: ['13-22-123456-12', '28 22 123456 12'],
      negative: ['11-22-12345-12', '111-22-123456-12', ''],
    },
  },
  {
    entity: 'kr-passport',
    source: '여권법 시행규칙; form of the number',
    plain: /^(?:[MSROD]\d{3}[A-Z]\d{4}|[MSRODG]\d{8})$/,
    lengths: [9],
    scores: [0.3, 0.3],
    headers: ['여권번호', 'korean passport'],
    context: ['passport', '여권', '护照'],
    examples: { positive: ['M123A4567', 'S99887766'], negative: ['A123B4567', 'M1234567', ''] },
  },
];
