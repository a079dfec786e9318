import {
  frequentTokens,
  inferredValues,
  intersectedReleases,
  knownLeftOut,
  linkedRecords,
  reversedTokens,
} from './attacks.js';
import {
  authentication,
  directIdentifiers,
  freeText,
  linkingKeys,
  residualIdentifiers,
  reversibility,
} from './columns.js';
import { balance } from './counts.js';
import { statements, wishes } from './dataset.js';
import { declaredMarks } from './declared.js';
import { classRisk, classSize, diversity, promises } from './measures.js';
import { missingCells } from './missing.js';
import { dates, geography, oldAges, trajectories } from './places.js';
import { singlingOut, understatedRoles } from './roles.js';
import type { Rule } from './rule.js';
import { sampling } from './sampling.js';

export type { Facts, Finding, Repair, Rule } from './rule.js';

/** Every rule of the gate, in the order in which reasons are given: the gravest first. */
export const rules: readonly Rule[] = [
  balance,
  declaredMarks,
  residualIdentifiers,
  directIdentifiers,
  authentication,
  understatedRoles,
  reversedTokens,
  reversibility,
  linkingKeys,
  classSize,
  classRisk,
  diversity,
  promises,
  sampling,
  missingCells,
  linkedRecords,
  intersectedReleases,
  frequentTokens,
  freeText,
  geography,
  dates,
  oldAges,
  trajectories,
  singlingOut,
  inferredValues,
  knownLeftOut,
  statements,
  wishes,
];
