/**
 * Chinese surnames, single and compound, simplified and the common traditional forms. Compiled for Lethe from the
 * Hundred Family Surnames and common modern usage; a surname is a weak signal and never identifies a name alone.
 */
const single = `
王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范
金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄
聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕
屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣
巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅
屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹
诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由
钮郗邴郏庾暨蒯双贡劳逄蓬郤璩濮寿通扶堵宰郦雍却桑桂牛寿边扈燕郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居
衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益
桓公晋楚闫法汝鄢涂钦归海帅缑亢况有琴商牟佴伯赏墨哈谯笪年爱佟言福酆柏水窦章苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐
费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项
祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸
左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉
戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴鬱胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍
佴侴倪偰僧亓冼凃卞邝嵇邬阚邸麴漆仉仵俱佘隰雒缑逯蒯笪璩宓妫姒姒尕岐岑峗庹撒敬揭敖昝晁柘枚查栾桓植楚檀欧殳母毓毋水汝沃沐洛涂清温游湛滑潜漕澹
濮火炅牒狐玄琚璞甯畅矫硕禚种竭符筱简管籍粘练经续罕翦聂肇胥臧舜良芦芮苍苑英茆茹荀荆莘莫菅萨蔚蔺蕢藏藺行衣要覃计论谌谈谏谯贵赏赫赵越足践车辛迟
还通逄遇邢邳郄郅郇郈郐郗郜郝郦郧鄂鄄鄞鄢酆针钊钭铁铎锁锺镇长问闻阎阴阿随隆隋雍霜鞠韶顿频颉风骞骑骨高鬼魁鲜鹿麻黎黑墨默齐龙仡侬俸农覃蓝盘
張陳劉楊黃趙吳孫馬鄭謝許韓馮鄧蕭葉蘇魏呂盧鍾譚陸範賈韋鄒閻龍賀顧龔萬錢嚴賴湯溫樂龐顏倪莊聶魯齊喬關蘭寧紀單霍塗項連褚婁竇費
衛應閔邊師叢鞏鄺談鄔陽歐歐雲豐東國車簡邱蔣遲畢駱藍盤聞勞鄧龍閆湯滿諶譙貝時異闞饒緱關鮑葉
`;

const compound = `
欧阳 上官 司马 司徒 司空 司寇 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 宇文 长孙 夏侯 端木 百里 呼延 东郭 南宫 西门 独孤 轩辕 钟离 闻人
赫连 澹台 公冶 宗政 濮阳 淳于 单于 太叔 申屠 仲孙 鲜于 闾丘 亓官 子车 颛孙 巫马 公西 漆雕 乐正 壤驷 公良 拓跋 夹谷 宰父 谷梁 段干
梁丘 左丘 东门 羊舌 微生 南门 第五 完颜 纳兰 叶赫 爱新 富察 万俟 即墨 达奚 侯莫 贺兰 哥舒 耶律 斛律 屈突 豆卢 北堂 北宫 公羊 公输
公仪 王孙 巨毋 叔孙 季孙 孟孙 司城 士孙 太史 安期 息夫 伯赏 相里 胡母 胥门 陈留 綦毋 綦連 墨台 年爱 阳佟 赫舍 钮祜 那拉 瓜尔 乌雅
歐陽 司馬 諸葛 東方 尉遲 公孫 長孫 東郭 南宮 西門 獨孤 軒轅 鍾離 聞人 赫連 單于 鮮于 葉赫 張簡 范姜 张简 欧陽
`;

/** Single-character surnames, each once. */
export const singleSurnames: readonly string[] = [...new Set([...single.replace(/\s/g, '')])];

/** Surnames of two characters, each once. */
export const compoundSurnames: readonly string[] = [...new Set(compound.trim().split(/\s+/))];

/** Per UTF-16 unit: 1 a single surname, 2 begins a compound one. */
const kinds = new Uint8Array(0x10000);
for (const surname of singleSurnames) kinds[surname.charCodeAt(0)]! |= 1;
for (const surname of compoundSurnames) kinds[surname.charCodeAt(0)]! |= 2;
const compounds: ReadonlySet<number> = new Set(
  compoundSurnames.map((surname) => surname.charCodeAt(0) * 0x10000 + surname.charCodeAt(1)),
);

/** Length in characters of the surname that a text of Han characters begins with: 2 compound, 1 single, 0 none. */
export function surnameLength(text: string): 0 | 1 | 2 {
  return surnameAt(text, 0);
}

/** As `surnameLength`, of the text from a position on. */
export function surnameAt(text: string, at: number): 0 | 1 | 2 {
  if (at >= text.length) return 0;
  const unit = text.charCodeAt(at);
  const kind = kinds[unit]!;
  if (kind === 0) return 0;
  if ((kind & 2) !== 0 && at + 1 < text.length && compounds.has(unit * 0x10000 + text.charCodeAt(at + 1)))
    return 2;
  return (kind & 1) as 0 | 1;
}
