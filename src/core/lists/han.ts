/** Characters that name a level of a Chinese address, coarse to fine. */
export const addressLevels = '省市区县旗镇乡街道路巷弄村号栋幢楼单元室';

/** How names of organisations end. */
export const organisationSuffixes: readonly string[] = `
公司 集团 厂 店 院 校 局 所 部 处 站 社 馆 中心 银行 支行 分行 协会 学会 商会 联合会 基金会 合作社 委员会 办公室 事务所 工作室 经营部
门市部 大队 支队 学院 大学 中学 小学 幼儿园 医院 卫生院 诊所 药房 商行 超市 酒店 饭店 餐厅 宾馆 农场 林场 政府 法院 检察院 街道办
个体户 俱乐部 出版社 研究院 研究所 派出所 养老院 福利院
`
  .trim()
  .split(/\s+/);

/** First characters of vehicle plates, one per province (GA 36). */
export const plateProvinces = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼';

/** Last characters of special vehicle plates (GA 36). */
export const plateSuffixes = '警学挂领港澳试超';

/** Characters that stand for masked ones in names and numbers. */
export const maskCharacters = '*＊×●○■█';
