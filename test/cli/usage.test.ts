import { describe, expect, it } from 'vitest';
import { commands } from '../../src/cli/commands.js';
import { languageOf } from '../../src/cli/program.js';
import { lethe } from './world.js';

describe('usage', () => {
  const faults: [string, string[], string][] = [
    ['no command', [], 'cli-command-missing'],
    ['an unknown command', ['profil', 'x.csv'], 'cli-command-unknown'],
    ['an unknown option', ['profile', 'x.csv', '--jsno'], 'cli-option-unknown'],
    ['an unknown option before the command', ['--quite', 'profile', 'x.csv'], 'cli-option-unknown'],
    ['a missing argument', ['profile'], 'cli-argument-missing'],
    ['too many arguments', ['profile', 'a.csv', 'b.csv'], 'cli-argument-excess'],
    ['an option without its value', ['run', '-p'], 'cli-option-value'],
    ['workers that are no number', ['profile', 'x.csv', '--workers', 'many'], 'cli-option-invalid'],
    ['chunks too small to hold records', ['profile', 'x.csv', '--chunk', '10'], 'cli-option-invalid'],
    ['no workers', ['profile', 'x.csv', '--workers', '0'], 'cli-option-invalid'],
    ['an unknown language', ['list', '--lang', 'de'], 'cli-option-invalid'],
    ['an unknown encoding', ['profile', 'x.csv', '--encoding', 'latin1'], 'cli-option-invalid'],
    ['an unknown list', ['list', 'thing'], 'cli-option-invalid'],
    ['an unknown shell', ['completion', 'csh'], 'cli-option-invalid'],
    ['check without quasi-identifiers', ['check', 'x.csv'], 'cli-option-missing'],
    [
      'check of l without a sensitive column',
      ['check', 'x.csv', '--qi', 'a', '--l', '2'],
      'cli-option-missing',
    ],
    ['anonymise without hierarchies', ['anonymise', 'x.csv', '--qi', 'a', '-k', '2'], 'cli-option-missing'],
    ['a policy that is not there', ['plan', '-p', 'none.yaml'], 'policy-not-found'],
  ];
  it.each(faults)('%s ends with 2', async (_, argv, code) => {
    const ran = await lethe(argv);
    expect(ran.code).toBe(2);
    expect(ran.err).toContain(`[${code}]`);
    expect(ran.out).toBe('');
  });

  it('suggests the nearest command and option', async () => {
    expect((await lethe(['anonymize', 'x.csv'])).err).toContain('Did you mean `anonymise`?');
    expect((await lethe(['profile', 'x.csv', '--encodng', 'x'])).err).toContain('Did you mean `--encoding`?');
  });

  it('takes the language from --lang, else from the locale', () => {
    expect(languageOf(['run', '--lang', 'zh'], {})).toBe('zh');
    expect(languageOf(['run', '--lang=en'], { LANG: 'zh_CN.UTF-8' })).toBe('en');
    expect(languageOf(['run'], { LANG: 'zh_CN.UTF-8' })).toBe('zh');
    expect(languageOf(['run'], { LC_ALL: 'en_US.UTF-8', LANG: 'zh_CN.UTF-8' })).toBe('en');
    expect(languageOf(['run'], {})).toBe('en');
  });

  it.each(['en', 'zh'] as const)('prints help on stdout in %s', async (language) => {
    const all = await lethe(['--help', '--lang', language]);
    expect(all.code).toBe(0);
    expect(all.err).toBe('');
    for (const command of commands) expect(all.out).toContain(`  ${command.name}`);
    expect(all.out.includes('用法：')).toBe(language === 'zh');
    const one = await lethe(['anonymise', '--help', '--lang', language]);
    for (const flag of ['--qi', '--hierarchies', '--suppression', '--json', '--policy'])
      expect(one.out).toContain(flag);
    expect(all.out + one.out).not.toMatch(/\{\w+\}/);
  });

  it('prints the same help where the word is the command', async () => {
    for (const command of [[], ['run'], ['ledger']]) {
      const { out } = await lethe([...command, '--help']);
      expect(await lethe(['help', ...command])).toMatchObject({ code: 0, out, err: '' });
    }
    const unknown = await lethe(['help', 'rum', '--json']);
    expect(unknown.code).toBe(2);
    expect(JSON.parse(unknown.out).error).toMatchObject({
      code: 'cli-command-unknown',
      args: { name: 'rum', suggestion: 'run' },
    });
  });

  it('prints its version', async () => {
    expect(await lethe(['--version'])).toMatchObject({ code: 0, out: '0.1.0\n' });
  });

  it('says in JSON what went wrong, on stdout, and on stderr for people', async () => {
    const ran = await lethe(['plan', '-p', 'none.yaml', '--json']);
    const document = JSON.parse(ran.out);
    expect(document).toMatchObject({
      version: 1,
      error: { code: 'policy-not-found', args: { path: 'none.yaml' } },
    });
    expect(ran.err).toContain('Policy not found: none.yaml');
  });

  it.each(['bash', 'zsh', 'fish'])('completes every command and option in %s', async (shell) => {
    const { code, out } = await lethe(['completion', shell]);
    expect(code).toBe(0);
    for (const command of commands) {
      expect(out).toContain(command.name);
      for (const option of command.options) {
        const long = /--([\w-]+)/.exec(option.flags)?.[1];
        if (long) expect(out).toContain(long);
      }
    }
  });
});
