/**
 * Words of the invented people that benchmarks and samples are made of. Districts and their GB/T 2260 codes and
 * telephone area codes are real, so that recognisers and hierarchies have something to find; streets, estates and
 * given names are made up and look it.
 */

/** A district: GB/T 2260 code, telephone area code, address down to the district, city name. */
export interface District {
  code: string;
  area: string;
  address: string;
  city: string;
  province: string;
}

function district(code: string, area: string, province: string, city: string, name: string): District {
  return { code, area, address: `${province}${city === province ? '' : city}${name}`, city, province };
}

/** Districts in order of how often they are drawn: the first ones hold most people. */
export const districts: readonly District[] = [
  district('330102', '0571', '浙江省', '杭州市', '上城区'),
  district('330106', '0571', '浙江省', '杭州市', '西湖区'),
  district('330110', '0571', '浙江省', '杭州市', '余杭区'),
  district('330203', '0574', '浙江省', '宁波市', '海曙区'),
  district('330205', '0574', '浙江省', '宁波市', '江北区'),
  district('350203', '0592', '福建省', '厦门市', '思明区'),
  district('350205', '0592', '福建省', '厦门市', '海沧区'),
  district('350102', '0591', '福建省', '福州市', '鼓楼区'),
  district('440106', '020', '广东省', '广州市', '天河区'),
  district('440103', '020', '广东省', '广州市', '荔湾区'),
  district('440305', '0755', '广东省', '深圳市', '南山区'),
  district('510104', '028', '四川省', '成都市', '锦江区'),
  district('510107', '028', '四川省', '成都市', '武侯区'),
  district('320102', '025', '江苏省', '南京市', '玄武区'),
  district('320508', '0512', '江苏省', '苏州市', '姑苏区'),
  district('420106', '027', '湖北省', '武汉市', '武昌区'),
  district('110105', '010', '北京市', '北京市', '朝阳区'),
  district('110108', '010', '北京市', '北京市', '海淀区'),
  district('310104', '021', '上海市', '上海市', '徐汇区'),
  district('310115', '021', '上海市', '上海市', '浦东新区'),
  district('500103', '023', '重庆市', '重庆市', '渝中区'),
  district('500106', '023', '重庆市', '重庆市', '沙坪坝区'),
  district('460106', '0898', '海南省', '海口市', '龙华区'),
  district('460107', '0898', '海南省', '海口市', '琼山区'),
];

/** Common surnames; the last ones have two characters. */
export const surnames: readonly string[] = [
  ...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛',
  '欧阳',
  '司徒',
  '上官',
  '诸葛',
];

/**
 * First and second characters of invented given names. Each is usual in names; the pairs (砚岭, 鹤弦, 棋澜) are not, so
 * that nobody is called so and yet a recogniser has a fair chance.
 */
export const givenFirst: readonly string[] = [
  ...'云星岚鹤砚瑾澄霏雪月晨曦清若辰瑶松竹兰荷莲蕊薇芸晓露羽鸿雁鹏逸远思忆诗琴棋',
];
export const givenSecond: readonly string[] = [
  ...'川弦澜泽渊岭光舒峰松竹梅霖露羽鸿雁鹏翎翊荷莲芸琴棋诗砚鹤星辰曦瑶',
];

/** Streets and housing estates that exist on no map. */
export const streets: readonly string[] = [
  '子虚路', '乌有街', '亡是大道', '拟云路', '幻溪街', '虚舟路', '梦泽大街', '无名巷', '镜花路', '水月街',
  '南柯路', '黄粱街', '桃源北路', '蓬莱东路', '方壶路', '瀛洲大道',
]; // biome-ignore format: a list of words

export const estates: readonly string[] = [
  '蜃楼小区', '幻境花园', '虚白苑', '乌有新村', '镜湖里', '云上公寓', '桃源居', '子虚家园',
]; // biome-ignore format: a list of words

/** Mobile segments that are in use (first three digits). */
export const segments: readonly string[] = [
  '130', '131', '132', '133', '135', '136', '137', '138', '139', '145', '147', '150', '151', '152', '153',
  '155', '156', '157', '158', '159', '166', '171', '172', '173', '175', '176', '177', '178', '180', '181',
  '182', '183', '184', '185', '186', '187', '188', '189', '191', '193', '195', '196', '198', '199',
]; // biome-ignore format: a list of words

/** Ethnic groups by falling frequency. */
export const ethnicities: readonly string[] = [
  '汉族', '壮族', '回族', '满族', '畲族', '苗族', '土家族', '彝族', '藏族', '蒙古族',
]; // biome-ignore format: a list of words

export const maritalStatuses: readonly string[] = ['已婚', '未婚', '离异', '丧偶'];

export const occupations: readonly string[] = [
  '职员', '工人', '教师', '农民', '个体经营', '护士', '医生', '司机', '厨师', '会计', '工程师', '保安',
  '销售', '退休', '学生', '公务员', '快递员', '律师',
]; // biome-ignore format: a list of words

export const mailDomains: readonly string[] = [
  'example.com',
  'example.cn',
  'mail.example.org',
  'example.net',
];

/** Weights of the check digit of a resident ID (GB 11643, ISO 7064 MOD 11-2). */
export const idWeights: readonly number[] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
export const idChecks = '10X98765432';
