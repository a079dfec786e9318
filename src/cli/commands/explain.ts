import { LetheError, type MessageCode } from '../../core/diagnostics.js';
import { messages } from '../../core/messages/index.js';
import type { Bilingual } from '../../core/text.js';
import { forms, type JsonSchema, nearest, paramsJson } from '../../policy/index.js';
import { namesIn } from '../../report/names.js';
import type { Components } from '../components.js';
import type { Command, Common } from '../effects.js';
import { type Leakage, leakageOf } from '../leakage.js';
import { present, type Words } from '../view.js';
import { columns } from '../width.js';
import { listedOf, listKinds } from './list.js';

/** Options of `lethe explain`. */
export interface ExplainOptions {
  name: string;
}

/** A page about one component or message, before it is shown. */
interface Page {
  kind: string;
  name: string;
  summary: Bilingual;
  source?: string;
  parameters?: Parameter[];
  examples?: { parameters?: unknown; in: string; out: string }[];
  facts?: Record<string, string | number>;
  leakage?: Leakage;
  hint?: Bilingual;
  thresholds?: readonly { name: Bilingual; value: Bilingual; source?: string }[];
}

interface Parameter {
  name: string;
  type: string;
  required: boolean;
  default?: unknown;
  description?: string;
}

/** `lethe explain <name>`: what a component or a message code means, from its spec. Several kinds may share a name. */
export const explain: Command<ExplainOptions> = async (options, effects) => {
  const components = await effects.components();
  const pages = pagesOf(options.name, components);
  if (pages.length === 0) {
    const suggestion = nearest(options.name, [...namesOf(components), ...codes()]);
    throw new LetheError('cli-name-unknown', {
      name: options.name,
      ...(suggestion === undefined ? {} : { suggestion }),
    });
  }
  present({ pages }, options, effects, (value, words) =>
    value.pages.map((page) => human(page, options, words)).join('\n'),
  );
  return 0;
};

function namesOf(components: Components): string[] {
  return listKinds.flatMap((kind) => listedOf(kind, components).map((one) => one.name));
}

/** Codes that a person may meet; labels of the views are not findings. */
function codes(): string[] {
  return Object.keys(messages).filter((code) => !/^(word|help|phase|write|type)-/.test(code));
}

function pagesOf(name: string, components: Components): Page[] {
  const pages: Page[] = [];
  for (const one of components.operators.filter((spec) => spec.name === name)) {
    const examples = one.examples.map((example) => ({
      parameters: example.params,
      in: example.in,
      out: example.out,
    }));
    pages.push({
      kind: 'operator',
      name,
      summary: one.summary,
      leakage: leakageOf(one, components),
      parameters: parametersOf(paramsJson(one)),
      examples,
    });
  }
  for (const one of components.hierarchies.filter((spec) => spec.name === name)) {
    const examples = one.examples.map((example) => ({
      parameters: example.params,
      in: example.value,
      out: example.labels.join(' → '),
    }));
    pages.push({
      kind: 'hierarchy',
      name,
      summary: one.summary,
      parameters: parametersOf(paramsJson(one)),
      examples,
    });
  }
  for (const one of components.models.filter((spec) => spec.name === name)) {
    const parameters = parametersOf(paramsJson(one));
    pages.push({ kind: 'model', name, summary: one.summary, source: one.source, parameters });
  }
  for (const one of components.recognisers.filter((spec) => spec.entity === name)) {
    const facts = { role: one.role, grade: one.grade };
    const positive = one.examples.positive.map((text) => ({ in: text, out: name }));
    const negative = one.examples.negative.map((text) => ({ in: text, out: '—' }));
    pages.push({
      kind: 'recogniser',
      name,
      summary: one.summary,
      facts,
      examples: [...positive, ...negative],
    });
  }
  for (const kind of ['metrics', 'measures', 'algorithms', 'profiles'] as const) {
    for (const one of listedOf(kind, components).filter((spec) => spec.name === name)) {
      const thresholds =
        kind === 'profiles' && components.profileSpecs.find((spec) => spec.name === name)?.thresholds;
      const { name: listed, summary, source } = one;
      pages.push({
        kind: kind.slice(0, -1),
        name: listed,
        summary,
        ...(source === undefined ? {} : { source }),
        ...(thresholds ? { thresholds } : {}),
      });
    }
  }
  for (const { items, ...one } of components.packs.filter((pack) => pack.name === name)) {
    const thresholds = items.map(({ word, entities }) => ({
      name: word,
      value: { en: entities.join(', '), zh: entities.join('、') },
    }));
    pages.push({ kind: 'pack', ...one, thresholds });
  }
  if (codes().includes(name)) {
    const message = messages[name as MessageCode];
    pages.push({
      kind: 'message',
      name,
      summary: message.text,
      ...(message.hint ? { hint: message.hint } : {}),
    });
  }
  return pages;
}

