import { expect, test } from 'vitest';
import { aggregates as named } from '../../src/policy/schema.js';
import { aggregates } from '../../src/search/index.js';

test('the aggregates a policy may name are those the search has', () => {
  expect([...named].sort()).toEqual(Object.keys(aggregates).sort());
});
