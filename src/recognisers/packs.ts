import type { Entity } from '../core/entities.js';
import type { Bilingual } from '../core/text.js';

/** What a rule of law calls personal information, word by word, and the entities that recognise it. */
export interface RecogniserPack {
  name: string;
  summary: Bilingual;
  source: string; // and how well its text is known
  items: readonly { word: Bilingual; entities: readonly Entity[] }[];
}

const item = (en: string, zh: string, ...entities: Entity[]) => ({ word: { en, zh }, entities });

/** Named lists of law. All recognisers are at work anyway: a pack says which of them answer which word. */
export const packs: readonly RecogniserPack[] = [
  {
    name: 'xiamen-151',
    summary: {
      en: 'Personal information as Xiamen order 151, art. 3 names it; "alone or combined" is answered by `lethe profile`, which counts sets of columns',
      zh: '厦门市政府令第 151 号第三条所列个人信息；“单独或结合”由 `lethe profile` 对列组合的计数回答',
    },
    source: '厦门市政府令第 151 号第三条 (text and news reports)',
    items: [
      item('name', '姓名', 'person-name'),
      item('birth date', '出生日期', 'birth-date'),
      item('identity number', '身份证号码', 'cn-resident-id', 'passport', 'cn-hkmt-permit', 'cn-foreign-permit', 'cn-military-id', 'social-security'),
      item('postal address', '通信地址', 'address', 'postal-code'),
      item('phone', '电话', 'phone-mobile', 'phone-landline'),
      item('marital status', '婚姻状况', 'marital-status'),
      item('career history', '职业经历', 'occupation', 'organisation-name'),
      item('income', '收入状况', 'income'),
    ], // biome-ignore format: a table
  },
];
