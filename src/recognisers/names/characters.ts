/** Characters that are frequent in given names; compiled for Lethe from common modern usage. A weak signal. */
const given =
  '伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉玲芬红玉萍华建国志梅飞鹏斌波云海燕雪琴凤莲珍春花丹' +
  '宇浩然子涵梓轩欣怡雨晨思远嘉豪俊诗佳琪博睿泽逸晓东南西北林森松柏鑫龙虎金银宝贵荣昌盛福禄寿喜庆祥瑞吉安康宁' +
  '健民生义仁礼智信忠孝诚德才学武斯成功胜利新光辉耀亮星辰月阳天晴雷震霖霏露霜冰清洁白青蓝紫彤丹彩美媛婷婉' +
  '婧姗姝妍妮妹娇娥娴嫣嫦慧惠蕙颖莹莉莎菲菊荷蓉蓓薇蕾薪芝芸芷若茜茵茹荔萱葵蔚琳琦琬瑶瑛璐璇瑾瑜珊珠玥玮琼琛' +
  '楠桐桦榕樱柳杨槐栋梁材柱根树枫棋楷钢铁铭锋锐钧钰锦镇江河湖泊湘沛沁泓洪淑淳润渊源滨涵潇潮澜澄灏炎炜烨焕煜燃熙' +
  '山峰岩岭岚崇嵩巍川坤坚培堂城均坦垚士奇威毅恒恩悦悟情惟愉慈懿承振拓捷挺撼政敬晖晗景智曦朗朋望本来杏' +
  '权可乐立章竹筠绍维绪绮继缘羽翔翠翰聪育胤臣舒艺苏葆虹蝶衍裕言诺谦谨豫贝贞贤赫跃超越通达运进远道邦郁长' +
  '闯阔随雁雄雅雯霆韬韵顺颂颜飒香馨驰骏骥高鸣鸿鹃鹤麒麟黎齐一二三四五六七八九十丁万世业中丰主乃之九书云五亚京亦仕代以' +
  '任企伊会传伦伯佑佐作佩依侃保俐修倩倬倪值偲元兆先克全兴典冬冠冲凌凡凯凱刘则初创制力加劲勋勤化升卉卓博卫印原友双发叔' +
  '古台叶号司合同向君启吾周和咏哲唐善团园国圣在地增夏夕多大太夫央奎如妙妤姣娅婕婵孟季存宏定宜宪宸家容宽宾密寒小少尔尚尧展' +
  '居岳州巧年广庭廷开弘弟张弦彦彬彪微心忆志怀念恬意愿戈成战所扬拥攀收放敏教敦斐方施旗旭昊昕昱昭晶暄曼曾朝木未朵李村松果柔桃业楚' +
  '欢正步武毓水永汉汝沙泉法泰洲津浪浦淼深满漫火灵烈焱照熊爱牧特献环现珂理瑄璞甜田甲留益真石砚硕磊祎祖禹秋科程稳穆空童竣' +
  '笑策简米精素纯纲纳练组经统绢缇群翊翎老耘联肖胡良色芊苑苗范茂荃莺萌营董蒙蕊虎行西见觉誉语诸谊豆象贵赛赵路辅辞迅迎近迪述追逊那邵金钊钟银锡镜长门' +
  '陆陈雪静非革音顶项领风飏首骁鲁鲲鹰黄默齐' +
  '偉麗強軍勇豔傑濤蘭剛輝紅華國鵬雲鳳蓮東龍貴榮慶寧義禮學勝陽潔藍嬌潁瑩薔葉瓊樺楊棟鋼鐵銘鋒銳錦鎮湯潤濱瀟煒燁嶺堅書維紹緒貞賢躍遠達運進' +
  '沐汐沅湉溪熠烁炫焜煊煦昀昉昶晟晞暖玥珂珞珣璟瑀瑄翀翾翙苒茉菡蕴芮芃苓荀苡妡姮媞嫄嬿奕弈彧忻恺恪懋攸旻晏曜杉栩桓桢梵棣椿榆槿樾橙歆歌汶汀沂沣沺泺洵浠渤湑湲溥滢漪濡濯瀚灿炀焓烯燊珉珏珩璠甫畅皓皖盈睦瞳砺' +
  '磐祎祉秉秦稚穗笛筱箐簌紫绎绫缦羲聆肃臻艾芙芷茗莘葶蒲蓁蔓藜虔衡裴襄谌贻赓轲迈逍逾邑铂铄铮锴锟镕陌陶隽霁霈靖颐飏馥骅骞骥鲲鸢鹄鹭麓黛靖希仲延普炳富宣隆厚昆玄温乔莱钦恭奥廉翼藻训端夷改肇临亨允驹琪璋' +
  '殿弼徽勤寅耕丰孚铨桑塔乙之哲诚烈滔萧骁钰喆梁萍芹翠蕾娣菁芯娅妞囡婵媚娆苹茂茁毅峻屹岱翌捷挚敦朔杭栎楷榛沧泰涵润渝湛澍灵烽煌猛琢琰畴祖禾科竹笙笃策粟纬绩罡耕聪舜舟艇茅荫葛蒋贡赟趁跃轶轸辽逊酉钊铎锡阐霄韧韶颀飙魁麾' +
  '華麗潔瓊嬌鳳蘭穎頌韻鈞鈺銳錚鋼鐘爾綺緒縈經維綸緯繼續聰蘊藝詠詩諾謙謹讓豔賀賜賢贊軒輝遙遠鄧鄭釗鈴銀錢鎧鑫雙雲靜韋順領頡顯馨駿騰驊鵑鴻鶴麟龍';

