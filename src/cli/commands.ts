import { missingRules } from '../core/missing.js';
import { formats } from '../formats/index.js';
import type { ArgumentSpec, CommandSpec, OptionSpec } from './command-spec.js';

const input: ArgumentSpec = { name: 'input', help: 'help-arg-input', required: true };
const maybeInput: ArgumentSpec = { ...input, required: false };
const output: OptionSpec = { flags: '-o, --output <file>', help: 'help-opt-output' };
const qi: OptionSpec = { flags: '--qi <columns>', help: 'help-opt-qi' };
const sensitive: OptionSpec = { flags: '--sensitive <columns>', help: 'help-opt-sensitive' };
const bounds: readonly OptionSpec[] = [
  { flags: '-k <number>', help: 'help-opt-k' },
  { flags: '--l <number>', help: 'help-opt-l' },
  { flags: '--t <number>', help: 'help-opt-t' },
];
const missing: OptionSpec = { flags: '--missing <rule>', help: 'help-opt-missing', values: missingRules };
const dialect: readonly OptionSpec[] = [
  {
    flags: '--encoding <name>',
    help: 'help-opt-encoding',
    values: ['utf-8', 'gb18030', 'utf-16le', 'utf-16be'],
  },
  { flags: '--delimiter <character>', help: 'help-opt-delimiter' },
  { flags: '--no-header', help: 'help-opt-header' },
  { flags: '--ragged <rule>', help: 'help-opt-ragged', values: ['error', 'pad'] },
  { flags: '--lenient', help: 'help-opt-lenient' },
  { flags: '--format <name>', help: 'help-opt-format', values: ['csv', ...formats.map(({ name }) => name)] },
  { flags: '--sheet <sheet>', help: 'help-opt-sheet' },
];

const ledger: OptionSpec = { flags: '--ledger <file>', help: 'help-opt-ledger' };
const holidays: OptionSpec = { flags: '--holidays <file>', help: 'help-opt-holidays' };
const reason: OptionSpec = { flags: '--reason <text>', help: 'help-opt-reason' };
const by: OptionSpec = { flags: '--by <office>', help: 'help-opt-by' };
const clock: OptionSpec = { flags: '--clock <term>', help: 'help-opt-clock', values: ['5', '10+10'] };
const audience: OptionSpec = { flags: '--audience <name>', help: 'help-opt-audience' };
const received: OptionSpec = { flags: '--received <day>', help: 'help-opt-received' };
const referenceDate: OptionSpec = { flags: '--reference-date <date>', help: 'help-opt-reference-date' };

/** Options that every command understands. */
export const globalOptions: readonly OptionSpec[] = [
  { flags: '-p, --policy <file>', help: 'help-opt-policy' },
  { flags: '--json', help: 'help-opt-json' },
  { flags: '-q, --quiet', help: 'help-opt-quiet' },
  { flags: '--no-color', help: 'help-opt-color' },
  { flags: '--lang <language>', help: 'help-opt-lang', values: ['en', 'zh'] },
  { flags: '--workers <number>', help: 'help-opt-workers' },
  { flags: '--chunk <bytes>', help: 'help-opt-chunk' },
];

