import { table } from './table.js';

/** Why a column was typed as it was, and what is suggested for it. */
export const recognitionMessages = table({
  'reason-header': { text: { en: 'the header names it', zh: '表头表明' } },
  'reason-values': { text: { en: 'the values have its form', zh: '取值符合其格式' } },
  'reason-checksum': { text: { en: 'the check digits are right', zh: '校验位正确' } },
  'reason-checksum-low': {
    text: { en: 'the form is right, most check digits are not', zh: '格式正确，但多数校验位不符' },
  },
  'reason-masked': {
    text: {
      en: 'the values are masked; what is left still narrows down',
      zh: '取值已遮盖，剩余部分仍可缩小范围',
    },
  },
  'reason-left-region': { text: { en: 'left: the region', zh: '仍可见：地区' } },
  'reason-left-birth': { text: { en: 'left: the birth date, or its year', zh: '仍可见：出生日期或年份' } },
  'reason-left-sex': { text: { en: 'left: the sex', zh: '仍可见：性别' } },
  'reason-left-segment': { text: { en: 'left: the first digits', zh: '仍可见：号段' } },
  'reason-left-tail': { text: { en: 'left: the last digits', zh: '仍可见：尾号' } },
  'reason-left-surname': { text: { en: 'left: the surname', zh: '仍可见：姓氏' } },
  'reason-sentinel': {
    text: {
      en: 'some dates stand for "unknown" (9999-12-31, 1900-01-01)',
      zh: '部分日期表示“不详”（如 9999-12-31、1900-01-01）',
    },
  },
  'reason-mixed': { text: { en: 'several identifiers share the column', zh: '同一列混有多种标识' } },
  'reason-header-conflict': {
    text: {
      en: 'the header promises something else; the values decided',
      zh: '表头与取值不一致，以取值为准',
    },
  },
  'reason-distribution': {
    text: {
      en: 'the values are distributed as this is, in a table about people',
      zh: '在含人员的表中，取值分布与之相符',
    },
  },
  'reason-personal-part': {
    text: { en: 'some values belong to persons (sole traders)', zh: '部分取值属于个人（个体工商户）' },
  },
  'reason-rare': {
    text: { en: 'identifiers stand in some of its cells', zh: '部分单元格中含有标识' },
  },
  'reason-pair': {
    text: { en: 'with the column beside it a pair of coordinates', zh: '与相邻列组成经纬度' },
  },
  'reason-axis-swapped': {
    text: {
      en: 'the header names the other axis; the range of the values decided',
      zh: '表头与经纬度范围相反，以取值范围为准',
    },
  },
  'reason-datum-wgs84': { text: { en: 'datum WGS-84 (or CGCS2000)', zh: '坐标系 WGS-84（或 CGCS2000）' } },
  'reason-datum-gcj02': { text: { en: 'datum GCJ-02', zh: '坐标系 GCJ-02（火星坐标）' } },
  'reason-datum-bd09': { text: { en: 'datum BD-09', zh: '坐标系 BD-09（百度坐标）' } },
  'reason-authentication': {
    text: { en: 'what authenticates a user (JR/T 0171: C3)', zh: '用户鉴别信息（JR/T 0171：C3）' },
  },
  'reason-person-number': {
    text: {
      en: 'codes, under a header that names the number of a person',
      zh: '表头表明为个人编号，取值为编码',
    },
  },
  'reason-opaque': {
    text: { en: 'nearly every value is different, and of no known kind', zh: '取值几乎各不相同，且类型未知' },
  },
  'reason-code': {
    text: { en: 'a code of things, different for nearly every record', zh: '物的编码，几乎每条记录都不同' },
  },
  'reason-empty': { text: { en: 'no values', zh: '没有取值' } },
  'reason-none': { text: { en: 'nothing that identifies was found', zh: '未发现可识别的内容' } },
  'reason-distinct': {
    text: { en: 'its number of distinct values can single people out', zh: '其不同取值的数量足以区分个体' },
  },
  'suggest-direct': { text: { en: '{entity}: identifies by itself', zh: '{entity}：可直接识别' } },
  'suggest-direct-linked': {
    text: {
      en: '{entity}: identifies by itself; a pseudonym is still personal information',
      zh: '{entity}：可直接识别；假名化后仍属个人信息',
    },
  },
  'suggest-hierarchy': {
    text: {
      en: '{entity}: identifies in combination, generalised as far as needed',
      zh: '{entity}：组合可识别，按需泛化',
    },
  },
  'suggest-quasi': {
    text: {
      en: '{entity}: identifies in combination, kept or suppressed as a whole',
      zh: '{entity}：组合可识别，整列保留或隐去',
    },
  },
  'suggest-quasi-drop': {
    text: {
      en: '{entity}: singles people out; hierarchy: grid keeps cells of 100 m to 100 km instead',
      zh: '{entity}：易单独指向个人；可改用 hierarchy: grid，保留 100 米至 100 公里的网格',
    },
  },
  'suggest-sensitive': {
    text: { en: '{entity}: what others must not learn of a person', zh: '{entity}：不应被他人获知的内容' },
  },
  'suggest-authentication': {
    text: {
      en: 'authenticates a user (JR/T 0171: C3); never leaves',
      zh: '用户鉴别信息（JR/T 0171：C3），不得流出',
    },
  },
  'suggest-masked': {
    text: {
      en: '{entity}, masked: what is left still identifies',
      zh: '{entity}（已遮盖）：剩余部分仍可识别',
    },
  },
  'suggest-text': {
    text: {
      en: 'free text: identifiers are replaced where they are found',
      zh: '自由文本：发现的标识将被替换',
    },
  },
  'suggest-text-drop': {
    text: { en: 'free text: not allowed in this kind of release', zh: '自由文本：此类发布不允许' },
  },
  'suggest-rare': {
    text: { en: 'identifiers stand in some cells; they are replaced', zh: '部分单元格含有标识，将被替换' },
  },
  'suggest-linking': {
    text: { en: '{entity}: joins to other sources', zh: '{entity}：可关联到其他来源' },
  },
  'suggest-opaque': {
    text: {
      en: 'nearly unique values of unknown meaning: decide; removed until then',
      zh: '取值近乎唯一且含义不明：请确认；确认前先移除',
    },
  },
  'suggest-promised': {
    text: {
      en: 'the header names this: {entity}; the values do not look like it: decide; removed until then',
      zh: '表头表明为“{entity}”，但取值不像：请确认；确认前先移除',
    },
  },
  'suggest-code': {
    text: {
      en: 'a code of things, kept; remove it if other sources hold it too',
      zh: '物的编码，保留；若其他来源也有，请移除',
    },
  },
  'suggest-place': {
    text: {
      en: 'a place, in a table about people: identifies in combination',
      zh: '含人员的表中的地点：组合可识别',
    },
  },
  'suggest-distinct': {
    text: {
      en: 'kept; {distinct} distinct values: make it quasi if it says something of a person',
      zh: '保留；共 {distinct} 种取值：若描述个人，请改为 quasi',
    },
  },
  'suggest-safe': { text: { en: 'nothing that identifies was found', zh: '未发现可识别的内容' } },
  'form-residentId18': { text: { en: 'resident ID, check digit right', zh: '身份证号（校验位正确）' } },
  'form-residentId18Form': {
    text: { en: 'resident ID, check digit or date wrong', zh: '身份证号形式（校验位或日期不符）' },
  },
  'form-residentId15': { text: { en: '15 digits with a date inside', zh: '15 位旧身份证号形式' } },
  'form-mobile': { text: { en: 'mobile number', zh: '手机号码' } },
  'form-landline': { text: { en: 'landline number', zh: '固定电话' } },
  'form-email': { text: { en: 'e-mail address', zh: '电子邮箱' } },
  'form-bankCard': { text: { en: '13–19 digits, Luhn right', zh: '13–19 位数字，Luhn 校验正确' } },
  'form-uscc': {
    text: { en: 'social credit code, check digit right', zh: '统一社会信用代码（校验位正确）' },
  },
  'form-date': { text: { en: 'date', zh: '日期' } },
  'form-digits6': { text: { en: 'six digits', zh: '6 位数字' } },
  'form-integer': { text: { en: 'whole number', zh: '整数' } },
  'form-decimal': { text: { en: 'decimal number', zh: '小数' } },
  'form-ipv4': { text: { en: 'IPv4 address', zh: 'IPv4 地址' } },
  'form-ipv6': { text: { en: 'IPv6 address', zh: 'IPv6 地址' } },
  'form-plate': { text: { en: 'number plate', zh: '车牌号' } },
  'form-hanName': { text: { en: 'Han characters with a surname first', zh: '以姓氏开头的汉字' } },
  'form-hanText': { text: { en: 'mostly Han characters', zh: '以汉字为主' } },
  'form-address': { text: { en: 'Han text with address levels', zh: '含地址层级的汉字文本' } },
  'form-organisation': { text: { en: 'Han text ending like an organisation', zh: '以机构名结尾的汉字文本' } },
  'form-long': { text: { en: 'longer than 30 characters', zh: '超过 30 个字符' } },
  'form-candidate': { text: { en: 'text with a long number or @ inside', zh: '含长数字或 @ 的文本' } },
  'form-masked': { text: { en: 'masked number', zh: '已遮盖的号码' } },
  'form-uuid': { text: { en: 'UUID', zh: 'UUID 形式' } },
  'form-timestamp': { text: { en: 'date and time', zh: '日期时间' } },
  'form-mac': { text: { en: 'MAC address', zh: 'MAC 地址' } },
  'form-vin': { text: { en: 'vehicle identification number', zh: '车辆识别代号' } },
  'form-imei': { text: { en: '15 digits, Luhn right', zh: '15 位数字，Luhn 校验正确' } },
  'form-latitudeLongitude': { text: { en: 'coordinate', zh: '经纬度' } },
  'form-hkId': { text: { en: 'Hong Kong ID', zh: '香港身份证号' } },
  'form-passport': { text: { en: 'passport number', zh: '护照号' } },
  'form-url': { text: { en: 'web address', zh: '网址' } },
  'category-biometrics': { text: { en: 'biometrics', zh: '生物识别' } },
  'category-religion': { text: { en: 'religious belief', zh: '宗教信仰' } },
  'category-specific-identity': { text: { en: 'specific identity', zh: '特定身份' } },
  'category-health': { text: { en: 'medical health', zh: '医疗健康' } },
  'category-financial-account': { text: { en: 'financial account', zh: '金融账户' } },
  'category-whereabouts': { text: { en: 'whereabouts', zh: '行踪轨迹' } },
  'category-minors-under-14': { text: { en: 'persons under 14', zh: '不满十四周岁未成年人' } },
});
