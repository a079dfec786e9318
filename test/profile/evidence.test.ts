import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ColumnEvidence, witnesses } from '../../src/profile/evidence.js';
import { tallyOf } from '../../src/profile/index.js';
import { defaultRecognition } from '../../src/recognisers/index.js';

const { recognisers } = defaultRecognition;

const value = fc.oneof(
  fc.constantFrom('13800138000', '张伟', '1990-01-01', 'li@example.com', '男', '11010519491231002X', '', '无', 'A1234567'),
  fc.nat(3000).map(String),
  fc.nat(99).map((n) => `浙江省杭州市文三路${n}号`),
); // biome-ignore format: a list of values
const column = fc.record({
  header: fc.constantFrom('col1', '电话', '姓名', 'date', '备注'),
  values: fc.oneof(
    fc.array(value, { maxLength: 40 }),
    fc.tuple(value, fc.array(value, { maxLength: 9 })).map(([one, more]) => [...Array(9).fill(one), ...more]),
    fc
      .array(value, { minLength: 300, maxLength: 400 })
      .map((list) => list.map((one, i) => (i % 3 ? one : `${i}`))),
  ),
});

test('evidence asked for in part is that of all values', () => {
  fc.assert(
    fc.property(
      column,
      fc.constantFrom(0.05, 0.3, 0.5, 0.9),
      fc.boolean(),
      ({ header, values }, share, sampled) => {
        const counted = tallyOf(values, header);
        const tally = sampled ? { ...counted, values: null } : counted;
        const fresh = () => new ColumnEvidence(tally, witnesses(tally), recognisers);
        const told = ({ entity, share, quality, strong, header }: ColumnEvidence['all'][number]) => [entity, share, quality, strong, header]; // biome-ignore format: a list
        const whole = fresh().counted().map(told);
        const part = fresh();
        const large = part.atLeast(share);
        expect(large.map(told)).toEqual(whole.filter((one) => (one[1] as number) >= share));
        expect(part.counted(({ recogniser }) => recogniser.role === 'direct').map(told)).toEqual(
          whole.filter(([entity]) => recognisers.find((one) => one.entity === entity)!.role === 'direct'),
        );
        expect(part.all.map(told)).toEqual(whole);
      },
    ),
    { numRuns: 60 },
  );
});
