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
      en: '{entity}: singles people out and has no hierarchy yet',
      zh: '{entity}：易单独指向个人，且暂无泛化层级',
    },
  },
  'suggest-sensitive': {
    text: { en: '{entity}: what others must not learn of a person', zh: '{entity}：不应被他人获知的内容' },
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
});
