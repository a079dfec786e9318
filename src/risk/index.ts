export { classSizes, type MeasureOptions, measure } from './measure.js';
