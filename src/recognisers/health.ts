import type { Recogniser } from '../core/recogniser.js';
import { cell } from './scan/fold.js';
import { words } from './scan/whole-words.js';

const known = words(
  '高血压 糖尿病 冠心病 感冒 肺炎 肝炎 乙肝 丙肝 艾滋病 梅毒 癫痫 抑郁 骨折 脑梗 脑梗死 脑出血 中风 偏瘫 截瘫 痛风 贫血 哮喘 结核 肺结核 肾衰竭 尿毒症 白内障 青光眼 近视 ' +
    '高血脂 高脂血症 心肌梗死 心力衰竭 肝硬化 胃溃疡 精神分裂 精神分裂症 智力障碍 肢体残疾 视力残疾 听力残疾 言语残疾 智力残疾 精神残疾 多重残疾 健康 良好 一般 较弱 有慢性病 残疾 ' +
    'diabetes hypertension cancer flu hiv aids asthma pneumonia hepatitis depression stroke tuberculosis',
);

/** Illness, diagnosis or state of health: words of diseases, their usual endings, ICD-10 codes (which need a header). */
export const health: Recogniser = {
  entity: 'health',
  summary: { en: 'Illness, diagnosis or state of health', zh: '疾病、诊断与健康状况' },
  role: 'sensitive',
  grade: 4,
  headers: [
    '疾病', '病种', '诊断', '疾病名称', '诊断名称', '病情', '病名', '主要诊断', '出院诊断', '入院诊断', '健康状况', '健康', '残疾类别', '残疾等级',
    '残疾类型', '慢性病', '既往史', '病史', '过敏史', '患病情况', '致贫原因', '手术', '用药', 'jb', 'jbmc', 'zd', 'jkzk', 'disease', 'diagnosis',
    'illness', 'health', 'health status', 'icd', 'icd10', 'symptom', 'medication', 'disability', '高血压', '糖尿病', '是否残疾', '药品', '药物', '血压', '血糖', 'hypertension', 'diabetes', 'stroke', 'heart disease', 'blood pressure', 'cholesterol', 'bmi', 'glucose', 'drug', 'smoking status',
  ], // biome-ignore format: one list, read as a table
  check(text) {
    const value = cell(text).toLowerCase();
    if (value === '' || value.length > 60) return 0;
    if (known.has(value)) return /^(?:健康|良好|一般|较弱|残疾)$/.test(value) ? 0.3 : 0.8;
    // A column per illness holds flags and measurements: its header must say so.
    if (/^(?:[01yn]|yes|no|true|false|是|否|有|无|high|normal|low|\d{1,3}(?:\.\d{1,2})?)$/.test(value))
      return 0.12;
    if (
      /[\u4e00-\u9fff]/.test(value) &&
      /(?:病|症|炎|癌|瘤|综合征|骨折|损伤|中毒|感染|障碍|衰竭|硬化|结石|溃疡|出血|梗死|畸形|残疾)$/.test(
        value,
      )
    )
      return 0.65;
    if (/^(?:残疾)?[一二三四]级(?:残疾)?$/.test(value)) return 0.35;
    if (/^[a-z]\d{2}(?:\.[0-9x]\d{0,3})?$/.test(value)) return 0.35;
    return /(?:itis|osis|emia|oma|pathy|disease|syndrome|cancer)$/.test(value) ? 0.5 : 0;
  },
  examples: {
    positive: ['高血压', '2型糖尿病', '急性阑尾炎', 'I10', '肢体残疾'],
    negative: ['苹果', '订单', ''],
  },
};
