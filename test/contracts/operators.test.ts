import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { approximate, readNumber } from '../../src/core/numbers.js';
import { exampleKey, type OperatorContext, type OperatorExample } from '../../src/core/operator.js';
import { Key } from '../../src/core/random.js';
import type { Span } from '../../src/core/recogniser.js';
import { hierarchyKindNamed } from '../../src/hierarchies/index.js';
import { operatorNamed, operators } from '../../src/operators/index.js';

/** A finder of mobile numbers, standing in for the recognisers that the engine hands in. */
function find(text: string): Span[] {
  return [...text.matchAll(/1[3-9]\d{9}/g)].map((match) => ({
    start: match.index,
    end: match.index + 11,
    entity: 'phone-mobile',
    score: 1,
  }));
}

function contextOf(example: Partial<OperatorExample<unknown>> = {}, material = exampleKey): OperatorContext {
  const key = Key.from(material);
  const kind = example.hierarchy && hierarchyKindNamed(example.hierarchy.kind);
  return {
    column: '列',
    entity: example.entity ?? null,
    key: (domain) => key.derive(domain),
    hierarchy: kind?.build(example.hierarchy?.params, () => '') ?? null,
    find,
    directColumns: Object.keys(example.record ?? {}),
  };
}

const view = (record: Readonly<Record<string, string | null>> = {}) => ({
  get: (column: string) => record[column] ?? null,
});

const cases = operators.flatMap((operator) =>
  operator.examples.map((example) => ({
    operator,
    name: operator.name,
    example,
    params: JSON.stringify(example.params),
  })),
);

const hostile = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));

/** Skewed numbers of several lengths: that differ everywhere, at the end only, and at the front only. */
const skewed = (make: (rank: number) => string) =>
  Array.from({ length: 600 }, (_, n) => make(Math.floor((n / 600) ** 2 * 200)));
const corpora: readonly (readonly string[])[] = [
  skewed((rank) => String(rank * 37)),
  skewed((rank) => String(rank < 100 ? rank : 777_000_000_000 + rank)),
  skewed((rank) => `${rank}000777000`),
];

/** What a stranger can tell from outputs that stand in the order of their inputs. */
function keptIn(inputs: readonly string[], outputs: readonly string[]): string[] {
  const kept: string[] = [];
  const told = new Set(outputs).size > 1;
  const lengths = new Set(inputs.map((text) => [...text].length));
  if (lengths.size > 1 && outputs.every((out, i) => [...out].length === [...inputs[i]!].length))
    kept.push('length');
  const pairs = new Map(inputs.map((text, i) => [text, outputs[i]!]));
  const agree = inputs.every((text, i) => pairs.get(text) === outputs[i]);
  const counts = (texts: readonly string[]) => {
    const by = new Map<string, number>();
    for (const text of texts) by.set(text, (by.get(text) ?? 0) + 1);
    return [...by.values()].sort((a, b) => b - a);
  };
  if (agree && new Set(pairs.values()).size === pairs.size) kept.push('equality');
  if (String(counts(inputs)) === String(counts(outputs))) kept.push('distribution');
  const numbers = outputs.map((out) => readNumber(out) ?? readNumber(/^\D?(-?\d+)/.exec(out)?.[1] ?? ''));
  if (told && inputs.every((text) => readNumber(text) !== null) && numbers.every((one) => one !== null)) {
    const after = numbers.map((one) => approximate(one!));
    if (after.every((one, i) => i === 0 || one >= after[i - 1]!)) kept.push('order');
  }
  return kept;
}

describe.each(operators.map((operator) => ({ operator, name: operator.name })))(
  'operator $name',
  ({ operator, name }) => {
    it('is found by its name and says what it does in both languages', () => {
      expect(operatorNamed(name)).toBe(operator);
      expect(operator.summary.en).toMatch(/\.$/);
      expect(operator.summary.zh).toMatch(/。$/);
      expect(operator.examples.length).toBeGreaterThan(0);
    });

    it('has parameters that a JSON Schema can state, for editors', () => {
      const schema = z.toJSONSchema(operator.params(z), { io: 'input' });
      expect(schema).toMatchObject({ type: 'object', additionalProperties: false });
    });

    it('refuses parameters that it does not know', () => {
      const params = { ...operator.examples[0]!.params, unheardOf: 1 };
      expect(operator.params(z).safeParse(params).success).toBe(false);
    });
  },
);

describe.each(cases)('operator $name $params', ({ operator, example }) => {
  const compile = (material?: string) =>
    operator.compile(operator.params(z).parse(example.params), contextOf(example, material));

  it('keeps its example', () => {
    expect(compile().apply(example.in, view(example.record))).toBe(example.out);
  });

  it('gives the same for the same, compiled twice and in another order', () => {
    fc.assert(
      fc.property(fc.array(hostile, { maxLength: 5 }), (texts) => {
        if (operator.name === 'generalise' && example.hierarchy?.kind === 'taxonomy') return;
        const first = compile();
        const second = compile();
        const forwards = texts.map((text) => first.apply(text, view(example.record)));
        const backwards = texts.toReversed().map((text) => second.apply(text, view(example.record)));
        expect(backwards.toReversed()).toEqual(forwards);
      }),
      { numRuns: 50 },
    );
  });

  it('is not reversible only where different values come out alike', () => {
    const compiled = compile();
    if (compiled.reversibility !== 'none' || example.hierarchy?.kind === 'taxonomy') return;
    const inputs = [
      ...Array.from({ length: 2000 }, (_, n) => `${18_800_000_000 + n * 7919}`),
      ...Array.from({ length: 200 }, (_, n) => String(n)),
      ...Array.from({ length: 28 }, (_, n) => `1990/5/${n + 1}`),
    ];
    const outputs = inputs.map((text) => compiled.apply(text, view(example.record)));
    expect(new Set(outputs).size).toBeLessThan(inputs.length);
  });

  it('lets no part of a value stand unless it says so', () => {
    const compiled = compile();
    if (compiled.keeps.includes('part') || compiled.synthetic || example.hierarchy) return;
    // Characters of which no label, placeholder or digest is made.
    const text = fc.string({ unit: fc.constantFrom('゠', 'ァ', '鿕', 'Ж', 'ß'), minLength: 1 });
    fc.assert(
      fc.property(text, (value) => {
        const out = compiled.apply(value, view(example.record));
        expect([...out].filter((character) => value.includes(character))).toEqual([]);
      }),
    );
  });

  it('keeps nothing of length, order, equality or distribution but what it names', () => {
    const compiled = compile();
    // A text without identifiers stands whole under redact: its words are a matter of the policy.
    if (example.hierarchy?.kind === 'taxonomy' || operator.name === 'redact') return;
    const kept = corpora.map((corpus) => {
      const record = (i: number) =>
        view(Object.fromEntries(Object.keys(example.record ?? {}).map((name) => [name, `${name}${i}`])));
      return keptIn(
        corpus,
        corpus.map((text, i) => compiled.apply(text, record(i))),
      );
    });
    const always = kept[0]!.filter((one) => kept.every((other) => other.includes(one)));
    expect(always.filter((one) => !compiled.keeps.some((named) => named === one))).toEqual([]);
  });

  it('reads only the columns that it states', () => {
    const compiled = compile();
    const read = new Set<string>();
    const record = view(example.record);
    compiled.apply(example.in, {
      get(column) {
        read.add(column);
        return record.get(column);
      },
    });
    for (const column of read) expect(compiled.reads ?? []).toContain(column);
  });
});
