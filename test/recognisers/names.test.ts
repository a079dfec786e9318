import { describe, expect, it } from 'vitest';
import { KernelHost } from '../../src/kernels/host.js';
import { redact } from '../../src/operators/redact.js';
import { CellSearch, recognition } from '../../src/recognisers/index.js';
import { contextFor } from '../operators/context.js';

const recognised = recognition();
const search = new CellSearch(KernelHost.load(), recognised);

/** A text with the names that are found in it in brackets ⟦⟧; the kernel finds the same as the reference. */
function marked(text: string): string {
  const found = recognised.findAll(text);
  expect(search.find(text)).toEqual(found);
  let out = '';
  let at = 0;
  for (const { start, end, entity } of found) {
    if (entity !== 'person-name') continue;
    out += `${text.slice(at, start)}⟦${text.slice(start, end)}⟧`;
    at = end;
  }
  return out + text.slice(at);
}

/** Expects exactly the names in brackets to be found. */
function expectMarked(wanted: string): void {
  expect(marked(wanted.replace(/[⟦⟧]/g, ''))).toBe(wanted);
}

describe('names with middle dots', () => {
  it.each([
    '居民⟦阿卜杜热西提·买买提⟧来电反映小区停水已经三天',
    '患者⟦迪丽热巴·迪力木拉提⟧因腹痛入院',
    '社区⟦阿卜杜热西提·买买提⟧昨日来电反映情况',
    '昨日⟦约翰·史密斯⟧先生来我处反映情况',
    '这是⟦约翰·史密斯⟧先生',
    '⟦古丽娜尔·艾山⟧老师已通知到每一位家长',
    '⟦买买提·艾山⟧骑电动车摔倒后送医院治疗',
    '⟦艾山·买买提⟧到社区领取',
    '⟦穆罕默德·本·萨勒曼·阿勒沙特⟧来访',
    '申请人：⟦扎西·次仁⟧，男',
    '经询⟦欧·李⟧先生',
  ])('end where the sentence goes on: %s', expectMarked);

  it.each([
    '数字中国·智慧社区建设工作推进会',
    '新时代·枫桥经验学习交流会议纪要',
    '一带一路·合作共赢主题宣传活动负责',
  ])('and slogans are none: %s', expectMarked);
});

describe('names after offices, trades and kin', () => {
  it.each([
    '审判员 ⟦刘敏⟧', '审判员：⟦刘敏⟧', '局长⟦王大伟⟧主持会议', '副镇长⟦钱大钧⟧', '记者⟦王芳芳⟧报道',
    '快递员⟦刘建华⟧', '孕妇⟦周婷婷⟧', '曾用名⟦李小虎⟧', '老公叫⟦吴磊⟧', '我叫⟦陈小鱼⟧', '婚生女⟦王雨桐⟧',
    '生育一子⟦周浩然⟧', '侄子⟦张伟⟧报警', '弟媳⟦王小梅⟧', '继父⟦李建军⟧', '人民陪审员 ⟦孙丽⟧',
    '老师：⟦李娜⟧', '审判长 ⟦张伟⟧ 书记员 ⟦孙晓丽⟧', '局长（⟦王大伟⟧）出席', '局长⟦欧阳振华⟧出席会议',
    '姐夫⟦王强⟧来电', '记者⟦王芳⟧报道', '欧阳局长⟦欧阳振华⟧', '叔叔：⟦李国强⟧', '母亲⟦于洪波⟧因病住院',
    '老师⟦古丽娜尔·艾山⟧来电',
  ])('%s', expectMarked); // biome-ignore format: one list

  it.each([
    '老师傅来修水管', '记者会在下午召开', '局长办公会研究决定', '经理王', '医生高度重视', '主任医师 ', '老师 高兴',
    '院长信箱已开通', '局长于明天到场', '校长 高中部', '老师 时间已定', '主任：同意', '经理：安排车辆',
    '一家高新企业', '老师高兴表示感谢', '婆婆和媳妇不和', '公公和婆婆同住', '孕妇高血压', '孕妇 高危', '叔叔和阿姨',
    '我叫车来接', '我叫了救护车', '老公家里有事', '老婆关心', '侄子等人', '记者从现场获悉', '一女子在路边',
    '一子一女', '小女儿和儿子', '弟妹和睦', '快递员方便时送', '管理员权限', '编辑部主任', '安全员安排检查',
    '志愿者马上到', '教练严格要求', '保安向业主说明', '局长关于征收工作的说明', '书记 党建工作', '会计：应付5000',
    '老师：明天交作业', '院长马上到场', '主播和平精英', '服务员时间安排', '母亲和儿子同住', '患者于昨日入院',
    '继父从外地回来', '养子向法院起诉', '记者：公开情况', '表哥同意调解',
  ])('and nobody in %s', expectMarked); // biome-ignore format: one list
});

