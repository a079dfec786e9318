import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { encodeGb18030 } from './gb18030.js';
import {
  type Day,
  field,
  inventCard,
  inventDay,
  inventMail,
  inventMobile,
  inventName,
  inventResidentId,
  isoDate,
  padded,
  writeMobile,
} from './people.js';
import { SeededStream } from './random.js';
import { estates, streets } from './vocabulary.js';

/** Files of the samples by path below `samples/`: the same bytes every time. */
export function sampleFiles(): Map<string, Buffer> {
  return new Map([
    ['residents/residents.csv', residents(20_260_301)],
    ['messy/visits.csv', messy(20_260_302)],
    ['sales/orders.csv', sales(20_260_303)],
  ]);
}

/** A draw by weights given in per cent. */
function draw<T>(random: SeededStream, choices: readonly (readonly [T, number])[]): T {
  const weights = choices.map(([, weight]) => weight);
  return (
    choices[
      random.weighted(
        weights,
        weights.reduce((a, b) => a + b, 0),
      )
    ] as readonly [T, number]
  )[0];
}

/** Street, house, estate, building, unit, room: what follows the district. */
function homeAddress(random: SeededStream): string {
  const estate = random.chance(700) ? random.pick(estates) : '';
  const room = (1 + random.below(16)) * 100 + 1 + random.below(4);
  return `${random.pick(streets)}${1 + random.below(399)}号${estate}${1 + random.below(20)}幢${1 + random.below(3)}单元${room}室`;
}

const mobileForms = [
  [0, 55], [1, 12], [2, 10], [3, 8], [4, 5], [5, 6], [6, 4],
] as const; // biome-ignore format: form and weight

const careDistricts: readonly (readonly [{ code: string; name: string }, number])[] = [
  [{ code: '330203', name: '海曙区' }, 34],
  [{ code: '330205', name: '江北区' }, 24],
  [{ code: '330212', name: '鄞州区' }, 26],
  [{ code: '330211', name: '镇海区' }, 16],
];

const illnesses = [
  ['高血压', 27], ['糖尿病', 19], ['冠心病', 13], ['慢性阻塞性肺病', 9], ['关节炎', 9], ['肢体残疾', 8], ['恶性肿瘤', 6],
  ['抑郁症', 4], ['尿毒症', 3], ['乙型肝炎', 2],
] as const; // biome-ignore format: a table

/** A town's list of households in need: identifiers in many written forms, sensitive illness, remarks full of names. */
function residents(seed: number): Buffer {
  const random = new SeededStream(seed);
  const lines = ['姓名,身份证号,手机号,住址,出生日期,性别,民族,职业,月收入,疾病,登记日期,备注'];
  for (let i = 0; i < 3000; i++) {
    const name = inventName(random);
    const district = draw(random, careDistricts);
    const decade = draw(random, [[1940, 12], [1950, 24], [1960, 26], [1970, 18], [1980, 12], [1990, 8]] as const); // biome-ignore format: a table
    const birth = inventDay(random, decade + random.below(10));
    const male = random.chance(490);
    const age = 2026 - birth.year;
    const id = inventResidentId(random, district.code, birth, male);
    const mobile = random.chance(970) ? writeMobile(inventMobile(random), draw(random, mobileForms)) : '';
    const ethnicity = draw(random, [['汉族', 965], ['畲族', 12], ['回族', 8], ['苗族', 8], ['土家族', 7]] as const); // biome-ignore format: a table
    const occupation =
      age >= 61
        ? draw(random, [['退休', 72], ['农民', 20], ['保安', 8]] as const) // biome-ignore format: a table
        : draw(random, [['无业', 30], ['农民', 22], ['工人', 20], ['个体经营', 10], ['保安', 8], ['快递员', 10]] as const); // biome-ignore format: a table
    const income = 600 + 20 * random.below(90) + (random.chance(300) ? 20 * random.below(60) : 0);
    const registered = isoDate(inventDay(random, 2023 + random.below(3)));
    lines.push(
      [
        name,
        random.chance(40) ? id.toLowerCase() : random.chance(20) ? grouped(id) : id,
        mobile,
        `浙江省宁波市${district.name}${homeAddress(random)}`,
        isoDate(birth),
        male ? '男' : '女',
        ethnicity,
        occupation,
        String(income),
        draw(random, illnesses),
        registered,
        residentRemark(random, name, id, district.code),
      ]
        .map(field)
        .join(','),
    );
  }
  return Buffer.from(`${lines.join('\n')}\n`, 'utf8');
}

/** `330203 19570218 0371` */
function grouped(id: string): string {
  return `${id.slice(0, 6)} ${id.slice(6, 14)} ${id.slice(14)}`;
}

/** A remark; one in four names somebody or gives a number, glued to Han characters as people write it. */
function residentRemark(random: SeededStream, name: string, id: string, region: string): string {
  const form = draw(random, mobileForms);
  const phone = () => writeMobile(inventMobile(random), form);
  switch (random.below(40)) {
    case 0:
      return `联系人：${inventName(random)}，电话${phone()}`;
    case 1:
      return `女儿${inventName(random)}手机号${phone()}请核对`;
    case 2:
      return `户主${name}，证件号${id}`;
    case 3:
      return `经办人：${inventName(random)}`;
    case 4:
      return `补助发放至银行卡${inventCard(random)}`;
    case 5:
      return `电子邮箱${inventMail(random)},材料已发送`;
    case 6:
      return `委托人${inventName(random)}，身份证${inventResidentId(random, region, inventDay(random, 1975 + random.below(20)), random.chance(500))}`;
    case 7:
      return `本人称"暂无固定收入"，\n第二次走访联系${phone()}`;
    case 8:
      return `配偶${inventName(random)}同住`;
    case 9:
      return `固定电话0574-${87_000_000 + random.below(999_999)}`;
    case 10:
    case 11:
    case 12:
    case 13:
      return '材料齐全,已核实';
    case 14:
    case 15:
    case 16:
      return '行动不便，需上门办理';
    case 17:
    case 18:
    case 19:
      return '独居，每月走访一次';
    case 20:
    case 21:
      return '申请"临时救助"，待复核';
    default:
      return '';
  }
}

