import { findProfile } from '../profiles/index.js';
import { type Artefact, type PackFacts, stated } from './artefact.js';

const mediaTypes: readonly (readonly [RegExp, string])[] = [
  [/\.csv$/i, 'text/csv'],
  [/\.tsv$/i, 'text/tab-separated-values'],
  [/\.jsonl$|\.ndjson$/i, 'application/x-ndjson'],
  [/\.parquet$/i, 'application/vnd.apache.parquet'],
  [/\.arrows?$/i, 'application/vnd.apache.arrow.file'],
  [/\.xlsx$/i, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
];

/** The catalogue entry in DCAT 3 (W3C), its columns in CSVW's vocabulary, as JSON-LD. */
export const catalogueJsonld: Artefact = {
  name: 'catalogue.jsonld',
  title: { en: 'Catalogue entry (DCAT)', zh: '目录条目（DCAT）' },
  summary: {
    en: 'Machine-readable entry for data catalogues.',
    zh: '供数据目录系统读取的条目。',
  },
  render(facts) {
    return `${JSON.stringify(entry(facts), null, 2)}\n`;
  },
};

function entry(facts: PackFacts): object {
  const profile = findProfile(facts.profile);
  const tagged = (text: string) => ({
    '@value': text,
    '@language': facts.language === 'zh' ? 'zh-CN' : 'en',
  });
  const optional = (key: string, field: string) => {
    const value = stated(facts, field);
    return value === null ? {} : { [key]: value };
  };
  const owner = stated(facts, 'owner');
  const expiry = stated(facts, 'expiry');
  return {
    '@context': {
      dcat: 'http://www.w3.org/ns/dcat#',
      dct: 'http://purl.org/dc/terms/',
      foaf: 'http://xmlns.com/foaf/0.1/',
      spdx: 'http://spdx.org/rdf/terms#',
      csvw: 'http://www.w3.org/ns/csvw#',
      prov: 'http://www.w3.org/ns/prov#',
      odrl: 'http://www.w3.org/ns/odrl/2/',
      xsd: 'http://www.w3.org/2001/XMLSchema#',
      lethe: 'urn:lethe:terms:',
    },
    '@id': `urn:sha256:${facts.outputs[0]?.sha256 ?? facts.plan.sha256}`,
    '@type': 'dcat:Dataset',
    'dct:title': stated(facts, 'name') ?? facts.source.name,
    ...(owner === null ? {} : { 'dct:publisher': { '@type': 'foaf:Organization', 'foaf:name': owner } }),
    ...optional('dct:source', 'source'),
    ...optional('lethe:purpose', 'purpose'),
    ...optional('lethe:scenario', 'scenario'),
    ...optional('lethe:agreement', 'agreement'),
    ...optional('dcat:contactPoint', 'contact'),
    ...(expiry === null ? {} : { 'lethe:useUntil': { '@value': expiry, '@type': 'xsd:date' } }),
    'dct:accessRights': tagged(profile?.title[facts.language] ?? facts.profile),
    'lethe:releaseProfile': facts.profile,
    'lethe:label': facts.label,
    'lethe:records': facts.counts.out,
    'lethe:smallestClass': facts.proof.k,
    'prov:wasGeneratedBy': { '@type': 'prov:Activity', 'prov:used': `urn:sha256:${facts.source.sha256}` },
    'dcat:distribution': facts.outputs.map((file) => ({
      '@type': 'dcat:Distribution',
      'dct:title': file.name,
      'dcat:byteSize': file.bytes,
      ...mediaOf(file.name),
      'spdx:checksum': {
        '@type': 'spdx:Checksum',
        'spdx:algorithm': 'spdx:checksumAlgorithm_sha256',
        'spdx:checksumValue': file.sha256,
      },
    })),
    'csvw:tableSchema': {
      '@type': 'csvw:Schema',
      'csvw:column': facts.columns
        .filter((column) => column.published)
        .map((column) => ({
          '@type': 'csvw:Column',
          'csvw:name': column.name,
          'lethe:entity': column.entity,
          'lethe:role': column.role,
          'lethe:grade': column.gradeAfter,
          'lethe:processing': column.level === 0 ? 'keep' : column.use,
          ...(column.levelName === undefined ? {} : { 'lethe:level': column.levelName }),
        })),
    },
  };
}

function mediaOf(name: string): object {
  const packed = /\.gz$/i.test(name);
  const type = mediaTypes.find(([pattern]) => pattern.test(name.replace(/\.gz$/i, '')))?.[1];
  return {
    ...(type === undefined ? {} : { 'dcat:mediaType': type }),
    ...(packed ? { 'dcat:compressFormat': 'application/gzip' } : {}),
  };
}
