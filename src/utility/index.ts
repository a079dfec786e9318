export { associationDrift } from './association.js';
export { classifierAccuracy, type Examples, type Trial } from './classifier.js';
export { type ComparedColumn, type CoverOptions, compareColumns } from './columns.js';
export { type Fitted, fitLogistic, type Rows } from './logistic.js';
export { measureUtility, mostTuples, type TrialTables, type UtilityRequest } from './measure.js';
export { propensityScore } from './propensity.js';
export { queryError } from './queries.js';
export { splitRecords } from './split.js';