const towns = [
  ['柳浪街道', 36], ['云栖街道', 28], ['镜湖街道', 22], ['荻浦街道', 14],
] as const; // biome-ignore format: a table

/**
 * A visitors' list as an old system exports it: GB18030, CRLF, quoted line breaks, masked and 15-digit IDs, four ways
 * to write a date, sentinel dates, and coordinates under each other's headers.
 */
function messy(seed: number): Buffer {
  const random = new SeededStream(seed);
  const lines = ['序号,姓名,证件号码,出生日期,性别,联系电话,住址,经度,纬度,走访事项,备注'];
  for (let i = 0; i < 600; i++) {
    const birth = inventDay(random, draw(random, [[1945, 22], [1955, 30], [1965, 28], [1975, 20]] as const) + random.below(10)); // biome-ignore format: a table
    const male = random.chance(480);
    const id = inventResidentId(random, '330106', birth, male);
    const name = i === 17 ? '𠮷砚舟' : inventName(random);
    const town = draw(random, towns);
    const address = `浙江省杭州市西湖区${town}${homeAddress(random)}`;
    const latitude = (30.2 + random.below(1000) / 10_000).toFixed(6);
    const longitude = (120.05 + random.below(1000) / 10_000).toFixed(6);
    lines.push(
      [
        String(i + 1),
        name,
        writeId(random, id),
        writeDate(random, birth),
        random.chance(12) ? '9' : male ? '1' : '2',
        random.chance(900) ? writeMobile(inventMobile(random), draw(random, mobileForms)) : '',
        random.chance(60) ? address.replace('西湖区', '西湖区\r\n') : address,
        latitude, // swapped: the header says longitude
        longitude,
        draw(random, [['养老服务', 38], ['低保复核', 26], ['残疾补贴', 18], ['住房补贴', 18]] as const), // biome-ignore format: a table
        messyRemark(random, name),
      ]
        .map(field)
        .join(','),
    );
  }
  return encodeGb18030(`${lines.join('\r\n')}\r\n`);
}

function writeId(random: SeededStream, id: string): string {
  switch (random.below(8)) {
    case 0:
      return `${id.slice(0, 6)}********${id.slice(14)}`;
    case 1:
      return `${id.slice(0, 10)}********`;
    case 2:
      return id.slice(0, 6) + id.slice(8, 17); // the 15 digits of before 1999
    case 3:
      return id.toLowerCase();
    default:
      return id;
  }
}

function writeDate(random: SeededStream, day: Day): string {
  if (random.chance(15)) return random.chance(500) ? '9999-9-9' : '1900-1-1';
  switch (random.below(6)) {
    case 0:
      return `${day.year}/${day.month}/${day.day}`;
    case 1:
      return `${day.year}年${day.month}月${day.day}日`;
    case 2:
      return `${day.year}${padded(day.month, 2)}${padded(day.day, 2)}`;
    default:
      return isoDate(day);
  }
}

function messyRemark(random: SeededStream, name: string): string {
  switch (random.below(12)) {
    case 0:
      return `本人${name}，\r\n电话${writeMobile(inventMobile(random), 2)}`;
    case 1:
      return `第一次走访,无人\r\n第二次走访,已核实`;
    case 2:
      return `联系人：${inventName(random)}，微信号同手机号`;
    case 3:
      return `"情况属实"`;
    default:
      return '';
  }
}

const shops = [
  ['杭州市', 22], ['宁波市', 15], ['上海市', 20], ['苏州市', 12], ['南京市', 11], ['厦门市', 8], ['福州市', 7], ['温州市', 5],
] as const; // biome-ignore format: a table

/** Orders of a shop that sells its data: order_no and amount must come out as they are. */
function sales(seed: number): Buffer {
  const random = new SeededStream(seed);
  const lines = ['order_no,客户姓名,手机号,城市,商品,数量,amount,下单日期,评分'];
  for (let i = 0; i < 2000; i++) {
    const day = inventDay(random, 2025);
    const cents = 990 + random.below(90_000) * (random.chance(80) ? 9 : 1);
    const amount = (cents / 100).toFixed(2);
    lines.push(
      [
        `DD2026${padded(random.below(1_000_000), 6)}${padded(i, 5)}`,
        inventName(random),
        writeMobile(inventMobile(random), draw(random, mobileForms)),
        draw(random, shops),
        draw(random, [['雨前龙井茶', 24], ['紫砂壶', 12], ['丝绸围巾', 20], ['竹编篮', 10], ['青瓷杯', 20], ['檀香扇', 14]] as const), // biome-ignore format: a table
        String(1 + random.below(3)),
        cents >= 100_000 ? amount.replace(/^(\d+)(\d{3}\.)/, '$1,$2') : amount,
        isoDate(day),
        random.chance(150) ? '' : String(draw(random, [[5, 58], [4, 27], [3, 9], [2, 4], [1, 2]] as const)), // biome-ignore format: a table
      ]
        .map(field)
        .join(','),
    );
  }
  return Buffer.from(`${lines.join('\n')}\n`, 'utf8');
}

/** `node dist/benchmarks/samples.js` writes the samples anew; a test compares them with the committed bytes. */
function main(): void {
  const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'samples');
  for (const [path, bytes] of sampleFiles()) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), bytes);
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) main();
