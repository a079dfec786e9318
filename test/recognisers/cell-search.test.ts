import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entity } from '../../src/core/entities.js';
import { compoundSurnames, singleSurnames } from '../../src/core/lists/surnames.js';
import type { RecognitionSpec, Span } from '../../src/core/recogniser.js';
import { KernelHost } from '../../src/kernels/host.js';
import { CellSearch, findAll, recognisers, recognition } from '../../src/recognisers/index.js';
import { mod11_2 } from '../../src/recognisers/scan/checksums.js';
import { numerals } from '../../src/recognisers/scan/classes.js';
import { byPair } from '../../src/recognisers/scan/words.js';
import { beside, clean } from './beside.js';

const host = KernelHost.load();

/** What a search over cells finds in each text; null where the kernel says that there is nothing. */
function byCells(texts: readonly string[], spec?: RecognitionSpec): (Span[] | null)[] {
  const recognised = recognition(spec);
  const search = new CellSearch(host, recognised);
  const encoded = texts.map((text) => Buffer.from(text));
  const blob = host.region(
    'test.blob',
    encoded.reduce((sum, { length }) => sum + length, 0),
  );
  const cells = host.region('test.cells', texts.length * 8);
  let at = blob;
  const pairs = encoded.flatMap((bytes) => {
    host.bytes.set(bytes, at);
    at += bytes.length;
    return [at - bytes.length, bytes.length];
  });
  new Uint32Array(host.bytes.buffer, cells, pairs.length).set(pairs);
  const found: (Span[] | null)[] = texts.map(() => null);
  search.each(cells, texts.length, (cell, text) => {
    expect(text).toBe(texts[cell]);
    found[cell] = recognised.findAll(text);
  });
  const spans: (readonly Span[])[] = texts.map(() => []);
  search.spans(cells, texts.length, (cell, some) => {
    spans[cell] = some;
  });
  expect(spans).toEqual(found.map((some) => some ?? []));
  expect(search.find(texts[0]!)).toEqual(spans[0]);
  const expected = spans.map((some) =>
    some.map(({ start, end, entity }) => [start, end, labelOf(entity)]).filter(([, , label]) => label !== -1),
  );
  expect(JSON.stringify(cutsBy(search, cells, texts.length))).toBe(JSON.stringify(expected));
  return found;
}

/** Labels by entity; cards stay. */
function labelOf(entity: Entity): number {
  return ['bank-card', 'person-name', 'phone-mobile', 'cn-resident-id'].indexOf(entity) - 1;
}

/** What is replaced in each of so many cells: start, end and label, in order. */
function cutsBy(search: CellSearch, cells: number, count: number): number[][][] {
  const cuts: number[][][] = Array.from({ length: count }, () => []);
  const take = (words: Int32Array) => {
    for (let at = 0; at < words.length; at += 2 + 3 * words[at + 1]!)
      for (let k = 0; k < words[at + 1]!; k++)
        cuts[words[at]!]!.push([...words.subarray(at + 2 + 3 * k, at + 5 + 3 * k)]);
  };
  search.cuts(cells, count, labelOf, take, (cell, spans) => {
    expect(cuts[cell]).toEqual([]);
    for (const { start, end, entity } of spans) {
      if (labelOf(entity) !== -1) cuts[cell]!.push([start, end, labelOf(entity)]);
    }
  });
  return cuts;
}

function expectSame(texts: readonly string[], spec?: RecognitionSpec): number {
  const { findAll } = recognition(spec);
  const found = byCells(texts, spec);
  texts.forEach((text, i) => {
    const wanted = findAll(text);
    if (JSON.stringify(found[i] ?? []) !== JSON.stringify(wanted))
      expect.fail(`${JSON.stringify(text)}: ${JSON.stringify(found[i])}, not ${JSON.stringify(wanted)}`);
  });
  return found.filter((spans) => spans !== null).length;
}

/** Eighteen characters of the form of an identity number, every second one with its check character. */
function identity(number: number): string {
  const region = ['110105', '330106', '810000', '999999'][number % 4]!;
  const day = String(1 + (number % 31)).padStart(2, '0');
  const digits = `${region}19${String(40 + (number % 60)).padStart(2, '0')}0${1 + (number % 9)}${day}${String(number % 1000).padStart(3, '0')}`;
  const check = [...'0123456789X'].find((last) => mod11_2(digits + last))!;
  return digits + (number % 2 === 0 ? check : number % 3 === 0 ? 'x' : '7');
}

