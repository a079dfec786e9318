import { table } from './table.js';

/** Faults of publishing a release. */
export const publishingMessages = table({
  'publish-failed': {
    text: {
      en: 'The release could not be written: {path} ({reason})',
      zh: '无法写出发布内容：{path}（{reason}）',
    },
    hint: {
      en: 'Nothing is published. Check permissions and free space, then run again.',
      zh: '未发布任何内容。请检查权限与剩余空间后重新运行。',
    },
  },
  'release-folder-taken': {
    text: {
      en: 'The folder holds another release: {path} ({other})',
      zh: '该文件夹已有另一份发布内容：{path}（{other}）',
    },
    hint: { en: 'Give every release a folder of its own.', zh: '请为每份发布内容使用单独的文件夹。' },
  },
  'term-over': {
    text: { en: 'The term of use is over: {expiry}', zh: '使用期限已过：{expiry}' },
    hint: {
      en: 'State a last day of use to come under dataset: expiry, as the agreement has it.',
      zh: '请按协议在 dataset: expiry 中填写尚未到来的截止日期。',
    },
  },
  'release-withdrawn': {
    text: {
      en: 'This release was withdrawn on {date} ({by}): {reason} ({release})',
      zh: '该发布内容已于 {date} 撤回（{by}）：{reason}（{release}）',
    },
    hint: {
      en: 'Nothing is published. Publish other data, or name release-withdrawn under accept: with a reason.',
      zh: '未发布任何内容。请改变数据，或在 accept: 中列出 release-withdrawn 并说明理由。',
    },
  },
  'release-suspended': {
    text: {
      en: 'This release was suspended on {date} ({by}): {reason} ({release})',
      zh: '该发布内容已于 {date} 暂停（{by}）：{reason}（{release}）',
    },
    hint: {
      en: 'Nothing is published. End the suspension: lethe withdraw {release} --event resumed.',
      zh: '未发布任何内容。请解除暂停：lethe withdraw {release} --event resumed。',
    },
  },
  'release-busy': {
    text: {
      en: 'Another run is publishing into this folder: {path}',
      zh: '另一个任务正在向该文件夹发布：{path}',
    },
    hint: {
      en: 'Nothing is published. Run again when it has ended.',
      zh: '未发布任何内容。请在其结束后重新运行。',
    },
  },
  'staging-incomplete': {
    text: { en: 'The staged release lacks {file}: {path}', zh: '暂存内容缺少 {file}：{path}' },
    hint: { en: 'Nothing is published. Run again.', zh: '未发布任何内容。请重新运行。' },
  },
  'release-incomplete': {
    text: {
      en: 'No complete release at {path}: {file} {state}',
      zh: '{path} 没有完整的发布内容：{file} {state}',
    },
    hint: {
      en: 'A release counts only with its manifest and matching hashes. Run again.',
      zh: '只有清单存在且摘要相符才算发布。请重新运行。',
    },
  },
});
