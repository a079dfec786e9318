import {
  bloodTypeCodes,
  educationCodes,
  ethnicityCodes,
  genderCodes,
  maritalCodes,
  maritalDigitCodes,
  politicalCodes,
} from '../core/lists/codes.js';
import type { Recogniser } from '../core/recogniser.js';
import { cell } from './scan/fold.js';
import { category, words } from './scan/whole-words.js';

const genderWords = category(
  words('男 女 男性 女性 男生 女生 男士 女士 未知的性别 未说明的性别 male female man woman nonbinary'),
  genderCodes,
  { word: 0.85 },
);

/** Sex (GB/T 2261.1). */
export const gender: Recogniser = {
  entity: 'gender',
  summary: { en: 'Sex or gender', zh: '性别' },
  role: 'quasi',
  grade: 2,
  headers: ['性别', '性別', 'aac004', 'xb', 'xbdm', 'xingbie', 'sex', 'gender', 'gend', 'sex code'],
  // A single letter also stands for sizes and grades: it needs the column's header.
  check: (text) => (/^[mf]$/i.test(cell(text)) ? 0.4 : genderWords(text)),
  examples: { positive: ['男', '女', 'Male', '1'], negative: ['男装', '3', ''] },
};

const ethnicNames = [...ethnicityCodes.values()];

const ethnicWords = category(
  new Set([
    ...ethnicNames.filter((name) => name.length > 2),
    ...ethnicNames.map((name) => `${name}族`),
    ...words('穿青人 white black asian hispanic caucasian asian-pac-islander amer-indian-eskimo'),
  ]),
  ethnicityCodes,
);

/** Ethnic group (GB/T 3304). */
export const ethnicity: Recogniser = {
  entity: 'ethnicity',
  summary: { en: 'Ethnic group (GB/T 3304)', zh: '民族（GB/T 3304）' },
  role: 'quasi',
  grade: 3,
  headers: [
    '民族',
    '民族成分',
    'mz',
    'aac005',
    'mzdm',
    'minzu',
    'ethnic',
    'ethnicity',
    'ethnic group',
    'nation',
    'nationality code',
    'nationality',
    'race',
    'folk',
  ],
  // One or two characters without 族 (汉, 回, 白) are ordinary words too: they need the column's header.
  check: (text) => ethnicWords(text) || (ethnicNames.includes(cell(text)) ? 0.5 : 0),
  examples: { positive: ['汉族', '维吾尔族', '01', '维吾尔'], negative: ['家族', '99', ''] },
};

/** Whether married at all, as some tables ask. */
const flags = ['是', '否', 'yes', 'no', 'y', 'n'].map((flag): [string, string] => [flag, flag]);

/** Marital status (GB/T 2261.2). */
export const maritalStatus: Recogniser = {
  entity: 'marital-status',
  summary: { en: 'Marital status (GB/T 2261.2)', zh: '婚姻状况（GB/T 2261.2）' },
  role: 'quasi',
  grade: 3,
  headers: [
    '婚姻状况',
    '婚姻',
    '婚姻状态',
    '婚否',
    '婚况',
    'hyzk',
    'hyzkdm',
    'hyzt',
    'marital',
    'marital status',
    'marriage',
    'married',
    'marr stat',
    'marry state',
  ],
  check: category(
    words(
      '未婚 已婚 初婚 再婚 复婚 丧偶 离婚 离异 未说明的婚姻状况 有配偶 已婚有子女 single married divorced widowed separated never-married married-civ-spouse married-spouse-absent married-af-spouse',
    ),
    new Map([...maritalCodes, ...maritalDigitCodes, ...flags]),
    {},
  ),
  examples: { positive: ['未婚', '丧偶', '10', 'Married'], negative: ['结婚证', '77', ''] },
};