/** What remarks are made of: words that names stand beside, names, numbers in every form, marks, and what folds. */
const piece = fc.oneof(
  { arbitrary: fc.constantFrom(...'王李张刘欧阳司马诸葛于和任时高方成单某华伟芳娜秀英敏静磊强军洋勇艳杰的在因已未等处副长家'), weight: 6 },
  { arbitrary: fc.constantFrom('联系人', '患者', '先生', '女士', '主任', '通知', '走访', '本人', '反映', '申请人', '户主：', '姓名为', '老师', '医生', '夫妻', '电话', '的母亲', '的联系方式', '之子', '儿子', '法定代表人', '其妻', '今有', '兹有', '来电', '名叫', '交由', '局长', '记者', '侄子：', '本人', '在同', '副'), weight: 5 },
  { arbitrary: fc.constantFrom('王桂芳', '患者王桂芳', '张伟', '通知张伟，', '欧阳振华', '申请人：欧阳振华', '王先生', '阿依·艾山'), weight: 2 },
  { arbitrary: fc.constantFrom('·买买提', '阿卜杜热西提·', '约翰·史密斯', '古丽·', '·艾山', '扎西·次仁到', '数字中国·智慧社区建设工作'), weight: 2 },
  { arbitrary: fc.constantFrom('高血压', '方便', '安排', '时间', '北京', '满意', '任务', '单位', '张家口', '成都', '马上', '和平', '关系', '家庭', '收入', '同意', '救助', '材料', '村民', '低保'), weight: 3 },
  { arbitrary: fc.constantFrom('·', '•', '‧', '・', '*', '**', '×', '○', '某某', '某甲', '、', '，', '。', '：', ':', ' ', '\u3000', '\t', '\n', '(', ')', '（', '）', '[', ']', '【', '】', '〕', '"', '-', '－', '–', '@', '.', '_', '/', '\u200b', '\ufeff'), weight: 5 },
  { arbitrary: fc.constantFrom('13800138000', '138 0013 8000', '138-0013-8000', '１３８００１３８０００', '11010519491231002X', '11010519491231002x', '2024年5月1日', '京A12345', '浙C', '3栋', '十二号', '路100号', '6222104332181960010', 'a@b.cn', 'A1', 'QQ12345', 'wx', 'WeiXin', 'IMEI', 'E12345678', '护照', '字第', '٠٣', '০', '1', '12', '007', 'http://a.cn/b', '::', '：：1', 'fe80::1', '1:2:3:4:5:6:7:8', '0:0:0:0:0:ffff:1.2.3.4', '社保号', '2024031500012345', '139****5678', '3*', '账号', '卡号 ', '电话62345678', '6234567', '3 号', '十 栋', '(2022) 豫0726民初123号', '北纬39°54′', '\u202d', 'vx:', '4111111111111111', '4111111111111112', '+', '残疾证'), weight: 4 },
  { arbitrary: fc.tuple(fc.constantFrom('1', '13', '86138', '110105', '44030619', '622', '4', '9', '0', '89860'), fc.integer({ min: 4, max: 20 }), fc.integer({ min: 0, max: 2 ** 30 })).map(([head, length, rest]) => head.padEnd(length, String(rest))), weight: 3 },
  { arbitrary: fc.integer({ min: 0, max: 1e9 }).map(identity), weight: 1 },
  { arbitrary: fc.constantFrom('😀', 'é', 'ß', 'я', '한', '𠮷', '\u0000', 'Ａ', 'ｚ', '鿿', '㐀'), weight: 1 },
  { arbitrary: fc.string({ unit: 'binary', maxLength: 4 }), weight: 1 },
); // biome-ignore format: lists, read as a table
const remark = fc.array(piece, { minLength: 1, maxLength: 14 }).map((pieces) => pieces.join(''));
const runs = process.env.LETHE_SOAK ? 20_000 : 150;