/** Parameters of a schema, a name that several forms share once. */
function parametersOf(schema: JsonSchema): Parameter[] {
  const all = forms(schema);
  const names = [...new Set(all.flatMap((form) => Object.keys(form.properties)))];
  return names.map((name) => {
    const shapes = all.flatMap((form) => (form.properties[name] ? [form.properties[name]] : []));
    const [first] = shapes;
    return {
      name,
      type: [...new Set(shapes.map((shape) => typeOf(shape)))].join(' | '),
      required: all.every((form) => form.required.includes(name)),
      ...(first?.default === undefined ? {} : { default: first.default }),
      ...(first?.description === undefined ? {} : { description: first.description }),
    };
  });
}

/** A JSON Schema type in a few words: `integer ≥ 1`, `"year" | "decade"`, `[integer, integer]`. */
function typeOf(schema: JsonSchema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const branches = schema.anyOf ?? schema.oneOf;
  if (branches) return branches.map((branch) => typeOf(branch)).join(' | ');
  if (Array.isArray(schema.items)) return `[${schema.items.map((item) => typeOf(item)).join(', ')}]`;
  if (schema.items) return `[${typeOf(schema.items)}, …]`;
  const name = Array.isArray(schema.type) ? schema.type.join(' | ') : (schema.type ?? 'any');
  const bound = (key: string, sign: string) => {
    const value = schema[key];
    return typeof value === 'number' && Math.abs(value) < Number.MAX_SAFE_INTEGER ? ` ${sign} ${value}` : '';
  };
  return (
    name +
    bound('minimum', '≥') +
    bound('exclusiveMinimum', '>') +
    bound('maximum', '≤') +
    bound('exclusiveMaximum', '<')
  );
}

function human(page: Page, common: Common, { say, colors }: Words): string {
  const { language } = common;
  const lines = [`${colors.bold(page.name)} (${page.kind})`, `  ${page.summary[language]}`];
  if (page.hint) lines.push(`  ${page.hint[language]}`);
  for (const [name, value] of Object.entries(page.facts ?? {}))
    lines.push(`  ${say('cli-fact', { name, value })}`);
  if (page.leakage) {
    const nameOf = namesIn(language);
    const { reversibility, keeps } = page.leakage;
    const value = keeps.map((leak) => nameOf('leak', leak)).join(language === 'zh' ? '、' : ', ') || '—';
    const back = nameOf('reversibility', reversibility);
    lines.push(`  ${say('cli-fact', { name: say('word-reversibility'), value: back })}`);
    lines.push(`  ${say('cli-fact', { name: say('word-keeps'), value })}`);
  }
  if (page.source !== undefined) {
    lines.push(`  ${say('cli-fact', { name: say('word-source'), value: page.source })}`);
  }
  let text = `${lines.join('\n')}\n`;
  if (page.thresholds) {
    const rows = page.thresholds.map((one) => [one.name[language], one.value[language], one.source ?? '']);
    const heading = say(page.kind === 'pack' ? 'word-answered' : 'word-thresholds');
    text += `\n  ${colors.bold(heading)}\n${columns(rows, '    ')}`;
  }
  if (page.parameters && page.parameters.length > 0) {
    const rows = page.parameters.map((one) => [
      one.name,
      one.type,
      one.required ? say('word-required') : '',
      one.default === undefined ? '' : `${say('word-default')} ${JSON.stringify(one.default)}`,
      one.description ?? '',
    ]);
    text += `\n  ${colors.bold(say('word-parameters'))}\n${columns(rows, '    ')}`;
  }
  if (page.examples && page.examples.length > 0) {
    const rows = page.examples.map((one) => [
      one.parameters === undefined ? '' : JSON.stringify(one.parameters),
      JSON.stringify(one.in),
      '→',
      one.out,
    ]);
    text += `\n  ${colors.bold(say('word-examples'))}\n${columns(rows, '    ')}`;
  }
  return text;
}
