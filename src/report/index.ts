export { type ReportColumn, type ReportData, type ReportInput, reportData } from './data.js';
export { renderReport } from './render.js';