describe('the search of cells by the kernel', () => {
  it('finds exactly what the reference finds in made-up remarks', () => {
    let visited = 0;
    fc.assert(
      fc.property(fc.array(remark, { minLength: 20, maxLength: 40 }), (texts) => {
        visited += expectSame(texts);
      }),
      { numRuns: runs },
    );
    expect(visited).toBeGreaterThan(runs);
  }, 3_600_000);

  it('finds what the reference finds in the examples of every recogniser, wherever they stand', () => {
    const examples = recognisers.flatMap(({ examples }) => [...examples.positive, ...examples.negative]);
    expectSame(
      examples.flatMap((text) => [
        text,
        `已核${text}请查`,
        `联系人：${text}，电话`,
        `备注 ${text} 13800138000`,
      ]),
    );
  });

  it('cuts no name of one text out of the next', () => {
    expectSame(['13800138000王伟华因病', '13900139000']);
  });

  it('sees a surname behind two marks that say nothing', () => {
    expectSame(['\t。王小明家有三口', '\n，王小明家有三口', '”；王小明家有三口']);
    expect(byCells(['\t。王小明家有三口'])[0]).toHaveLength(1);
  });

  it('replaces no name of the text before in one without Han characters', () => {
    expectSame(['13800138000王和联系人', '13800138000', '13800138000王和联系人', 'a 11010519491231002X']);
  });

  it('is called to every text of the tables, and finds the same', () => {
    expectSame([...beside.map(([text]) => text), ...clean]);
  });

  it('sees every word, surname and numbered level of an address wherever it stands in blocks of eight', () => {
    const words = [...byPair.values()].flat().map(({ text }) => text);
    const numbered = [...numerals].flatMap((numeral) =>
      [...'省市区县旗镇乡街道路巷弄村号栋幢楼单元室组队座户门园苑城'].map((level) => String.fromCharCode(numeral) + level),
    ); // biome-ignore format: characters
    const surnames = [...singleSurnames, ...compoundSurnames];
    const padded = (i: number) => '材料齐全，情况属实已交齐了件等'.slice(i % 15).repeat(1 + (i % 5));
    const texts = [
      ...words.flatMap((word, i) => [`${padded(i)}${word}王伟华`, `${padded(i)}赵建国${word}，${word.toUpperCase()}12`]),
      ...numbered.map((level, i) => `${padded(i)}文三路云上${level}`),
      ...surnames.flatMap((surname, i) => [
        `${padded(i)}${'、。，；！【「(,'[i % 9]}${surname}建国反映`,
        `${surname}伟华某${padded(i)}${surname}某的电话`,
      ]),
    ]; // biome-ignore format: a list of texts
    expect(expectSame(texts)).toBeGreaterThan(texts.length / 3);
  });

  it('tells remarks without candidates from others without making them strings', () => {
    const plain = [
      '材料齐全，情况属实，等待公示结果。',
      'ok',
      '',
      '无',
      '房屋年久失修，需尽快安排维修；子女均在外地务工。',
    ];
    expect(byCells(plain)).toEqual(plain.map(() => null));
    expect(byCells([...plain, '张三13800138000'])[plain.length]).toHaveLength(2);
  });

  it('hands texts that are too long, or hold too many names, to the reference', () => {
    const long = `${'材料齐全，'.repeat(2000)}联系人：张伟，电话13800138000。`;
    const names = '联系人：张伟、'.repeat(700);
    expectSame([long, names, 'a', '联系人：张伟', long]);
    expect(findAll(long)).toHaveLength(2);
  });

  it('visits every text where a recogniser of the policy may find something anywhere', () => {
    const own = { entity: 'badge', role: 'direct', grade: 3, pattern: '[A-Z]{2}工号', headers: [], context: [], allow: [], deny: [] } as const; // biome-ignore format: one recogniser
    const spec: RecognitionSpec = { countries: null, own: [own] };
    expectSame(['无', '材料齐全', '胸牌AB工号已收', '联系人：张伟', '材料齐全，等待公示'], spec);
    expect(byCells(['胸牌AB工号已收'], spec)[0]).toMatchObject([{ entity: 'badge', start: 2, end: 6 }]);
  });

  it('gives entries of any number of cells in rooms of their own', () => {
    const many = Array.from(
      { length: 30_000 },
      (_, i) => `联系人：张伟，电话1380013${String(i).padStart(4, '0').slice(-4)}，A1-2-3-4-5-6`,
    );
    const found = byCells(many);
    expect(found.every((spans) => spans?.length === 2)).toBe(true);
  });
});
