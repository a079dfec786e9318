import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { westernLabels as labels, validators } from '../../benchmarks/recognition/labels.js';
import type { Entity } from '../../src/core/entities.js';
import { findAll, nationalRecognisers, recogniserOf } from '../../src/recognisers/index.js';
import { nationalRows } from '../../src/recognisers/intl/index.js';

const western = '../shared/data/oracles/presidio-recognisers.json';
const national = '../shared/data/oracles/national-id-validators.json';

/**
 * Where both disagree, and why ours stays as it is. `validate_german_steuer_id` is left out as a whole: it accepts
 * numbers whose check digit is not that of ISO 7064 MOD 11,10, which § 139b AO asks for.
 */
const explained: Readonly<Record<string, string>> = {
  validate_chinese_resident_id: 'cells are trimmed',
  validate_za_id_number: 'full-width digits are folded',
  validate_finnish_hetu: 'serials from 900 are issued for a time: they are personal all the same',
  validate_pan: 'B is a kind of holder (a body of individuals)',
  validate_romanian_cnp: '7 and 8 begin the numbers of foreign residents',
  validate_thai_national_id: 'the second and third digit must be a province',
};

describe('rows of other countries', () => {
  it('name a source each, and let nothing stand alone that has neither checksum nor separators', () => {
    for (const row of nationalRows) {
      expect(row.source.length, row.entity).toBeGreaterThan(8);
      if (row.valid === undefined) expect(row.scores[0], row.entity).toBeLessThan(0.5);
      // Digits alone arise by chance in order numbers and amounts.
      if (row.examples.positive.every((one) => /^[0-9 ./-]*$/.test(one))) {
        expect(row.scores[0], row.entity).toBeLessThan(0.5);
      }
    }
  });

  it('find a number without a form of its own only after a word', () => {
    const finder = recogniserOf('gb-nhs')!.find!;
    expect(finder('4010232137')[0]!.score).toBeLessThan(0.5);
    expect(finder('NHS 4010232137')[0]!.score).toBeGreaterThanOrEqual(0.5);
    expect(finder('NHSX 4010232137')[0]!.score).toBeLessThan(0.5);
  });

  it('are found in running text by default where they stand alone', () => {
    const texts: [string, Entity, string][] = [
      ['客户RSSMRA80A01H501U已核', 'it-fiscal-code', 'RSSMRA80A01H501U'],
      ['税号017.863.492-13，巴西', 'br-cpf', '017.863.492-13'],
      [
        '转到bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq',
        'crypto-address',
        'bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq',
      ],
      ['韩国籍960121-1021413', 'kr-rrn', '960121-1021413'],
    ];
    for (const [text, entity, value] of texts) {
      expect(findAll(text).map((span) => [span.entity, text.slice(span.start, span.end)])).toEqual([
        [entity, value],
      ]);
    }
  });

  it('leave clean text alone', () => {
    const texts = [
      '订单GD20240315000123，金额12345678.90元，版本1.2.3.4', '2024-03-15 14:32:01 INFO 756.12', '批号A12345678，型号SN-2024-0001',
      '合同编号HT-2023-00456-01，数量100 200 300', 'uuid 550e8400-e29b-41d4-a716-446655440000', '物料码S1234567A、X1234567B', '客服热线400-820-1234',
      '产品 ABCDE1234 规格 12x34x56', 'commit 9fceb02d0ae598e95dc970b74767f19372d61af8',
    ]; // biome-ignore format: a list
    for (const text of texts) {
      const foreign = findAll(text).filter(({ entity }) =>
        nationalRecognisers.some((one) => one.entity === entity),
      );
      expect(foreign, text).toEqual([]);
    }
  });
});

interface Case {
  entity: string;
  text: string;
  expected: [number, number][];
  polarity: 'positive' | 'negative';
}

describe.skipIf(!existsSync(western))(
  'spans of another implementation (skipped without the shared data)',
  () => {
    it.each(['positive', 'negative'] as const)(
      '%s cases: at least .98 with exactly its spans',
      (polarity) => {
        const { cases } = JSON.parse(readFileSync(western, 'utf8')) as { cases: Case[] };
        const wrong: string[] = [];
        let total = 0;
        for (const { entity, text, expected, ...rest } of cases) {
          if (!labels[entity] || rest.polarity !== polarity) continue;
          total++;
          const points = [...text];
          const unit = (point: number) => points.slice(0, point).join('').length;
          const want = expected.map(([start, end]) => `${unit(start)}-${unit(end)}`).join();
          // Both before context: the spans that only a header or a word could prove are there with a low score.
          const got = recogniserOf(labels[entity])!.find!(text);
          if (want !== got.map(({ start, end }) => `${start}-${end}`).join()) wrong.push(`${entity} ${text}`);
        }
        expect(total).toBeGreaterThan(80);
        expect(1 - wrong.length / total, wrong.join('\n')).toBeGreaterThanOrEqual(0.98);
      },
    );
  },
);

describe.skipIf(!existsSync(national))(
  'validators of another implementation (skipped without the shared data)',
  () => {
    it('agree in at least 99.5 % of the cases, and every difference is explained', () => {
      const { cases } = JSON.parse(readFileSync(national, 'utf8')) as {
        cases: { fn: string; text: string; result: boolean }[];
      };
      const differences: string[] = [];
      let total = 0;
      for (const { fn, text, result } of cases) {
        const rule = validators[fn];
        if (!rule) continue;
        total++;
        if (recogniserOf(rule[0])!.check(text) >= rule[1] !== result) differences.push(fn);
      }
      expect(total).toBeGreaterThan(1200);
      expect(differences.toSorted()).toEqual(Object.keys(explained).toSorted());
      expect(1 - differences.length / total).toBeGreaterThanOrEqual(0.995);
    });
  },
);
