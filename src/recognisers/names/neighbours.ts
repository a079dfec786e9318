// Characters and words that stand beside names in sentences.

/** Surnames that are also words and stand before a title without being a name: 于医生处复诊. */
export const prepositions: ReadonlySet<string> = new Set('于和向同从');
/** The same inside a sentence: 曾任老师. */
export const ambiguous: ReadonlySet<string> = new Set('任时那常单方成文全关');

/** What after 某 makes it no mask of a name: 某些, 某村. */
export const notMasked = '些种个地村镇乡市县区街公单位处时年月日';

/** What may stand between a word that announces a name and the name. */
export const gap: ReadonlySet<string> = new Set(' \t\n\r:是为叫,、"“\'（()，');
/** What may stand between an office and who holds it. */
export const officeGap: ReadonlySet<string> = new Set(' \t\n\r:是为叫(');
/** What joins names. */
export const conjunctions: ReadonlySet<string> = new Set('和与及、');

/** Single characters after a name in a sentence: what the person does, is or has. */
export const followers: ReadonlySet<string> = new Set(
  '因在称说来到已未于等及和与男女患住系为是将向对就曾均也又从被把让给请诉驾持携至由有无不没同现仍需拟要的家先处之',
);

/** Single characters before a name in a sentence. */
export const leaders: ReadonlySet<string> = new Set('由向给与和对请经被为让找跟同将把是叫及即系据');

/** What follows a name in lists: a number or its announcement. */
export const beginsNumber = /[0-9(:]/;
/** What ends a part of a sentence. */
export const pauses = /[、，。；,;\s)]/;

/** Kin that a surname alone stands before: 钱婶 is whole. */
export const kinEnds: ReadonlySet<string> = new Set('婶嬸嫂姨');

/** What somebody owns or has: 的 and one of these after a name. */
export const ownedWords =
  '电话 手机 号码 身份证 证件 住址 地址 住所 邮箱 微信 银行卡 账号 账户 病历 生日 联系方式 母亲 父亲 妻子 丈夫 儿子 女儿 家属 监护人 低保 档案 户口'.split(
    ' ',
  );