/** Every command, in the order of the help. A new command is one file and one entry here. */
export const commands: readonly CommandSpec[] = [
  {
    name: 'profile',
    help: 'help-profile',
    arguments: [input],
    options: [
      { flags: '--why', help: 'help-opt-why' },
      { flags: '--joint <when>', help: 'help-opt-joint', values: ['auto', 'always', 'never'] },
      referenceDate,
      ...dialect,
    ],
    load: async () => (await import('./commands/profile.js')).profile,
  },
  {
    name: 'explain-column',
    help: 'help-explain-column',
    arguments: [input, { name: 'column', help: 'help-arg-column', required: true }],
    options: [referenceDate, ...dialect],
    load: async () => (await import('./commands/explain-column.js')).explainColumn,
  },
  {
    name: 'init',
    help: 'help-init',
    arguments: [input],
    options: [output, { flags: '--profile <name>', help: 'help-opt-profile' }, ...dialect],
    load: async () => (await import('./commands/init.js')).init,
  },
  {
    name: 'plan',
    help: 'help-plan',
    arguments: [maybeInput],
    options: [{ flags: '--diff <records>', help: 'help-opt-diff' }, audience],
    load: async () => (await import('./commands/plan.js')).plan,
  },
  {
    name: 'run',
    help: 'help-run',
    arguments: [maybeInput],
    options: [
      output,
      { flags: '--report <file>', help: 'help-opt-report' },
      { flags: '--events <file>', help: 'help-opt-events' },
      { flags: '--metrics <file>', help: 'help-opt-metrics' },
      { flags: '--if-changed', help: 'help-opt-if-changed' },
      { flags: '--accept-drift', help: 'help-opt-accept-drift' },
      { flags: '--wait [seconds]', help: 'help-opt-wait' },
      audience,
      { flags: '--repairs', help: 'help-opt-try-repairs' },
      { flags: '--no-repairs', help: 'help-opt-repairs' },
      { flags: '--no-space-check', help: 'help-opt-space-check' },
      { flags: '--no-resume', help: 'help-opt-resume' },
      { flags: '--sign <key>', help: 'help-opt-sign' },
      ledger,
    ],
    load: async () => (await import('./commands/run.js')).run,
  },
  {
    name: 'check',
    help: 'help-check',
    arguments: [input],
    options: [
      qi,
      sensitive,
      ...bounds,
      { flags: '--model <model>', help: 'help-opt-model', repeat: true },
      { flags: '--max-risk <share>', help: 'help-opt-max-risk' },
      missing,
      { flags: '--person <column>', help: 'help-opt-person' },
      ...dialect,
    ],
    load: async () => (await import('./commands/check.js')).check,
  },
  {
    name: 'attack',
    help: 'help-attack',
    arguments: [{ name: 'release', help: 'help-arg-release', required: true }],
    options: [
      { flags: '--source <file>', help: 'help-opt-source' },
      { flags: '--control <file>', help: 'help-opt-control' },
      { flags: '--known <columns>', help: 'help-opt-known', repeat: true },
      sensitive,
      { flags: '--hierarchies <folder>', help: 'help-opt-hierarchies' },
      { flags: '--sample <number>', help: 'help-opt-sample' },
      { flags: '--guesses <number>', help: 'help-opt-guesses' },
      { flags: '--earlier <folder>', help: 'help-opt-earlier', repeat: true },
      { flags: '--max-risk <share>', help: 'help-opt-max-risk' },
    ],
    load: async () => (await import('./commands/attack.js')).attack,
  },
  {
    name: 'anonymise',
    help: 'help-anonymise',
    arguments: [input],
    options: [
      qi,
      sensitive,
      { flags: '--hierarchies <folder>', help: 'help-opt-hierarchies' },
      ...bounds,
      { flags: '--model <model>', help: 'help-opt-model', repeat: true },
      { flags: '--algorithm <name>', help: 'help-opt-algorithm' },
      { flags: '--metric <name>', help: 'help-opt-metric', default: 'loss' },
      { flags: '--aggregate <name>', help: 'help-opt-aggregate' },
      { flags: '--gs-factor <number>', help: 'help-opt-gs-factor', default: '0.5' },
      { flags: '--suppression <share>', help: 'help-opt-suppression', default: '0' },
      missing,
      { flags: '--budget <seconds>', help: 'help-opt-budget' },
      { flags: '--nodes <count>', help: 'help-opt-nodes' },
      output,
      ...dialect,
    ],
    load: async () => (await import('./commands/anonymise.js')).anonymise,
  },
  {
    name: 'verify',
    help: 'help-verify',
    arguments: [{ name: 'release', help: 'help-arg-release-folder', required: true }],
    options: [
      { flags: '--key <file>', help: 'help-opt-signer' },
      { flags: '--source <file>', help: 'help-opt-replayed', repeat: true },
      audience,
      ledger,
    ],
    load: async () => (await import('./commands/verify.js')).verify,
  },
  {
    name: 'ledger',
    help: 'help-ledger',
    arguments: [
      { name: 'action', help: 'help-arg-ledger', required: false, values: ['list', 'verify', 'due'] },
    ],
    options: [
      ledger,
      { flags: '--head <hash>', help: 'help-opt-head' },
      holidays,
      { flags: '--within <days>', help: 'help-opt-within' },
    ],
    load: async () => (await import('./commands/ledger.js')).ledger,
  },
  {
    name: 'withdraw',
    help: 'help-withdraw',
    arguments: [{ name: 'release', help: 'help-arg-release-folder', required: true }],
    options: [
      ledger,
      reason,
      by,
      {
        flags: '--event <event>',
        help: 'help-opt-event',
        default: 'withdrawn',
        values: ['withdrawn', 'suspended', 'resumed', 'destroyed'],
      },
      { flags: '--remove', help: 'help-opt-remove' },
      { flags: '-o, --output <file>', help: 'help-opt-certificate' },
      { flags: '--sign <key>', help: 'help-opt-sign-certificate' },
    ],
    load: async () => (await import('./commands/withdraw.js')).withdraw,
  },
  {
    name: 'request',
    help: 'help-request',
    arguments: [
      { name: 'action', help: 'help-arg-request', required: true, values: ['add', 'extend', 'answer'] },
      { name: 'id', help: 'help-arg-request-id', required: false },
    ],
    options: [
      ledger,
      {
        flags: '--kind <kind>',
        help: 'help-opt-kind',
        default: 'deletion',
        values: ['access', 'correction', 'deletion', 'sharing', 'opening'],
      },
      clock,
      received,
      holidays,
      { flags: '--outcome <outcome>', help: 'help-opt-outcome', values: ['done', 'refused'] },
      reason,
      by,
    ],
    load: async () => (await import('./commands/request.js')).request,
  },
  {
    name: 'hierarchy',
    help: 'help-hierarchy',
    arguments: [
      { name: 'action', help: 'help-arg-hierarchy-action', required: true, values: ['build', 'check'] },
      { name: 'file', help: 'help-arg-hierarchy-file', required: true },
      { name: 'table', help: 'help-arg-hierarchy-table', required: false },
    ],
    options: [
      { flags: '--column <name>', help: 'help-opt-hierarchy-column' },
      {
        flags: '--by <way>',
        help: 'help-opt-hierarchy-by',
        values: [
          'width',
          'frequency',
          'breaks',
          'order',
          'prefix',
          'ending',
          'date',
          'tree',
          'age',
          'grid',
          'cn-address',
          'cn-region',
        ],
      },
      { flags: '--width <number>', help: 'help-opt-hierarchy-width' },
      { flags: '--groups <number>', help: 'help-opt-hierarchy-groups' },
      { flags: '--levels <list>', help: 'help-opt-hierarchy-levels' },
      { flags: '--breaks <list>', help: 'help-opt-hierarchy-breaks', repeat: true },
      { flags: '--keep <list>', help: 'help-opt-hierarchy-keep' },
      { flags: '--origin <number>', help: 'help-opt-hierarchy-origin' },
      { flags: '--tree <file>', help: 'help-opt-hierarchy-tree' },
      { flags: '--order <file>', help: 'help-opt-hierarchy-order' },
      { flags: '--params <yaml>', help: 'help-opt-hierarchy-params' },
      { flags: '--least <number>', help: 'help-opt-hierarchy-least' },
      { flags: '--extremes', help: 'help-opt-hierarchy-extremes' },
      { flags: '-o, --output <file>', help: 'help-opt-hierarchy-output' },
      ...dialect,
    ],
    load: async () => (await import('./commands/hierarchy.js')).hierarchy,
  },
  {
    name: 'key',
    help: 'help-key',
    arguments: [
      {
        name: 'action',
        help: 'help-arg-key-action',
        required: true,
        values: ['make', 'show', 'rotate', 'destroy'],
      },
      { name: 'key', help: 'help-arg-key', required: true },
    ],
    options: [
      ledger,
      reason,
      by,
      { flags: '-o, --output <file>', help: 'help-opt-certificate' },
      { flags: '--sign <key>', help: 'help-opt-sign-certificate' },
    ],
    load: async () => (await import('./commands/key.js')).key,
  },
  {
    name: 'deliver',
    help: 'help-deliver',
    arguments: [{ name: 'release', help: 'help-arg-release-folder', required: true }],
    options: [
      { flags: '--to <recipient>', help: 'help-opt-to' },
      { flags: '-o, --output <folder>', help: 'help-opt-copy' },
      { flags: '--key <file>', help: 'help-opt-mark-key' },
      ledger,
    ],
    load: async () => (await import('./commands/deliver.js')).deliver,
  },
  {
    name: 'trace',
    help: 'help-trace',
    arguments: [input],
    options: [
      { flags: '--key <file>', help: 'help-opt-mark-key' },
      { flags: '--false-positive <chance>', help: 'help-opt-false-positive', default: '1e-6' },
      ledger,
      ...dialect,
    ],
    load: async () => (await import('./commands/trace.js')).trace,
  },
  {
    name: 'subject',
    help: 'help-subject',
    arguments: [{ name: 'input', help: 'help-arg-persons', required: true }],
    options: [
      { flags: '--key <file>', help: 'help-opt-subject-key', repeat: true },
      { flags: '-o, --output <file>', help: 'help-opt-list' },
      { flags: '--enter <kind>', help: 'help-opt-enter', values: ['access', 'correction', 'deletion'] },
      clock,
      received,
      holidays,
      ledger,
      ...dialect,
    ],
    load: async () => (await import('./commands/subject.js')).subject,
  },
  {
    name: 'reassess',
    help: 'help-reassess',
    arguments: [],
    options: [ledger, { flags: '--dry', help: 'help-opt-dry' }],
    load: async () => (await import('./commands/reassess.js')).reassess,
  },
  {
    name: 'keygen',
    help: 'help-keygen',
    arguments: [],
    options: [
      output,
      {
        flags: '--algorithm <name>',
        help: 'help-opt-signature-algorithm',
        default: 'ed25519',
        values: ['ed25519', 'sm2-sm3'],
      },
    ],
    load: async () => (await import('./commands/keygen.js')).keygen,
  },
  {
    name: 'unseal',
    help: 'help-unseal',
    arguments: [{ name: 'sealed', help: 'help-arg-sealed', required: true }],
    options: [{ flags: '--key <file>', help: 'help-opt-key' }, output],
    load: async () => (await import('./commands/unseal.js')).unseal,
  },
  {
    name: 'detect',
    help: 'help-detect',
    arguments: [],
    options: [],
    load: async () => (await import('./commands/detect.js')).detect,
  },
  {
    name: 'test',
    help: 'help-test',
    arguments: [],
    options: [audience],
    load: async () => (await import('./commands/test.js')).test,
  },
  {
    name: 'list',
    help: 'help-list',
    arguments: [
      {
        name: 'kind',
        help: 'help-arg-kind',
        required: false,
        values: [
          'operators',
          'recognisers',
          'hierarchies',
          'models',
          'metrics',
          'algorithms',
          'profiles',
          'entities',
          'packs',
        ],
      },
    ],
    options: [],
    load: async () => (await import('./commands/list.js')).list,
  },
  {
    name: 'explain',
    help: 'help-explain',
    arguments: [{ name: 'name', help: 'help-arg-name', required: true }],
    options: [],
    load: async () => (await import('./commands/explain.js')).explain,
  },
  {
    name: 'schema',
    help: 'help-schema',
    arguments: [
      {
        name: 'of',
        help: 'help-arg-schema',
        required: false,
        values: ['policy', 'profile', 'check', 'run', 'manifest'],
      },
    ],
    options: [],
    load: async () => (await import('./commands/schema.js')).schema,
  },
  {
    name: 'completion',
    help: 'help-completion',
    arguments: [{ name: 'shell', help: 'help-arg-shell', required: true, values: ['bash', 'zsh', 'fish'] }],
    options: [],
    load: async () => (await import('./commands/completion.js')).completion,
  },
];
