import type { Artefact } from './artefact.js';
import { catalogueCsv } from './catalogue-csv.js';
import { catalogueJsonld } from './catalogue-jsonld.js';
import { citation } from './citation.js';
import { contractAnnex } from './contract-annex.js';
import { dataQuality } from './data-quality.js';
import { overviewOf } from './overview.js';
import { processingRecord } from './processing-record.js';
import { protectionMeasures } from './protection-measures.js';
import { sourceStatement } from './source-statement.js';
import { standards } from './standards.js';

export type { Artefact, PackFacts } from './artefact.js';

const papers: readonly Artefact[] = [
  sourceStatement,
  contractAnnex,
  processingRecord,
  dataQuality,
  protectionMeasures,
  standards,
  catalogueJsonld,
  catalogueCsv,
  citation,
];

/** Every paper of the evidence pack. A new one is one file and one line above. */
export const artefacts: readonly Artefact[] = [overviewOf(papers), ...papers];
