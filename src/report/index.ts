export { type ReportColumn, type ReportData, type ReportInput, reportData } from './data.js';
export { renderReport, reportMark } from './render.js';
