import { describe, expect, it } from 'vitest';
import { KernelHost } from '../../src/kernels/host.js';
import { CellSearch, recognition } from '../../src/recognisers/index.js';

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
