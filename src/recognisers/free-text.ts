import type { Recogniser } from '../core/recogniser.js';
import { cell } from './scan/fold.js';

/** Free text: sentences, in which anything may stand. */
export const freeText: Recogniser = {
  entity: 'text',
  summary: { en: 'Free text', zh: '自由文本' },
  role: 'text',
  grade: 3,
  headers: [
    '备注',
    '说明',
    '描述',
    '详情',
    '内容',
    '意见',
    '摘要',
    '留言',
    '评论',
    '情况说明',
    '事由',
    '原因',
    '主诉',
    '现病史',
    '诉求',
    '案情',
    '基本案情',
    '处理结果',
    '工作记录',
    '走访记录',
    'bz',
    'sm',
    'ms',
    'remark',
    'remarks',
    'note',
    'notes',
    'comment',
    'comments',
    'description',
    'desc',
    'memo',
    'content',
    'message',
    'details',
    'feedback',
    'summary',
    'free text',
    'body',
  ],
  check(text) {
    const value = cell(text);
    if (value.length < 12) return 0;
    const sentence = /[。；！？，、]|[.;!?,] \S/.test(value);
    if (value.length > 30 && sentence) return 0.75;
    if (value.length >= 16 && /[。；！？]|，.{2,60}，/.test(value)) return 0.65;
    return sentence ? 0.5 : value.length > 40 && /[\s\u4e00-\u9fff]/.test(value) ? 0.4 : 0.1;
  },
  examples: {
    positive: [
      '患者张三因头痛就诊，已电话通知家属，建议一周后复查并携带既往病历资料。',
      'Customer called twice. Please call back.',
    ],
    negative: ['已办理', '13800138000', ''],
  },
};
