import { describe, expect, it } from 'vitest';
import { tallyOf, typeColumn } from '../../src/profile/index.js';
import { packs, recognisers } from '../../src/recognisers/index.js';
import { Generator } from '../profile/generate.js';

const g = new Generator(7);
const two = (n: number) => String(n).padStart(2, '0');
const cells: Record<string, () => string> = {
  name: () => g.pick(['王', '李', '张', '刘', '陈']) + g.pick(['伟', '敏', '静', '建国', '晓燕', '志强']),
  'birth date': () => `${1950 + g.int(0, 50)}-${two(g.int(1, 12))}-${two(g.int(1, 28))}`,
  'identity number': () => g.residentId(),
  'postal address': () => `福建省厦门市思明区湖滨南路${g.int(1, 400)}号${g.int(101, 900)}室`,
  phone: () => g.mobile(),
  'marital status': () => g.pick(['未婚', '已婚', '离异', '丧偶']),
  'career history': () => g.pick(['教师', '会计', '司机', '医生', '护士', '工程师']),
  income: () => String(g.int(20, 300) * 100),
};

describe.each(packs)('the pack $name', ({ items }) => {
  it('names entities that are recognised', () => {
    const known = new Set(recognisers.map(({ entity }) => entity));
    expect(items.flatMap(({ entities }) => entities).filter((entity) => !known.has(entity))).toEqual([]);
  });

  it.each(items)('$word.zh is taken for personal information by its own word', ({ word, entities }) => {
    const values = Array.from({ length: 300 }, cells[word.en]!);
    const { entity, role } = typeColumn(tallyOf(values, word.zh));
    expect(entities).toContain(entity);
    expect(role).not.toBe('safe');
  });
});