/** Per UTF-16 unit: 1 frequent in given names, 2 ends a name that it follows, 4 ends words that are no names. */
const kinds = new Uint8Array(0x10000);
for (const character of given) kinds[character.charCodeAt(0)]! |= 1;

/** Whether a character is frequent in given names. */
export function isGiven(character: string): boolean {
  return (kinds[character.charCodeAt(0)]! & 1) !== 0;
}

/** Characters that practically never stand in a name: function words and verbs that follow one in a sentence. */
const stops =
  '的了是在有和与及或把被将向对从为到于因已称说让请应需可能会要未无不没这那哪您你我他她它们个位名号码电话手机男女身住址寄收打拨联系确认完提办' +
  '报申交付退购买询问反诉回复接诊就医入出院患病服用签约表示要求希望涉嫌违持等均系曾现另并又也还都则其该此某时后前上下内外间第、，。；：（）';
for (const character of stops) kinds[character.charCodeAt(0)]! |= 2;

/** Whether a character ends a name when it follows one. */
export function isStop(character: string): boolean {
  return (kinds[character.charCodeAt(0)]! & 2) !== 0;
}

/** Common words that begin with a surname character and have the length of a name: never names. */
const notNames =
  '高血压 高血脂 高烧 高热 高度 高级 高中 高新 高校 高速 高温 高考 高山 高端 方便 方式 方法 方案 方面 方向 安全 安排 安装 安静 安宁 安康 白天 白色 白酒 白菜 白糖 白细胞 黄金 黄色 黄瓜 黄疸 黄豆 ' +
  '金额 金融 金属 金币 余额 时间 时期 时候 时代 满意 满足 程序 程度 经理 经常 经济 经营 经过 经验 全部 全家 全国 全年 全体 全额 关于 关系 关闭 关注 温度 温馨 常用 常见 常规 常住 常州 ' +
  '任何 任务 任意 平台 平均 平时 平安 平方 平板 成功 成本 成立 成人 成年 成员 成品 成绩 明细 明确 明显 明年 江苏 江西 江南 江北 江门 江山 温州 黄山 黄河 华为 华东 华北 华南 华中 海南 海口 海淀 海鲜 ' +
  '武汉 武昌 云南 云计算 广东 广西 广州 广告 广场 河南 河北 河东 湖南 湖北 山东 山西 南京 南宁 南山 南昌 南通 北京 西安 西藏 东莞 贵州 贵阳 陕西 甘肃 宁波 宁夏 连云港 连接 连续 连锁 ' +
  '林业 林场 水果 水泥 水费 水电 水平 牛奶 牛肉 牛仔裤 羊肉 羊毛 鱼类 马上 马路 马铃薯 车辆 车间 车型 车牌 路由器 路灯 钱包 钟表 米饭 麦片 毛巾 毛衣 毛利 花生 花费 花园 花卉 茶叶 ' +
  '苏打水 苏州 葛根 麻辣 柴油 石油 石材 石家庄 和平 和解 同意 同时 同类 同学 同事 向量 应用 应该 应急 应收 应付 权限 权利 权益 计算 计划 计量 计算机 门诊 门票 门店 门窗 商品 商家 商务 商业 商标 ' +
  '相关 相同 相机 相册 解决 解释 解除 支付 支持 支出 支行 单位 单价 单元 单号 单据 单品 国家 国际 国内 国产 居民 居住 终端 终止 能力 能源 能够 富强 利润 利率 利息 通知 通过 通用 通讯 信息 信用 信誉 ' +
  '双方 双人 都是 都有 鲜花 鲜奶 鲜肉 储蓄 储存 库存 库房 充值 充电 充电器 冷藏 冷冻 别人 查询 查看 查收 封面 封闭 边缘 薄荷 薄膜 空调 空间 空气 空白 阳光 阳性 阴性 管理 管道 符合 ' +
  '项目 项链 孔雀 雷达 元素 元件 包装 包括 包裹 包含 包邮 左右 左侧 右侧 司机 司法 祝福 祝贺 危险 危机 宗教 宗旨 宣传 谈判 党员 党委 党支部 干部 干净 干燥 季度 季节 强度 强制 强烈 ' +
  '首次 首页 首都 原因 原告 原价 原料 原始 原材料 况且 那么 那些 行政 行业 行为 要求 要是 良好 要点 衣服 衣柜 农业 农村 农户 农药 农产品 农场 年度 年龄 年级 年份 年终 文化 文件 文字 文本 文具 文物 ' +
  '扶贫 扶手 寿命 寿司 修理 修改 简单 简介 简称 生产 生活 生物 生日 生效 生鲜 万元 万科 万能 古代 古典 古董 苗木 苗族 荣誉 荣耀 盛大 景区 景点 景观 景德镇 乐器 乐园 段落 伏特 郎酒 ' +
  '沙发 沙滩 沙拉 沙县 鹿茸 燕麦 燕窝 池塘 桑叶 柏油 柳州 洪水 洪涝 汤圆 汤料 汤勺 蓝牙 蓝色 蓝莓 蒙牛 蒙古 邮编 甘蔗 甘草 甘油 康复 康乐 康师傅 施工 施肥 ' +
  '易拉罐 易碎品 易燃 习惯 习题 谷物 谷歌 谷雨 步骤 步行 步枪 从事 从业 丰富 丰田 丰台 房屋 房产 房价 房租 房贷 房源 宝贝 宝马 宝石 宝山 宝安 罗湖 罗庄 福州 福建 福田 福利 福特 ' +
  '张家口 张家港 张家界 徐州 徐汇 黄浦 黄石 黄冈 黄埔 杨浦 石油类 石景山 朱砂 胡椒 胡萝卜 胡同 胡须 何时 何种 何处 郑州 唐山 唐朝 许可 许昌 许多 韩国 韩式 冯唐 曹县 曾经 曾用名 田径 田园 ' +
  '于是 于洪 蒋村 蔡甸 杜绝 杜仲 叶片 叶酸 叶子 魏都 丁腈 沈阳 卢湾 姜黄 姜片 崔家 谭木匠 陆地 陆军 陆续 汪清 范围 范本 范例 贾汪 夏季 夏天 夏装 付款 付费 付出 邹城 邹平 孟州 孟津 熊猫 秦皇岛 秦淮 邱县 尹庄 ' +
  '薛城 段子 雷电 侯马 龙虾 龙岩 龙岗 龙井 史料 史记 陶瓷 陶器 黎明 黎族 贺卡 贺州 顾客 顾问 郝庄 毛坯 毛笔 严重 严格 严禁 严肃 覃塘 戴尔 莫名 莫非 孔子 向导 常德 常熟 温泉 温江 康定 施甸 牛皮 樊城 葛洲坝 邢台 ' +
  '齐全 齐鲁 齐齐哈尔 易县 伍家岗 庞大 颜色 颜料 颜值 倪家 庄河 庄园 聂荣 章丘 章程 章节 鲁班 鲁山 岳阳 岳麓 欧元 欧洲 欧式 耿马 关怀 关税 兰州 兰陵 焦作 焦虑 焦糖 焦点 左旋 柳树 柳江 ' +
  '甘南 宁德 尚未 尚可 阮籍 柯城 柯桥 纪念 纪录 纪律 梅州 梅花 童车 童装 童话 凌晨 毕业 毕竟 毕节 单县 裴庄 霍山 霍州 涂料 涂层 成都 盛装 曲线 曲阜 曲靖 路线 路径 路费 辛苦 靳家 管城 鲍鱼 华夏 喻家 祁县 ' +
  '房山 屈服 解放 艾灸 艾滋病 尤其 尤溪 阳朔 阳泉 阳台 穆棱 农安 司令 卓越 古田 古镇 吉林 吉安 吉利 缪斯 简易 车厢 车位 项城 连山 连州 芦笋 芦荟 麦克风 麦当劳 褚橙 窦性 戚墅堰 岑溪 景德 党参 宫颈 宫保鸡丁 费用 费率 卜蜂 ' +
  '冷却 冷饮 冷链 晏阳 席位 席梦思 卫生 卫星 卫浴 卫衣 米粉 米线 米兰 柏林 瞿塘 桂林 桂花 桂圆 桂平 全脂 全自动 佟家 应城 闵行 苟且 边框 原审 须知 盖章 师范 师傅 师宗 仇恨 栾川 栾城 隋唐 商丘 商洛 商城 荣成 荣昌';

