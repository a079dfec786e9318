import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { LetheError, type Place } from '../../src/core/diagnostics.js';
import type { Plan } from '../../src/core/plan.js';
import type { CompiledColumns } from '../../src/engine/apply.js';
import { placeRefusal } from '../../src/engine/refused-cell.js';
import { openTable } from '../../src/engine/source.js';

const folder = mkdtempSync(join(tmpdir(), 'lethe-refused-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Where a refusal of the staged text is told to be; columns: name (dropped), code (copied), age (written by an operator). */
async function placeOf(source: string, staged: string, code: 'postgres-value' | 'postgres-bytes', at: Place) {
  const [input, output] = [join(folder, 'in.csv'), join(folder, 'staged.csv')];
  writeFileSync(input, source);
  writeFileSync(output, staged);
  const table = await openTable({ path: input });
  const columns = ['name', 'code', 'age'].map((name, index) => ({ name, index }));
  const instructions = [{ op: 'drop' }, { op: 'copy' }, { op: 'round', to: 10 }];
  const error = await placeRefusal(
    new LetheError(code, {}, at),
    output,
    { columns, output: { delimiter: ',' } } as unknown as Plan,
    { instructions } as unknown as CompiledColumns,
    table,
  );
  table.close();
  const { file, ...place } = (error as LetheError).place!;
  expect(file).toBe(input);
  return place;
}

describe('a cell that a server refuses', () => {
  it('is told by the first record that holds its value, however either file quotes it', async () => {
    const source = 'name;code;age\nx;a;21\n"y\nz";"q,""r";22\nw;q,"r;23\n';
    const staged = 'q,1\n"q,""r",20\n';
    expect(
      await placeOf(source.replace('w;q,"r', 'w;b'), staged, 'postgres-value', { line: 2, field: 'code' }),
    ).toEqual({ line: 4, field: 'code' });
    expect(
      await placeOf('name;code;age\nx;"7";21\n', '7,20\n', 'postgres-value', { line: 1, field: 'code' }),
    ).toEqual({ line: 2, field: 'code' });
  });

  it('names the column alone where an operator wrote the value: another record may hold it by chance', async () => {
    const source = 'name,code,age\nx,a,18\ny,b,20\n';
    expect(await placeOf(source, 'a,20\nb,20\n', 'postgres-value', { line: 1, field: 'age' })).toEqual({
      field: 'age',
    });
  });

  it('finds a NUL byte by itself', async () => {
    const source = `name,code,age\n${'x,a,1\n'.repeat(20)}y,b\u0000,2\n`;
    expect(await placeOf(source, 'a,0\nb\u0000,0\n', 'postgres-bytes', {})).toEqual({
      line: 22,
      field: 'code',
    });
  });
});
