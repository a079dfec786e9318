export { doubled, equalFrequency, equalWidth, widthFor } from './breaks.js';
export { byEnding, byOrder } from './groups.js';
export { type HierarchyFacts, inspectHierarchy } from './inspect.js';
export { hierarchyCsv, rowsOf } from './rows.js';
export { type ColumnValues, inOrder, numbersOf } from './values.js';
