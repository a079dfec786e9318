import type {
  anonymiseTable,
  attackTable,
  checkTable,
  columnValues,
  compareTables,
  deliverCopy,
  keyId,
  lookUpSubjects,
  planTable,
  profileTable,
  reassess,
  runPolicy,
  runTables,
  traceCopy,
  verifyFolder,
} from '../engine/index.js';

export type {
  AnonymiseRequest,
  AnonymiseResult,
  CheckResult,
  CountedColumn,
  EngineOptions,
  InputSpec,
  JobEvent,
  JobOptions,
  ProfiledTable,
  ProfileRequest,
  Progress as ProgressEvent,
  RunResult,
  TablesResult,
  VerifyResult,
} from '../engine/index.js';

/** The operations behind the commands. The command line knows the engine by this alone. */
export interface Engine {
  profileTable: typeof profileTable;
  planTable: typeof planTable;
  runPolicy: typeof runPolicy;
  runTables: typeof runTables;
  checkTable: typeof checkTable;
  compareTables: typeof compareTables;
  columnValues: typeof columnValues;
  anonymiseTable: typeof anonymiseTable;
  attackTable: typeof attackTable;
  deliverCopy: typeof deliverCopy;
  traceCopy: typeof traceCopy;
  lookUpSubjects: typeof lookUpSubjects;
  reassess: typeof reassess;
  releaseFolder: (ledger: string, folder: string) => Promise<string>;
  fileSha256: (path: string) => Promise<string>;
  keyId: (...args: Parameters<typeof keyId>) => Promise<string>;
  verifyFolder: typeof verifyFolder;
}
