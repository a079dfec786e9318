import type { Recogniser } from '../../core/recogniser.js';
import { cell } from '../scan/fold.js';
import { matching } from '../scan/matches.js';
import { Signal } from '../scan/signals.js';

const form =
  '[(〔\\[【] ?(?:19|20)[0-9]{2} ?[)〕\\]】] ?[\\u4e00-\\u9fff]{1,4} ?[0-9]{0,6} ?[\\u4e00-\\u9fff]{1,8} ?(?:字第)? ?[0-9]{1,7} ?(?:之[一二三四五六七八九十0-9]{1,3})? ?号';
const whole = new RegExp(`^${form}$`);

/** Court case number, （2022）豫0724执恢54号: joins to published judgments, which name the parties. */
export const caseNumber: Recogniser = {
  entity: 'cn-case-number',
  summary: { en: 'Court case number', zh: '案号' },
  role: 'linking',
  grade: 3,
  headers: [
    '案号',
    '案件号',
    '案件编号',
    '文书号',
    '裁判文书号',
    '执行案号',
    '判决书文号',
    'ah',
    'ajbh',
    'case no',
    'case number',
    'docket no',
  ],
  check: (text) => (whole.test(cell(text)) ? 0.9 : 0),
  find: matching('cn-case-number', new RegExp(form, 'g'), () => 0.9),
  signals: Signal.bracket,
  examples: {
    positive: ['（2022）豫0724执恢54号', '(2022)豫0724执恢54号', '（2019）京民终字第123号'],
    negative: ['〔2022〕12号', '2022年第54号', ''],
  },
};