/** Political status (GB/T 4762). */
export const politicalStatus: Recogniser = {
  entity: 'political-status',
  summary: { en: 'Political status (GB/T 4762)', zh: '政治面貌（GB/T 4762）' },
  role: 'quasi',
  grade: 3,
  headers: [
    '政治面貌',
    '政治面目',
    '党派',
    '政治身份',
    'zzmm',
    'zzmmdm',
    'political status',
    'political',
    'party',
    'politics status',
  ],
  check: category(
    new Set([
      ...politicalCodes.values(),
      ...words(
        '中共党员 党员 预备党员 中共预备党员 共青团员 团员 群众 民主党派 无党派人士 无党派民主人士 民革会员 民盟盟员 民建会员 民进会员 农工党党员 致公党党员 九三学社社员 台盟盟员 democrat republican',
      ),
    ]),
    politicalCodes,
    {},
  ),
  examples: { positive: ['中共党员', '共青团员', '群众', '01'], negative: ['群众路线', '55', ''] },
};

/** Religion. PIPL art. 28 names it sensitive. */
export const religion: Recogniser = {
  entity: 'religion',
  summary: { en: 'Religious belief', zh: '宗教信仰' },
  role: 'sensitive',
  grade: 4,
  headers: ['宗教', '宗教信仰', '信仰', 'zjxy', 'religion', 'religious belief', 'faith'],
  check: category(
    words(
      '佛教 道教 伊斯兰教 天主教 基督教 东正教 无宗教信仰 无信仰 不信教 藏传佛教 回教 犹太教 印度教 基督徒 穆斯林 buddhist buddhism taoist islam muslim christian christianity catholic protestant hindu jewish judaism atheist orthodox',
    ),
    null,
  ),
  examples: { positive: ['佛教', 'Christian', '无宗教信仰'], negative: ['教育', ''] },
};

/** Level of education (GB/T 4658). */
export const education: Recogniser = {
  entity: 'education',
  summary: { en: 'Level of education (GB/T 4658)', zh: '文化程度（GB/T 4658）' },
  role: 'quasi',
  grade: 2,
  headers: [
    '学历',
    '文化程度',
    '教育程度',
    '受教育程度',
    '最高学历',
    '学位',
    'xl',
    'xldm',
    'whcd',
    'education',
    'education level',
    'edu',
    'degree',
    'edu level',
    'edu degree',
  ],
  check: category(
    new Set([
      ...educationCodes.values(),
      ...words(
        '博士 硕士 研究生 博士研究生 硕士研究生 本科 大学本科 大学 学士 专科 大专 大学专科 中专 中等专科 职高 职业高中 技校 高中 普通高中 初中 小学 文盲 半文盲 文盲半文盲 中技 高职 学前教育 未上学 bachelors masters doctorate hs-grad some-college prof-school assoc-acdm assoc-voc preschool 9th 10th 11th 12th 7th-8th 5th-6th 1st-4th bachelor master phd',
      ),
    ]),
    educationCodes,
    {
      suffix: /(?:学历|毕业|肄业|在读|教育)$/,
    },
  ),
  examples: { positive: ['本科', '高中', '大专学历', '10', 'Bachelors'], negative: ['小学校', '77', ''] },
};

/** Blood type. */
export const bloodType: Recogniser = {
  entity: 'blood-type',
  summary: { en: 'Blood type', zh: '血型' },
  role: 'sensitive',
  grade: 3,
  headers: ['血型', 'abo血型', 'xuexing', 'blood', 'blood type', 'blood group', 'rh血型'],
  check(text) {
    const value = cell(text).toUpperCase();
    if (
      /^(?:AB|A|B|O)型?(?:RH)?[(（]?(?:阳性|阴性|\+|-)[)）]?$|^(?:AB|A|B|O)型$|^RH(?:阳性|阴性|\+|-)$/.test(
        value,
      )
    )
      return 0.85;
    return /^(?:AB|A|B|O)$/.test(value) ? 0.4 : bloodTypeCodes.has(value) ? 0.15 : 0;
  },
  examples: { positive: ['A型', 'AB', 'O+', 'B型'], negative: ['C型', 'ABO', ''] },
};
