// Texts that hold identifiers among other things, and texts that hold none: for the reference and for the kernel.

/** What stands beside an identifier, or inside it, and must not hide it. */
export const beside: [string, [string, string][]][] = [
  ['邮箱...zhang@example.com，见附件', [['email', 'zhang@example.com']]],
  ['zhang@example.com-2024', [['email', 'zhang@example.com']]],
  ['zhang@example.com.2024', [['email', 'zhang@example.com']]],
  ['zhang@example.com2', [['email', 'zhang@example.com']]],
  ['zhang@my.co-op.com', [['email', 'zhang@my.co-op.com']]],
  ['zhang@example.com13800138000', [['email', 'zhang@example.com'], ['phone-mobile', '13800138000']]],
  ['zhang@163.com-张', [['email', 'zhang@163.com']]],
  ['zhang.@example.com', [['email', 'zhang.@example.com']]],
  ['住址：浙江省杭州市西湖区文三路 478号', [['address', '浙江省杭州市西湖区文三路 478号']]],
  ['收货地址：浙江省 杭州市 西湖区 文三路 478号 华星时代广场A座 1203，请电联', [['address', '浙江省 杭州市 西湖区 文三路 478号 华星时代广场A座 1203']]],
  ['家住上海市浦东新区张江路 88 弄 12 号 301 室。', [['address', '上海市浦东新区张江路 88 弄 12 号 301 室']]],
  ['西湖区文三路478号 3单元501室', [['address', '西湖区文三路478号 3单元501室']]],
  ['西湖区文三路478号（幸福小区）3单元501室', [['address', '西湖区文三路478号（幸福小区）3单元501室']]],
  ['西湖区文三路478号,3单元501室', [['address', '西湖区文三路478号,3单元501室']]],
  ['西湖区文三路478号，3单元501室', [['address', '西湖区文三路478号，3单元501室']]],
  ['幸福小区5栋2单元 15A', [['address', '幸福小区5栋2单元 15A']]],
  ['龙湖时代天街2期5栋1单元301', [['address', '龙湖时代天街2期5栋1单元301']]],
  ['西湖区文三路478号 138 0013 8000', [['address', '西湖区文三路478号'], ['phone-mobile', '138 0013 8000']]],
  ['幸福小区5栋2单元 13800138000', [['address', '幸福小区5栋2单元'], ['phone-mobile', '13800138000']]],
  ['联系电话1.13800138000', [['phone-mobile', '13800138000']]],
  ['1.13800138000；2.13912345678', [['phone-mobile', '13800138000'], ['phone-mobile', '13912345678']]],
  ['身份证号1.11010519491231002X；2、110105 19491231 002X', [['cn-resident-id', '11010519491231002X'], ['cn-resident-id', '110105 19491231 002X']]],
  ['残疾证1.11010519491231002X42', [['cn-resident-id', '11010519491231002X42']]],
  ['卡号1.6222104332181960010', [['bank-card', '6222104332181960010']]],
  ['ID11010519491231002Xa', [['cn-resident-id', '11010519491231002X']]],
  ['号11010519491231002Xabc', [['cn-resident-id', '11010519491231002X']]],
  ['居住证810000199408230021a，永居证911124198108030024a', [['cn-hkmt-permit', '810000199408230021'], ['cn-foreign-permit', '911124198108030024']]],
  ['010-62345678-010-62345679', [['phone-landline', '010-62345678'], ['phone-landline', '010-62345679']]],
  ['手机a13800138000', [['phone-mobile', '13800138000']]],
  ['车牌京A1B2C3', [['vehicle-plate', '京A1B2C3']]],
]; // biome-ignore format: a table

/** What looks like an identifier and is none. */
export const clean = [
  'lodash@4.17.21，react@18.3.0-rc.1，ui@1.0.beta2',
  'user..name@example.com',
  '.user@example.com',
  '耗时 1.13812345678 秒，x=1.13812345678，[2.13812345678, 3.13912345678]',
  '系数0.13800138000，比例 12.13800138000%，版本1.2.13800138000，v1.13800138000',
  '编号11010519491231003Xa，代码京A级B1，云A1B2C3D4，编码a13800138000',
  '工单 12 号已办结，会议室在 3 楼，距路口 200 米',
  '地铁 5 号线，共 3 栋 120 户，第 5 组 12 人',
  '@example.com，...@example.com，a@b',
];
