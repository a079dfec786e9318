/** A code table of a standard: code → name, in the order of the standard. */
export type CodeTable = ReadonlyMap<string, string>;

/** Sex, GB/T 2261.1. */
export const genderCodes: CodeTable = table(`
0 未知的性别
1 男性
2 女性
9 未说明的性别
`);

/** Ethnic groups, GB/T 3304; 97 and 98 are common additions. */
export const ethnicityCodes: CodeTable = table(`
01 汉
02 蒙古
03 回
04 藏
05 维吾尔
06 苗
07 彝
08 壮
09 布依
10 朝鲜
11 满
12 侗
13 瑶
14 白
15 土家
16 哈尼
17 哈萨克
18 傣
19 黎
20 傈僳
21 佤
22 畲
23 高山
24 拉祜
25 水
26 东乡
27 纳西
28 景颇
29 柯尔克孜
30 土
31 达斡尔
32 仫佬
33 羌
34 布朗
35 撒拉
36 毛南
37 仡佬
38 锡伯
39 阿昌
40 普米
41 塔吉克
42 怒
43 乌孜别克
44 俄罗斯
45 鄂温克
46 德昂
47 保安
48 裕固
49 京
50 塔塔尔
51 独龙
52 鄂伦春
53 赫哲
54 门巴
55 珞巴
56 基诺
97 其他
98 外国血统中国籍人士
`);

/** Marital status, GB/T 2261.2, two digits. */
export const maritalCodes: CodeTable = table(`
10 未婚
20 已婚
21 初婚
22 再婚
23 复婚
30 丧偶
40 离婚
90 未说明的婚姻状况
`);

/** Marital status as one digit, common in education and health systems. */
export const maritalDigitCodes: CodeTable = table(`
1 未婚
2 已婚
3 丧偶
4 离婚
9 未说明
`);

/** Political status, GB/T 4762. */
export const politicalCodes: CodeTable = table(`
01 中国共产党党员
02 中国共产党预备党员
03 中国共产主义青年团团员
04 中国国民党革命委员会会员
05 中国民主同盟盟员
06 中国民主建国会会员
07 中国民主促进会会员
08 中国农工民主党党员
09 中国致公党党员
10 九三学社社员
11 台湾民主自治同盟盟员
12 无党派民主人士
13 群众
`);

/** Education, GB/T 4658, top level. */
export const educationCodes: CodeTable = table(`
10 研究生教育
20 大学本科教育
30 大学专科教育
40 中等职业教育
60 普通高级中学教育
70 初级中学教育
80 小学教育
90 其他
`);

/** Kinds of identity document, JY/T 1001. */
export const documentTypeCodes: CodeTable = table(`
01 居民身份证
02 军官证
03 士兵证
04 文职干部证
05 部队离退休证
06 香港身份证
07 澳门身份证
08 台湾居民来往大陆通行证
09 港澳台居民居住证
10 护照
99 其他
`);

/** Blood types as commonly coded. */
export const bloodTypeCodes: CodeTable = table(`
1 A型
2 B型
3 O型
4 AB型
5 不详
`);

/** Urban and rural category, National Bureau of Statistics. */
export const settlementCodes: CodeTable = table(`
111 主城区
112 城乡结合区
121 镇中心区
122 镇乡结合区
123 特殊区域
210 乡中心区
220 村庄
`);

function table(lines: string): CodeTable {
  const rows = lines.trim().split('\n');
  return new Map(rows.map((row) => row.split(' ') as [string, string]));
}
