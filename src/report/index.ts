export { buildReportData, type ReportColumn, type ReportData, type ReportInput } from './data.js';
export { renderReport } from './render.js';
