import { table } from './table.js';

/** Keys that outlive a run: made, retired, destroyed; certificates of destruction. */
export const keyMessages = table({
  'key-unreadable': {
    text: { en: 'The key cannot be read: {path} ({reason})', zh: '无法读取密钥：{path}（{reason}）' },
    hint: {
      en: 'Make one with `lethe key make {path}`, or open a descriptor for it: `3< file`.',
      zh: '可用 `lethe key make {path}` 生成，或由调用者打开描述符：`3< 文件`。',
    },
  },
  'key-weak': {
    text: {
      en: 'The key is too short or too uniform to be secret: {path} (at least {least} random bytes)',
      zh: '密钥过短或过于单一，不足以保密：{path}（至少 {least} 个随机字节）',
    },
    hint: { en: 'Make one with `lethe key make`.', zh: '请用 `lethe key make` 生成。' },
  },
  'key-not-living': {
    text: { en: 'Key {key} is in use no more: {state}', zh: '密钥 {key} 已不再使用：{state}' },
    hint: {
      en: '`lethe key rotate` put another key in its place; name that one.',
      zh: '`lethe key rotate` 已启用新密钥，请使用新密钥。',
    },
  },
  'key-not-destroyed': {
    text: { en: 'The key could not be destroyed: {path} ({reason})', zh: '密钥未能销毁：{path}（{reason}）' },
    hint: {
      en: 'Its destruction is on record as begun; run the command again.',
      zh: '台账已记录销毁开始，请再次执行该命令。',
    },
  },
  'release-still-there': {
    text: { en: 'Its data are still there: {path}', zh: '其数据仍在：{path}' },
    hint: {
      en: 'Remove them, or let `--remove` overwrite and remove them.',
      zh: '请删除，或用 `--remove` 覆写并删除。',
    },
  },
  'help-opt-remove': {
    text: {
      en: 'with --event destroyed: overwrite and remove the data first',
      zh: '与 --event destroyed 同用：先覆写并删除数据',
    },
  },
  'cli-release-destroyed': {
    text: {
      en: '{count} data files are gone; manifest and papers stay. Certificate: {path}',
      zh: '{count} 个数据文件已不存在；清单与存证材料保留。销毁证明：{path}',
    },
  },
  'help-key': {
    text: {
      en: 'Make, show, rotate or destroy a key that pseudonyms are made with',
      zh: '生成、查看、轮换或销毁用于假名的密钥',
    },
  },
  'help-arg-key-action': {
    text: { en: 'make, show, rotate or destroy', zh: 'make、show、rotate 或 destroy' },
  },
  'help-arg-key': {
    text: { en: 'key file (show: or fd:3)', zh: '密钥文件（show 也可用 fd:3）' },
  },
  'help-opt-certificate': {
    text: { en: 'file for the certificate of destruction', zh: '销毁证明的输出文件' },
  },
  'help-opt-sign-certificate': {
    text: { en: 'private key that signs the certificate (PEM)', zh: '签署销毁证明的私钥（PEM）' },
  },
  'cli-key-made': {
    text: {
      en: 'Key {key} written to {file}, readable by its owner only',
      zh: '密钥 {key} 已写入 {file}，仅所有者可读',
    },
  },
  'cli-key-shown': {
    text: {
      en: 'Key {key}: {state}, {releases} releases',
      zh: '密钥 {key}：{state}，涉及 {releases} 个发布',
    },
  },
  'cli-key-rotated': {
    text: {
      en: 'Key {key} is in {file} now; {retired} is retired and kept for look-ups in {retiredFile}',
      zh: '{file} 现为新密钥 {key}；原密钥 {retired} 已停用，仅供查询，保存在 {retiredFile}',
    },
  },
  'cli-key-destroyed': {
    text: {
      en: 'Key {key} is destroyed: overwritten, removed, gone for {releases} releases. Certificate: {path}',
      zh: '密钥 {key} 已销毁：覆写并删除，涉及 {releases} 个发布。销毁证明：{path}',
    },
  },
});
