import fc from 'fast-check';
import { expect, it } from 'vitest';
import { KernelHost } from '../../src/kernels/host.js';
import { RowProgram, type SideFill } from '../../src/kernels/program.js';
import { rectangle } from './rectangles.js';

const module = KernelHost.compile();

/** A column through a side slot and one that is copied, with CRLF or LF, written with another delimiter or the same. */
function run(csv: string, delimiter: string, side: SideFill): string {
  const host = KernelHost.load(module);
  const dialect = { delimiter, newline: '\n', inputDelimiter: ',' } as const;
  const none = { keys: new Map(), recodings: [], suppressed: null };
  const program = new RowProgram(host, {
    columns: 2,
    instructions: [{ op: 'copy' }, { op: 'side', slot: 0 }],
    ...dialect,
    ...none,
  });
  const output = program.run(rectangle(host, csv), side);
  return Buffer.from(host.copy(output.pointer, output.length)).toString();
}

const changed = (text: string) => (text.includes('a') ? `${text}"${text},` : text);

it('what a side slot leaves as it is comes out as if it had been set to itself', () => {
  const value = fc.string({
    unit: fc.constantFrom('a', 'b', '张', '"', ',', ';', '\n', ' ', '😀'),
    maxLength: 40,
  });
  const cell = fc.tuple(value, fc.boolean()).map(([text, quoted]) => quoted || /[",;\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text); // biome-ignore format: one line per part
  const property = fc.property(
    fc.array(cell, { minLength: 1, maxLength: 30 }),
    fc.constantFrom(',', ';'),
    fc.constantFrom('\n', '\r\n'),
    fc.nat(29),
    (cells, delimiter, newline, own) => {
      const csv = cells.map((text) => `x,${text}${newline}`).join('');
      const setRecord: SideFill = (_, column, side) => {
        if (own < side.records && side.recordValue(column, own) !== null) side.setRecord(own, 'own');
      };
      const whole = run(csv, delimiter, (slot, column, side) => {
        side.distinct.forEach((text, i) => {
          side.setDistinct(i, changed(text));
        });
        setRecord(slot, column, side);
      });
      const rest = run(csv, delimiter, (slot, column, side) => {
        const { count } = side.keepRest();
        expect(count).toBe(side.distinct.length);
        side.distinct.forEach((text, i) => {
          if (changed(text) !== text) side.setDistinct(i, changed(text));
        });
        setRecord(slot, column, side);
      });
      expect(rest).toBe(whole);
    },
  );
  fc.assert(property, { numRuns: 300 });
});

it('what is replaced in kernel memory comes out as if it had been replaced in strings', () => {
  const unit = fc.constantFrom(
    'a',
    'b',
    'é',
    '张',
    '"',
    ',',
    ';',
    '\n',
    '\r',
    ' ',
    '😀',
    '联系人电话已核实无误',
  );
  const value = fc.string({ unit, maxLength: 60 });
  const labels = ['[姓名]', '"', 'l,', '', '[x\n]'];
  const property = fc.property(
    fc.array(value, { minLength: 1, maxLength: 30 }),
    fc.constantFrom(',', ';'),
    fc.integer({ min: 1, max: 7 }),
    (values, delimiter, step) => {
      const csv = values.map((text) => `x,"${text.replaceAll('"', '""')}"\n`).join('');
      const cutsOf = (text: string) =>
        [...text.matchAll(/a+b?|😀|,张/g)].map((match, i) => ({
          start: match.index,
          end: match.index + match[0].length,
          label: (i * step) % labels.length,
        }));
      const bytes = run(csv, delimiter, (_slot, _column, side) => {
        const texts = [...side.distinct];
        side.keepRest();
        texts.forEach((text, i) => {
          const cuts = cutsOf(text);
          if (cuts.length === 0 || i % step === 6) side.setDistinct(i, i % step === 6 ? 'y' : text);
          else side.replace(i, cuts, labels);
        });
      });
      const expected = run(csv, delimiter, (_slot, _column, side) => {
        side.distinct.forEach((text, i) => {
          if (i % step === 6) side.setDistinct(i, 'y');
          else {
            let made = text;
            for (const { start, end, label } of cutsOf(text).reverse())
              made = made.slice(0, start) + labels[label] + made.slice(end);
            side.setDistinct(i, made);
          }
        });
      });
      expect(bytes).toBe(expected);
    },
  );
  fc.assert(property, { numRuns: 300 });
});
