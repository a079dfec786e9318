import { attackMessages } from './attacks.js';
import { batchMessages } from './batch.js';
import { cliMessages } from './cli.js';
import { copyMessages } from './copies.js';
import { evidenceMessages } from './evidence.js';
import { formatMessages } from './formats.js';
import { helpMessages } from './help.js';
import { hierarchyMessages } from './hierarchies.js';
import { inputMessages } from './input.js';
import { keyMessages } from './keys.js';
import { lifeMessages } from './life.js';
import { operatorsMessages } from './operators.js';
import { policyMessages } from './policy.js';
import { postgresMessages } from './postgres.js';
import { publishingMessages } from './publishing.js';
import { recognitionMessages } from './recognition.js';
import { releaseMessages } from './release.js';
import { riskMessages } from './risk.js';
import { runMessages } from './run.js';
import { samplingMessages } from './sampling.js';
import { searchMessages } from './search.js';
import { subjectMessages } from './subjects.js';
import type { Message } from './table.js';
import { tablesMessages } from './tables.js';
import { utilityMessages } from './utility.js';

const rows = {
  ...cliMessages,
  ...helpMessages,
  ...policyMessages,
  ...formatMessages,
  ...inputMessages,
  ...operatorsMessages,
  ...recognitionMessages,
  ...samplingMessages,
  ...searchMessages,
  ...riskMessages,
  ...runMessages,
  ...releaseMessages,
  ...publishingMessages,
  ...evidenceMessages,
  ...batchMessages,
  ...postgresMessages,
  ...attackMessages,
  ...lifeMessages,
  ...keyMessages,
  ...tablesMessages,
  ...utilityMessages,
  ...copyMessages,
  ...subjectMessages,
  ...hierarchyMessages,
};

/** A code of the message table: kebab-case, stable, never reused for another meaning. */
export type MessageCode = keyof typeof rows;

/** Every message Lethe can print, in both languages. */
export const messages: Readonly<Record<MessageCode, Message>> = rows;