it('a name is found without the first character of a verb behind it', () => {
  expectMarked('已电话通知⟦张蒙⟧本人，材料齐全');
  expectMarked('走访⟦王小明⟧家中');
});

describe('what forms and judgements say', () => {
  it.each([
    '被上诉人（原审原告）：⟦王小明⟧', '上诉人（原审被告）⟦李四⟧', '上诉人（原审被告）：⟦欧阳振华⟧', '邻居⟦钱婶⟧照看', '邻居⟦王姨⟧帮忙', '通知⟦张医生⟧', '联系⟦王师傅⟧',
    '被告⟦向诚⟧本人到庭', '患者⟦孙子豪⟧因头痛就诊',
  ])('keeps its words: %s', expectMarked); // biome-ignore format: one list

  it.each([
    '申请人须知：', '患者须知', '当事人须知', '康师傅方便面', '购买康师傅', '安排李主任', '申请人（盖章）', '第三人陈述', '原告申请撤诉',
    '被告向原告支付', '申请人向本院申请', '业主委员会', '客户经理', '申请人承诺书', '原告诉称', '代理审判员', '证人证言',
    '（业主）应当交纳', '（患者）高热三天', '（被告）于庭后提交', '（家属）同意手术',
  ])('and names nobody in %s', expectMarked); // biome-ignore format: one list
});

describe('a name that was found once', () => {
  it.each([
    '原告：⟦王桂芳⟧，女。判令⟦王桂芳⟧与⟦欧阳振华⟧离婚；对⟦王桂芳⟧实施家暴，系⟦王桂芳⟧之夫。被告⟦欧阳振华⟧辩称',
    '⟦张伟⟧因故未到。医嘱已告诉⟦张伟⟧，患者⟦张伟⟧因病住院',
    '申请人：⟦阿依·李⟧。（⟦阿依·李⟧，男）',
    '房屋归⟦诸葛明亮⟧所有，被告⟦诸葛明亮⟧，电话13800138000',
  ])('is found wherever it stands: %s', expectMarked);

  it.each([
    '患者⟦李明⟧，女。病情得以李明确诊断',
    '被告⟦王某⟧辩称，国王某日来访',
    '负责人：⟦马路遥⟧，马路对面',
    '姓名：程序，程序正常',
  ])('but not in other words: %s', expectMarked);

  it('says that it was found elsewhere, and gives it the score of where it was found', () => {
    const found = recognised
      .findAll('申请人：王桂芳。归王桂芳所有')
      .filter(({ entity }) => entity === 'person-name');
    expect(found).toEqual([
      { start: 4, end: 7, entity: 'person-name', score: 0.85 },
      { start: 9, end: 12, entity: 'person-name', score: 0.85, elsewhere: true },
    ]);
  });

  it('is looked for in linear time, also where a text holds many', () => {
    const many = Array.from(
      { length: 40_000 },
      (_, i) => `患者王${'伟芳娜秀英敏静丽强磊'[i % 10]}${String.fromCharCode(0x4e00 + (i % 5000))}，`,
    ).join('');
    const start = performance.now();
    recognised.findAll(many);
    recognised.findAll('王桂芳'.repeat(300_000));
    recognised.findAll(`患者王桂芳，${'王桂'.repeat(400_000)}`);
    expect(performance.now() - start).toBeLessThan(5000);
  });

  it('gets the same surrogate wherever it stands', () => {
    const operator = redact.compile({ with: 'surrogate' }, contextFor({ find: (text) => search.find(text) }));
    const out = operator.apply('申请人：王桂芳。归王桂芳所有', { get: () => null });
    expect(out).toMatch(/^申请人：(\[姓名#[a-p]{16}\])。归\1所有$/);
  });
});
