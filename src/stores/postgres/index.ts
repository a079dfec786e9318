export { isPostgres, type PostgresAddress, postgresAddress } from './address.js';
export { type DatabaseTarget, openDatabaseTarget, type TargetColumn } from './sink.js';
export { type DatabaseColumn, type DatabaseTable, openDatabaseTable } from './source.js';
export { declaredType } from './types.js';
