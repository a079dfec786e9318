/**
 * Words of the tables that recognition is judged on: written for this purpose, so that a recogniser is not judged by
 * its own lists. Diseases, trades and schools are common words; goods and places include those that look like names.
 */
const words = (text: string): readonly string[] => text.split(' ');

export const diseases = words(
  '高血压 2型糖尿病 冠心病 脑梗死 慢性支气管炎 肺炎 肺结核 胃溃疡 急性阑尾炎 胆囊结石 乳腺癌 肺癌 肝硬化 乙型肝炎 类风湿性关节炎 骨折 腰椎间盘突出症 白内障 青光眼 抑郁症 精神分裂症 癫痫 哮喘 贫血 甲状腺功能亢进 尿毒症 慢性肾功能衰竭 帕金森病 前列腺增生 带状疱疹',
);
export const trades = words(
  '教师 工人 农民 医生 护士 司机 会计 律师 厨师 警察 保安 保洁员 快递员 工程师 程序员 销售员 个体户 公务员 退休人员 学生 待业 企业职工 记者 军人 演员',
);
export const schooling = words('小学 初中 高中 中专 大专 本科 硕士研究生 博士研究生 文盲');
export const parties = words('中共党员 中共预备党员 共青团员 群众 民革党员 无党派人士');
export const faiths = words('佛教 道教 伊斯兰教 天主教 基督教 无宗教信仰');
export const unions = words('未婚 已婚 离婚 丧偶 再婚');
export const peoples = words(
  '汉族 汉族 汉族 汉族 汉族 汉族 蒙古族 回族 藏族 维吾尔族 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 哈尼族 傣族 黎族',
);

export const goods = words(
  '蓝牙耳机 电热水壶 机械键盘 无线鼠标 不锈钢锅 纯棉毛巾 运动鞋 牛仔裤 羽绒服 洗衣液 抽纸 矿泉水 方便面 巧克力 大米 食用油 沐浴露 台灯 书包 雨伞 保温杯 充电宝 空气炸锅 平板支架 白菜 黄瓜 金橘 毛巾 牛奶 鱼片 花生 麦片 米粉 茶叶 石榴 梅干 柳橙 方桌 高跟鞋 白酒 马灯 水桶 路灯 钟表 温度计 单肩包 平底锅 安全帽 银手镯 雷管 云母片 常温奶 万用表 齿轮 包子 汤圆 龙井茶 胡萝卜 黄油 白砂糖 元宝 燕窝 牛肉干 江米条 熊猫玩偶 康乃馨 温水枪 谷物棒 祝福贺卡 苗木 韦驮像 乐高 花洒 舒肤佳',
);
export const places = words(
  '北京 上海 广州 深圳 杭州 温州 常州 安阳 江门 高州 连云港 武汉 成都 南京 苏州 黄山 泰山 华山 阳朔 凤凰古城 西湖 故宫 石家庄 乌鲁木齐 呼和浩特 宁波 金华 安庆 马鞍山 邢台 邯郸 康定 都江堰 张家界 项城 丰台 海淀 朝阳 房山 平谷 温江 金堂 龙泉驿 简阳 江油 梅州 汤阴 叶县 鲁山 向阳 牛街 钟楼 乐清 文昌 万宁 余姚 牟平 单县 成武 阎良 邹城',
);
export const states = words('已完成 待付款 已发货 已取消 退款中 待审核 审核通过 已归档 处理中 已驳回');
export const kinds = words('办公用品 电子产品 食品饮料 家居日用 图书音像 母婴用品 户外运动 生鲜水果');
export const materials = words('金属 棉麻 白瓷 黄铜 木质 塑料 玻璃 石材 云锦 牛皮');
export const plants = words(
  '白杨 石楠 江南槐 牡丹 金桂 柳树 梅花 松柏 水杉 银杏 龙舌兰 海棠 文竹 罗汉松 杜鹃 贺春红',
);
export const departments = words('办公室 财务科 人事科 业务一科 信息中心 后勤处 法制科 综合科');
export const weather = words('晴 多云 阴 小雨 雷阵雨 大雪 雾 霾');

/** Remarks without an identifier, as clerks write them. */
export const remarks: readonly string[] = [
  '该户家庭困难，无其他收入来源，建议继续给予救助。',
  '材料齐全，情况属实，已提交街道，等待公示结果。',
  '已于本月入户走访，房屋年久失修，需尽快安排维修；子女均在外地务工。',
  '申请人对结果无异议，下次复查时间另行通知。',
  '经核实收入低于标准，同意纳入保障范围，按季度发放补助。',
  '设备运行正常，未发现异常，建议半年后再次检查。',
];
