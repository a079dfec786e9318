import { Command as Commander, CommanderError, Option } from 'commander';
import { format, LetheError, type MessageArgs, type MessageCode } from '../core/diagnostics.js';
import type { Language } from '../core/text.js';
import { nearest } from '../policy/nearest.js';
import type { CommandSpec, OptionSpec } from './command-spec.js';
import { commands, globalOptions } from './commands.js';
import type { Common, Effects } from './effects.js';
import { numberOf, oneOf } from './operation.js';
import { reportError } from './view.js';

/**
 * Runs the command line (without node and script) and returns the exit code: 0 done, 1 the tool says no, 2 usage,
 * policy, input or internal error, 130 interrupted. Never throws; every error is shown without a cell value.
 */
export async function main(argv: readonly string[], effects: Effects): Promise<number> {
  const plain: Common = {
    json: argv.includes('--json'),
    quiet: false,
    color: !argv.includes('--no-color'),
    language: languageOf(argv, effects.env),
    workers: effects.cores,
    chunk: undefined,
    policy: undefined,
  };
  try {
    return await dispatch(argv, plain, effects);
  } catch (error) {
    const shown = effects.signal.aborted ? interrupted() : letheError(error, argv);
    if (shown === null) return 0;
    reportError(shown, plain, effects);
    if (shown.code === 'cli-internal') effects.stderr.write(framesOf(error));
    return shown.exitCode;
  }
}

