export { type CategoryOptions, categoriesOf } from './categories.js';
export { type ColumnExplanation, type Considered, explainColumn } from './explain-column.js';
export { type HeaderEvidence, headerEvidence, headerWords } from './headers.js';
export { tellsOldAge } from './old-age.js';
export { jointCandidates, type QuasiHint, quasiHints } from './quasi-hints.js';
export { type SuggestedColumn, suggest, suggestPolicyColumns } from './suggest.js';
export { tallyOf } from './tally.js';
export { type TypingContext, typeColumn } from './type-column.js';
export { type TypeTableOptions, typeTable } from './type-table.js';
