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
