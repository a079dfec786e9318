import type { Recogniser } from '../../core/recogniser.js';
import { Shape } from '../../kernels/shapes.js';
import { cell } from '../scan/fold.js';
import { Signal } from '../scan/signals.js';
import { namesIn } from './in-text.js';
import { likelihood } from './likelihood.js';

/** Chinese person name: a surname of the list and given names; in text by context, title or a number that follows. */
export const personName: Recogniser = {
  entity: 'person-name',
  summary: { en: 'Chinese person name', zh: '中文姓名' },
  role: 'direct',
  grade: 3,
  headers: [
    '姓名', '名字', '联系人', '户主', '法定代表人', '法人代表', '法人', '负责人', '申请人', '申请人姓名', '监护人', '代办人', '代理人', '委托人', '经手人', '承办人', '患者姓名', '学生姓名', '员工姓名',
    '家长姓名', '收件人', '收货人', '经办人', '持卡人', '户主姓名', '客户姓名', '曾用名', '父亲姓名', '母亲姓名', '配偶姓名', '教师姓名', '医生', '医师',
    '当事人', '被执行人', '被告', '原告', '救助对象', '对象姓名', '参保人', '审批人', '登记人', '真实姓名', '姓', '姓氏', 'xm', 'xingming', 'lxr', 'lxrxm',
    'aac003', '联络人', 'hzxm', 'fddbr', 'fr', 'frdb', 'jhr', 'sqr', 'full name', 'fullname', 'real name', 'realname', 'person name', 'customer name', 'patient name',
    'student name', 'employee name', 'contact name', 'contact person', 'first name', 'last name', 'surname', 'given name', 'family name', 'user real name',
    'legal person', 'legal representative', 'psn name', 'cust name', 'contacts', 'holder name', 'cardholder', 'owner name', 'xmqp', 'name',
  ], // biome-ignore format: one list, read as a table
  check(text) {
    const name = cell(text);
    return name.length >= 2 && name.length <= 15 ? likelihood(name) : 0;
  },
  writings(text) {
    const parts = cell(text).split(/[ ·.]+/);
    const name = parts.join('');
    if (name.length < 2 || name.length > 15 || !/^\p{Script=Han}+$/u.test(name)) return [];
    // The dot of longer names has many code points; two characters are often spread to the width of three.
    if (parts.length > 1 && name.length > 4) return dots.map((dot) => parts.join(dot));
    const gaps = name.length === 2 ? [' ', '  ', '\u3000'] : [' '];
    return [name, ...gaps.map((gap) => name.slice(0, 1) + gap + name.slice(1))];
  },
  find: namesIn,
  shape: Shape.hanName,
  signals: Signal.han,
  readByKernel: true,
  examples: {
    positive: ['张三', '欧阳娜娜', '王建国', '李芳', '阿依古丽·买买提'],
    negative: ['高血压', '订单', '黄金', '北京', '13800138000', ''],
  },
};

const dots = ['·', '•', '・', '‧', '･', '.', ' '];
