/** The job that benchmarks run on generated residents (`data.ts`). `seed` makes the bytes comparable; `identity`: what becomes of the number. */
export function residentsPolicy(
  input: string,
  output: string,
  { seed, identity = 'use: mask, keep: [6, 4]' }: { seed?: string; identity?: string } = {},
): string {
  return `version: 1
dataset: { name: residents, owner: Benchmark Office, source: generated, purpose: benchmark, profile: internal-sharing }
input: { path: ${input} }
output: { path: ${output} }
${seed === undefined ? '' : `seed: ${seed}\n`}columns:
  姓名: { role: direct, use: mask, keep: [1, 0] }
  身份证号: { role: direct, ${identity} }
  手机号: { role: direct, use: mask, keep: [3, 4] }
  固定电话: { role: direct, use: mask, keep: [4, 0] }
  邮箱: { role: direct, use: mask, before: '@' }
  住址: { role: direct, use: mask, keep: [6, 0] }
  出生日期: { role: quasi, hierarchy: date, levels: [month, '*'] }
  性别: { role: quasi }
  民族: { role: quasi }
  婚姻状况: { role: quasi }
  职业: { role: safe }
  月收入: { role: sensitive, use: bucket, width: 5000 }
  登记日期: { role: safe }
  备注: { role: text, use: redact }
privacy: { k: 3, suppression: 0.02 }
`;
}
