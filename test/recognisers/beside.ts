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
]; // biome-ignore format: a table

/** What looks like an identifier and is none. */
export const clean = [
  'lodash@4.17.21，react@18.3.0-rc.1，ui@1.0.beta2',
  'user..name@example.com',
  '.user@example.com',
  '@example.com，...@example.com，a@b',
];
