import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headerWords, splitWords, wholeHeaderEvidence } from '../../src/profile/headers.js';
import { headerEvidence, tallyOf, typeColumn } from '../../src/profile/index.js';
import { defaultRecognition, nationalRecognisers } from '../../src/recognisers/index.js';

const every = [...defaultRecognition.recognisers, ...nationalRecognisers];

const named: [string, string | null][] = [
  ['姓名', 'person-name'], ['户主姓名', 'person-name'], ['jhrxm', 'person-name'], ['customerName', 'person-name'], ['联系人', 'person-name'],
  ['身份证号', 'cn-resident-id'], ['申请人身份证号码', 'cn-resident-id'], ['证件号码', 'cn-resident-id'], ['sfzh', 'cn-resident-id'], ['SFZHM', 'cn-resident-id'],
  ['cer_no', 'cn-resident-id'], ['idCardNo', 'cn-resident-id'], ['公民身份号码', 'cn-resident-id'],
  ['lxdh', 'phone-mobile'], ['监护人联系电话1', 'phone-mobile'], ['contact_phone', 'phone-mobile'], ['phoneNumber', 'phone-mobile'], ['联系人电话', 'phone-mobile'], ['订单联系电话', 'phone-mobile'],
  ['固定电话', 'phone-landline'], ['email address', 'email'], ['IP address', 'ip-address'], ['MAC_ADDR', 'mac-address'],
  ['csrq', 'birth-date'], ['出生日期（年月日）', 'birth-date'], ['date_of_birth', 'birth-date'], ['登记日期', 'date'], ['created_at', 'date'],
  ['xb', 'gender'], ['性别(1男2女)', 'gender'], ['mz', 'ethnicity'], ['民族名称', 'ethnicity'], ['婚姻状况代码', 'marital-status'], ['学历代码', 'education'],
  ['uni_social_crd_cd', 'cn-uscc'], ['统一社会信用代码', 'cn-uscc'], ['银行卡号', 'bank-card'], ['家庭住址', 'address'], ['现住址', 'address'], ['户籍所在地', 'address'],
  ['疾病名称', 'health'], ['残疾等级', 'health'], ['救助金额', 'income'], ['备注', 'text'], ['车牌号', 'vehicle-plate'], ['案号', 'cn-case-number'],
  ['社会保障号码', 'social-security'], ['病案号', 'medical-id'], ['行政区划代码', 'cn-region-code'], ['邮政编码', 'postal-code'], ['QQ号', 'qq'], ['微信号', 'wechat'],
  // Headers of things, and names of people's things that are not the thing itself.
  ['订单号', null], ['流水号', null], ['编号', null], ['金额', null], ['order_no', null], ['amount', null], ['id', null], ['uuid', null], ['商品名称', null],
  ['产品型号', null], ['手机品牌', null], ['手机型号', null], ['身份证类型', null], ['email_verified', null], ['手机号归属地', null], ['status', null], ['序号', null],
]; // biome-ignore format: a table

describe('headers alone', () => {
  it('names nothing that it does not say, in whichever script the names are', () => {
    for (const header of ['备用', 'x', '其他', 'field_7']) {
      expect(headerEvidence(header, nationalRecognisers), header).toEqual(new Map());
    }
    expect(headerEvidence('주민등록번호', nationalRecognisers).get('kr-rrn')?.strength).toBe(1);
  });

  it('are split alike where they are a word of one script', () => {
    const han = fc.stringMatching(/^[\u4e00-\u9fff]{1,4}(脱敏前|备份|必填|)$/);
    const latin = fc.oneof(
      fc.stringMatching(/^[a-z]{1,6}$/),
      fc.constantFrom('num', 'number', 'new', 'constructor'),
    );
    const known = fc.constantFrom(...every.flatMap(({ headers }) => headers), '證件號碼', '');
    const header = fc.oneof(han, latin, known);
    fc.assert(
      fc.property(header, (text) => {
        expect(headerWords(text)).toEqual(splitWords(text));
      }),
      { numRuns: 500 },
    );
  });

  it('say what the whole vocabulary says of them, looked up by their parts', () => {
    const vocabulary = every.flatMap(({ headers }) => headers);
    const piece = fc.oneof(
      fc.constantFrom(...vocabulary),
      fc.constantFrom(
        '申请人',
        '号码',
        '号',
        '代码',
        '_',
        ' ',
        '订单',
        'jhr',
        'Old',
        'name',
        '1',
        '（元）',
        '脱敏前',
      ),
    );
    const header = fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(header, (text) => {
        const whole = wholeHeaderEvidence(text, every);
        expect(headerEvidence(text, every)).toEqual(whole);
      }),
      { numRuns: 400 },
    );
  });

  it.each(named)('%s → %s', (header, entity) => {
    const profile = typeColumn(tallyOf([], header));
    expect(profile.entity).toBe(entity);
    expect(profile.confidence).toBeLessThanOrEqual(0.4);
    expect(profile.share).toBe(0);
  });
});