let never: ReadonlySet<string> | undefined;

/** The words of the list above; taken apart on first use. */
export function neverNames(): ReadonlySet<string> {
  never ??= new Set(notNames.split(' '));
  return never;
}

/** Whether a text is a common word and not a name. */
export function isCommonWord(text: string): boolean {
  return neverNames().has(text);
}

/** Last characters of words for places, goods, firms and jobs; a name that ends so is not believed without a header. */
const wordEnds =
  '市县区镇乡村路街省州湾桥店厂院校局所部组队站馆楼室号园寺庙庄屯社厅处库店铺品类型器机车油酒茶菜肉果瓜米面粉糖盐奶饼糕鱼虾蟹鸡鸭' +
  '鞋帽衣裤裙袜包箱袋盒瓶杯碗盘锅刀灯床桌椅柜沙膏液霜乳药片丸剂针布纸笔书卡票表证码费款税率量度值价额数员工师长者户族病症炎性化式制法学';
for (const character of wordEnds) kinds[character.charCodeAt(0)]! |= 4;

/** Whether a last character speaks against a name. */
export function isWordEnd(character: string): boolean {
  return (kinds[character.charCodeAt(0)]! & 4) !== 0;
}

/** What is known of a character by its UTF-16 unit: bits 1 given name, 2 stop, 4 end of a word. */
export function kindOf(unit: number): number {
  return kinds[unit]!;
}

/** Whether a UTF-16 unit is a Han character. */
export function han(unit: number): boolean {
  return unit >= 0x3400 && unit <= 0x9fff;
}

/** Whether a text of one character, or none, is a Han character. */
export function isHan(character: string): boolean {
  return character !== '' && han(character.charCodeAt(0));
}