/** The language of the user: --lang, else the locale. */
export function languageOf(argv: readonly string[], env: Effects['env']): Language {
  const at = argv.findIndex((word) => word === '--lang' || word.startsWith('--lang='));
  const stated =
    at < 0 ? undefined : argv[at]?.includes('=') ? argv[at]?.slice('--lang='.length) : argv[at + 1];
  if (stated === 'en' || stated === 'zh') return stated;
  const locale = [env.LC_ALL, env.LC_MESSAGES, env.LANG].find((value) => value !== undefined && value !== '');
  return locale?.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

async function dispatch(argv: readonly string[], plain: Common, effects: Effects): Promise<number> {
  const say = (code: MessageCode, args: MessageArgs = {}) => format(code, args, plain.language);
  const program = new Commander('lethe');
  let exitCode = 0;
  configure(program, say, effects);
  program.description(say('help-lethe')).version(effects.version, '-V, --version', say('help-opt-version'));
  program.helpCommand('help [command]', say('help-help')).addHelpText('after', `\n${say('help-exit')}`);
  for (const option of globalOptions) program.addOption(optionOf(option, say));
  for (const spec of commands) {
    const command = program.command(spec.name).description(say(spec.help, { quote: '{"text": …}' }));
    configure(command, say, effects);
    for (const argument of spec.arguments) {
      command.argument(argument.required ? `<${argument.name}>` : `[${argument.name}]`, say(argument.help));
    }
    for (const option of spec.options) command.addOption(optionOf(option, say));
    command.action(async (...given: unknown[]) => {
      const stated = Object.fromEntries(
        spec.arguments
          .map((argument, i) => [argument.name, given[i]])
          .filter(([, value]) => value !== undefined),
      );
      const options = { ...command.opts(), ...stated, ...commonOf(program.opts(), plain) };
      exitCode = await (await spec.load())(options, effects);
    });
  }
  if (argv.length === 0) {
    effects.stderr.write(program.helpInformation());
    throw new LetheError('cli-command-missing');
  }
  await program.parseAsync([...argv], { from: 'user' });
  return exitCode;
}

/** Output through the effects, errors as exceptions, help in the user's language. */
function configure(command: Commander, say: (code: MessageCode) => string, effects: Effects): void {
  const titles: Record<string, MessageCode> = {
    'Usage:': 'help-usage',
    'Arguments:': 'help-arguments',
    'Options:': 'help-options',
    'Global Options:': 'help-global',
    'Commands:': 'help-commands',
  };
  command
    .exitOverride((error) => {
      throw Object.assign(error, { command: command.name() });
    })
    .configureOutput({
      writeOut: (text) => effects.stdout.write(text),
      writeErr: () => {}, // errors are shown by `main`
      getOutHelpWidth: () => effects.stdout.columns ?? 100,
    })
    .configureHelp({
      showGlobalOptions: true,
      styleTitle: (title) => {
        const code = titles[title];
        return code ? say(code) : title;
      },
    })
    .helpOption('-h, --help', say('help-opt-help'))
    .showSuggestionAfterError(false)
    .allowExcessArguments(false);
}

function optionOf(spec: OptionSpec, say: (code: MessageCode) => string): Option {
  const option = new Option(spec.flags, say(spec.help));
  if (spec.default !== undefined) option.default(spec.default);
  if (spec.repeat)
    option.argParser((value: string, before: string[] | undefined) => [...(before ?? []), value]);
  return option;
}

function commonOf(options: Record<string, unknown>, plain: Common): Common {
  const { workers, chunk, memory, lang, policy } = options;
  if (typeof lang === 'string') oneOf('--lang', lang, ['en', 'zh']);
  return {
    json: options.json === true,
    quiet: options.quiet === true,
    color: options.color !== false,
    language: plain.language,
    workers: typeof workers === 'string' ? numberOf('--workers', workers, 1, 256, true) : plain.workers,
    chunk: typeof chunk === 'string' ? numberOf('--chunk', chunk, 65_536, 2 ** 28, true) : undefined,
    memory: typeof memory === 'string' ? numberOf('--memory', memory, 1, 2 ** 20, true) : undefined,
    policy: typeof policy === 'string' ? policy : undefined,
  };
}

function interrupted(): LetheError {
  return new LetheError('run-interrupted', {}, undefined, { exitCode: 130 });
}

/** Any error as one of ours; null where commander only showed help or the version. */
function letheError(error: unknown, argv: readonly string[]): LetheError | null {
  if (error instanceof LetheError) return error;
  if (error instanceof CommanderError) return usageError(error, argv);
  const system = error as { code?: unknown; syscall?: unknown; path?: unknown } | null;
  if (typeof system?.syscall === 'string' && typeof system.code === 'string') {
    const path = typeof system.path === 'string' ? system.path : system.syscall;
    return new LetheError('cli-system', { path, reason: system.code });
  }
  // The message of an unknown error may carry a cell; its name and its frames cannot.
  return new LetheError('cli-internal', { name: error instanceof Error ? error.name : typeof error });
}

const commandNames = commands.map((one) => one.name);

function usageError(
  error: CommanderError & { command?: string },
  argv: readonly string[],
): LetheError | null {
  if (error.exitCode === 0) return null;
  const spec = commands.find((one) => one.name === error.command);
  const command = spec?.name ?? '';
  const named = /'([^']*)'/.exec(error.message)?.[1] ?? '';
  const suggest = (name: string, known: readonly string[]) => {
    const suggestion = nearest(name, known);
    return suggestion === undefined ? {} : { suggestion };
  };
  switch (error.code) {
    case 'commander.help': {
      const name = argv[argv.indexOf('help') + 1] ?? '';
      return new LetheError('cli-command-unknown', { name, ...suggest(name, commandNames) });
    }
    case 'commander.unknownOption':
      return new LetheError('cli-option-unknown', {
        option: named,
        command,
        ...suggest(named, flagsOf(spec)),
      });
    case 'commander.unknownCommand': {
      return new LetheError('cli-command-unknown', { name: named, ...suggest(named, commandNames) });
    }
    case 'commander.missingArgument':
      return new LetheError('cli-argument-missing', { name: named, command });
    case 'commander.excessArguments': {
      const [first] = argv;
      if (spec || first === undefined) return new LetheError('cli-argument-excess', { command });
      return new LetheError('cli-command-unknown', { name: first });
    }
    case 'commander.optionMissingArgument':
      return new LetheError('cli-option-value', { option: named.split(/[ ,]/)[0] ?? named });
    default:
      return new LetheError('cli-usage', { command });
  }
}

function flagsOf(spec: CommandSpec | undefined): string[] {
  return [...(spec?.options ?? []), ...globalOptions].flatMap(
    (option) => option.flags.match(/--?[\w-]+/g) ?? [],
  );
}

/** The frames of an error without its message, which stands before them in the stack and may carry a cell. */
function framesOf(error: unknown): string {
  if (!(error instanceof Error) || error.stack === undefined) return '';
  const from = error.stack.indexOf(error.message);
  if (from < 0) return '';
  const lines = error.stack.slice(from + error.message.length).split('\n');
  const frames = lines.filter((line) => /^\s+at /.test(line));
  return frames.length === 0 ? '' : `${frames.join('\n')}\n`;
}
