export { isPostgres, type PostgresAddress, postgresAddress } from './address.js';
export { type DatabaseSession, openDatabaseSession, releaseInDatabase, sessionKey } from './session.js';
export type { DatabaseTarget, TargetColumn } from './sink.js';
export { type DatabaseColumn, type DatabaseTable, openDatabaseTable } from './source.js';
export { declaredType } from './types.js';
