import type { Recogniser } from '../core/recogniser.js';
import { cell } from './scan/fold.js';
import { words } from './scan/whole-words.js';

const known = words(
  '工人 农民 教师 医生 护士 司机 学生 公务员 律师 会计 工程师 程序员 厨师 保安 保洁 服务员 销售 销售员 个体户 个体经营 自由职业 无业 无业人员 退休 退休人员 军人 警察 记者 编辑 ' +
    '职员 干部 务农 农民工 务工 待业 失业 企业职工 企业主 快递员 外卖员 电工 焊工 木工 瓦工 裁缝 理发师 营业员 收银员 文员 经理 项目经理 总监 技术总监 设计师 翻译 演员 歌手 画家 运动员 ' +
    '教授 科研人员 公司职员 家庭主妇 家政 保姆 月嫂 渔民 牧民 矿工 技术员 质检员 仓管员 药师 村干部 社区工作者 ' +
    'teacher doctor nurse driver student lawyer engineer accountant farmer worker retired unemployed exec-managerial prof-specialty craft-repair adm-clerical sales other-service machine-op-inspct ' +
    'transport-moving handlers-cleaners farming-fishing tech-support protective-serv priv-house-serv armed-forces manager clerk programmer',
);

/** Occupation or job title. */
export const occupation: Recogniser = {
  entity: 'occupation',
  summary: { en: 'Occupation or job title', zh: '职业与职务' },
  role: 'quasi',
  grade: 2,
  headers: [
    '职业',
    '职务',
    '工种',
    '岗位',
    '职称',
    '从业状况',
    '就业状况',
    '职位',
    '工作岗位',
    '职业类别',
    '专业技术职务',
    'zy',
    'zw',
    'zylb',
    'zc',
    'occupation',
    'job',
    'job title',
    'profession',
    'position',
    'post',
    'work class',
    'workclass',
    'career',
  ],
  check(text) {
    const value = cell(text);
    if (value === '' || value.length > 20) return 0;
    if (known.has(value.toLowerCase())) return 0.7;
    if (
      /^[\u4e00-\u9fff]{1,8}(?:员|师|工|经理|主任|总监|医生|教师|司机|干部|人员|技工|助理|主管|顾问|专员)$/.test(
        value,
      )
    )
      return 0.5;
    return /^[\u4e00-\u9fffA-Za-z -]{2,20}$/.test(value) ? 0.1 : 0;
  },
  examples: {
    positive: ['教师', '公务员', '质检员', 'Teacher'],
    negative: ['13800138000', '2024-03-15', ''],
  },
};
