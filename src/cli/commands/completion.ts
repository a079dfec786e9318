import { format } from '../../core/diagnostics.js';
import type { CommandSpec, OptionSpec } from '../command-spec.js';
import { commands, globalOptions } from '../commands.js';
import type { Command, Common } from '../effects.js';
import { oneOf } from '../operation.js';

/** Options of `lethe completion`. */
export interface CompletionOptions {
  shell: string;
}

/** `lethe completion bash|zsh|fish`: a completion script, generated from the list of commands. */
export const completion: Command<CompletionOptions> = async (options, effects) => {
  const shell = oneOf('shell', options.shell, ['bash', 'zsh', 'fish'] as const);
  const scripts = { bash, zsh, fish };
  effects.stdout.write(scripts[shell](options));
  return 0;
};

function flagsOf(option: OptionSpec): string[] {
  return option.flags
    .split(/,\s*/)
    .map((flag) => flag.split(' ')[0] ?? '')
    .filter((flag) => flag !== '');
}

function names(): string {
  return commands.map((command) => command.name).join(' ');
}

function wordsOf(command: CommandSpec): string[] {
  const flags = [...command.options, ...globalOptions].flatMap((option) => flagsOf(option));
  return [...command.arguments.flatMap((argument) => argument.values ?? []), ...flags, '--help'];
}

/** Values of options that have a fixed set, by flag. */
function valuesByFlag(): [string, readonly string[]][] {
  const all = [...globalOptions, ...commands.flatMap((command) => command.options)];
  const pairs = all.flatMap((option) =>
    option.values ? flagsOf(option).map((flag) => [flag, option.values] as const) : [],
  );
  return [...new Map(pairs.map(([flag, values]) => [flag, values ?? []]))];
}

function bash(): string {
  const cases = commands.map((command) => `    ${command.name}) words="${wordsOf(command).join(' ')}" ;;`);
  const values = valuesByFlag().map(
    ([flag, list]) => `    ${flag}) COMPREPLY=($(compgen -W "${list.join(' ')}" -- "$current")); return ;;`,
  );
  return `# lethe completion for bash: source <(lethe completion bash)
_lethe() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD - 1]}" words
  case "$previous" in
${values.join('\n')}
  esac
  case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
    help) words="${names()}" ;;
    *) words="${names()} help --help --version" ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _lethe lethe
`;
}

function zsh(options: Common): string {
  const say = (command: CommandSpec) =>
    quoted(format(command.help, { quote: '{"text": …}' }, options.language));
  const listed = commands.map((command) => `    '${command.name}:${say(command)}'`);
  const cases = commands.map((command) => `    ${command.name}) compadd -- ${wordsOf(command).join(' ')} ;;`);
  const values = valuesByFlag().map(([flag, list]) => `    ${flag}) compadd -- ${list.join(' ')}; return ;;`);
  return `#compdef lethe
# lethe completion for zsh: lethe completion zsh > "\${fpath[1]}/_lethe"
_lethe() {
  local -a commands=(
${listed.join('\n')}
    'help:${quoted(format('help-help', {}, options.language))}'
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  case "\${words[CURRENT - 1]}" in
${values.join('\n')}
  esac
  case "\${words[2]}" in
${cases.join('\n')}
    help) compadd -- ${names()}; return ;;
  esac
  _files
}
compdef _lethe lethe
`;
}

function fish(options: Common): string {
  const say = (code: OptionSpec['help']) => quoted(format(code, { quote: '{"text": …}' }, options.language));
  const lines = ['# lethe completion for fish: lethe completion fish | source'];
  const optionLine = (condition: string, option: OptionSpec) => {
    const flags = flagsOf(option).map((flag) =>
      flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`,
    );
    const values = option.values
      ? ` -xa '${option.values.join(' ')}'`
      : /[<[]/.test(option.flags)
        ? ' -r'
        : '';
    return `complete -c lethe${condition} ${flags.join(' ')}${values} -d '${say(option.help)}'`;
  };
  for (const command of commands) {
    lines.push(`complete -c lethe -n __fish_use_subcommand -xa ${command.name} -d '${say(command.help)}'`);
    const condition = ` -n '__fish_seen_subcommand_from ${command.name}'`;
    for (const argument of command.arguments) {
      if (argument.values) lines.push(`complete -c lethe${condition} -xa '${argument.values.join(' ')}'`);
    }
    lines.push(...command.options.map((option) => optionLine(condition, option)));
  }
  lines.push(`complete -c lethe -n __fish_use_subcommand -xa help -d '${say('help-help')}'`);
  lines.push(`complete -c lethe -n '__fish_seen_subcommand_from help' -xa '${names()}'`);
  lines.push(...globalOptions.map((option) => optionLine('', option)));
  return `${lines.join('\n')}\n`;
}

/** A text inside single quotes of a shell, and without the colon that zsh splits at. */
function quoted(text: string): string {
  return text.replaceAll("'", '’').replaceAll(':', '：');
}
