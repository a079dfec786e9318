import type { Entity } from '../../core/entities.js';

const provinces =
  '北京|天津|上海|重庆|河北|山西|内蒙古|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆|香港|澳门|台湾';

const city = new RegExp(
  `^((?:${provinces})[\\u4e00-\\u9fff]{0,6}?(?:省|自治区|特别行政区|市))?([\\u4e00-\\u9fff]{2,8}?(?:市|自治州|地区|盟))?`,
);

const kinds =
  /(医院|卫生院|诊所|大学|学院|中学|小学|幼儿园|学校|银行|支行|法院|检察院|派出所|政府|街道办|委员会|居委会|村委会|养老院|合作社|事务所|协会|公司|集团|厂|店)(?:\([^)]{0,20}\))?$/;

/** What each kind of identifier may be coarsened to; a kind that is not here keeps its bare placeholder. */
const coarser: Partial<Record<Entity, (text: string) => string | null>> = {
  'birth-date': year,
  date: year,
  age(text) {
    const years = /\d{1,3}/.exec(text);
    if (years === null) return null;
    // Never digits before 岁: that would again read as an age.
    const decade = Math.floor(Number(years[0]) / 10) * 10;
    return decade >= 80 ? '80以上' : `${decade}多岁`;
  },
  address(text) {
    const match = city.exec(text);
    const parts = [match?.[1], match?.[2]].filter((part) => part !== undefined);
    return parts.length === 0 ? null : parts.join('');
  },
  'organisation-name': (text) => kinds.exec(text)?.[1] ?? null,
};

/** The year of a date, in full where it is written in full. */
function year(text: string): string | null {
  const full = /(?<!\d)(?:1[89]|20)\d{2}(?!\d{1,3}(?!\d))/.exec(text);
  return full === null ? null : `${full[0]}年`;
}

/** The class of an identifier that may stay: the year of a date, the city of an address; null where there is none. */
export function categoryOf(entity: Entity, text: string): string | null {
  return coarser[entity]?.(text.normalize('NFKC')) ?? null;
}
