import { organisationSuffixes } from '../../core/lists/han.js';
import type { Recogniser, Score } from '../../core/recogniser.js';
import { cell } from '../scan/fold.js';

const suffix = new RegExp(`(?:${organisationSuffixes.join('|')})(?:\\([\\u4e00-\\u9fff]{1,12}\\))?$`);
const legal =
  /(?:有限公司|有限责任公司|股份公司|集团|合作社|事务所|委员会|合伙企业\(?[\u4e00-\u9fff]*\)?|银行|医院|大学|学院|中学|小学|幼儿园|政府|法院|检察院|分公司|支行|派出所|卫生院)$/;

/** Name of an organisation. Hainan art. 49 protects organisations too: they link, and they are never people. */
export const organisationName: Recogniser = {
  entity: 'organisation-name',
  summary: { en: 'Organisation name', zh: '单位与机构名称' },
  role: 'linking',
  grade: 2,
  headers: [
    '单位名称', '企业名称', '公司名称', '机构名称', '工作单位', '单位', '所在单位', '学校', '学校名称', '医院', '医院名称', '就诊医院', '开户行', '开户银行', '银行', '商户名称',
    '用人单位', '组织名称', '供应商', '客户名称',   '所属单位', '就读学校', '毕业院校', '企业', 'dwmc', 'qymc', 'gzdw', 'jgmc', 'gsmc', 'company', 'company name', 'organization',
    'organisation', 'org name', 'employer', 'school', 'school name', 'hospital', 'enterprise name', 'ent name', 'corp name', 'unit name', 'firm', 'supplier',  'bank name', 'workplace',
  ], // biome-ignore format: one list, read as a table
  check: (text) => score(cell(text)),
  examples: {
    positive: ['腾讯计算机系统有限公司', '北京协和医院', '中国工商银行', '第一中学'],
    negative: ['张三', '订单', '北京市朝阳区建国路100号', ''],
  },
};

function score(name: string): Score {
  if (name.length < 3 || name.length > 60) return 0;
  if (/[\u4e00-\u9fff]/.test(name)) {
    if (!suffix.test(name)) return 0;
    return legal.test(name) && name.length >= 4 ? 0.85 : name.length >= 4 ? 0.55 : 0.3;
  }
  return /\b(?:Inc|LLC|Ltd|Limited|Corp|Corporation|GmbH|PLC|Co|Bank|University|Hospital|Group)\.?$/.test(
    name,
  )
    ? 0.6
    : 0;
}
