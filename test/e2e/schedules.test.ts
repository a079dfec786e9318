import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bin, root, scratch, sha256 } from './cli.js';

const place = scratch();
const examples = join(root, 'samples/batch');
const home = join(place.folder, 'opt');
const job = join(place.folder, 'sales');
const compiled = join(root, `dist/examples-${process.pid}`); // within the package, so that it finds `lethe`
afterAll(() => {
  place.remove();
  rmSync(compiled, { recursive: true, force: true });
});

beforeAll(() => {
  cpSync(examples, home, { recursive: true });
  cpSync(join(root, 'samples/sales'), job, { recursive: true, filter: (path) => !path.endsWith('/out') });
  appendFileSync(join(job, 'lethe.yaml'), 'attacks: { sample: 100, guesses: 10000 }\n');
  mkdirSync(join(place.folder, 'bin'));
  const lethe = join(place.folder, 'bin/lethe');
  writeFileSync(lethe, `#!/bin/sh\nexec "${process.execPath}" "${bin}" "$@"\n`);
  chmodSync(lethe, 0o755);
});

function there(command: string, args: string[], env: Record<string, string> = {}) {
  const path = `${join(place.folder, 'bin')}:${process.env.PATH}`;
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: job,
    encoding: 'utf8',
    env: { ...process.env, PATH: path, NO_COLOR: '1', ...env },
  });
  return { status, stdout, stderr };
}
const has = (program: string) =>
  spawnSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).status === 0;

describe('schedules', () => {
  it.skipIf(!has('make'))('make publishes, and does nothing where nothing changed', () => {
    const first = there('make', ['-s', '-f', join(home, 'Makefile'), 'release']);
    expect([first.status, first.stderr]).toEqual([0, '']);
    expect(JSON.parse(first.stdout)).toMatchObject({ verdict: 'published' });
    expect(readFileSync(join(job, 'lethe.prom'), 'utf8')).toContain('lethe_last_success_timestamp_seconds');
    const second = there('make', ['-s', '-f', join(home, 'Makefile'), 'release']);
    expect(JSON.parse(second.stdout)).toMatchObject({ verdict: 'published', unchanged: true });
  });

  it('the shell task of DolphinScheduler runs once its parameters are replaced', () => {
    const text = readFileSync(join(home, 'dolphinscheduler.sh'), 'utf8');
    const script = text.replace(/(?<=sh" ")\$\{policy\}/, 'lethe.yaml').replace(/\$\{state\}/, '.');
    const ran = there('sh', ['-c', script], { LETHE_HOME: home });
    expect([ran.status, ran.stderr]).toEqual([0, '']);
    expect(JSON.parse(ran.stdout)).toMatchObject({ verdict: 'published' });
  });

  it('the line of cron names five fields and a command that is here', () => {
    const line = readFileSync(join(home, 'crontab'), 'utf8').trimEnd().split('\n').at(-1)!;
    const [, fields, command] = /^((?:[\d*/,-]+ ){5})(.+)$/.exec(line)!;
    expect(fields).toBe('30 2 * * * ');
    expect(command).toMatch(/^\/opt\/lethe\/nightly\.sh /);
    expect(there('sh', ['-n', join(home, 'nightly.sh')]).status).toBe(0);
  });

  it.skipIf(!has('systemd-analyze'))('systemd finds nothing wrong with its units', () => {
    const units = ['lethe-nightly.service', 'lethe-nightly.timer'].map((name) => join(home, name));
    const { status, stdout, stderr } = there('systemd-analyze', ['verify', ...units]);
    expect([status, stdout + stderr]).toEqual([0, '']);
  });

  it.skipIf(!has('python3'))(
    'the DAG of Airflow fails for good where the gate refuses, and only there',
    () => {
      // Airflow itself is not here: stand-ins record what the file asks of it.
      const ran = there('python3', [
        '-c',
        `
import subprocess, sys, types
made = []
class Dag:
    def __init__(self, **given): made.append(given)
    def __enter__(self): return self
    def __exit__(self, *_): pass
class Operator:
    def __init__(self, **given): made.append(given)
class Fault(Exception): pass
class Final(Fault): pass
def module(name, **names):
    sys.modules[name] = types.ModuleType(name); sys.modules[name].__dict__.update(names)
module('pendulum', datetime=lambda *a, **k: a)
module('airflow', DAG=Dag); module('airflow.operators'); module('airflow.operators.python', PythonOperator=Operator)
module('airflow.exceptions', AirflowException=Fault, AirflowFailException=Final)
exec(open(sys.argv[1]).read())
task = made[1]
for code in (0, 1, 2, 130):
    subprocess.run = lambda command, check: types.SimpleNamespace(returncode=code)
    try: task['python_callable'](**task['op_kwargs']); print(code, 'done')
    except Fault as fault: print(code, type(fault).__name__)
`,
        join(home, 'airflow_dag.py'),
      ]);
      expect([ran.stdout, ran.stderr]).toEqual(['0 done\n1 Final\n2 Fault\n130 Fault\n', '']);
    },
  );

  it('the image copies what is here', () => {
    const text = readFileSync(join(home, 'Dockerfile'), 'utf8');
    const copied = [...text.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, names]) =>
      names!.split(' '),
    );
    expect(copied.length).toBeGreaterThan(4);
    for (const name of copied) expect(existsSync(join(root, name)), name).toBe(true);
    expect(existsSync(join(root, 'dist/src/cli/main.js'))).toBe(true);
  });
});

describe('the library in another program', () => {
  const program = join(compiled, 'embed.js');
  beforeAll(() => {
    const flags = ['--ignoreConfig', '--outDir', compiled, '--rootDir', examples, '--module', 'nodenext'];
    const more = ['--target', 'es2023', '--strict', '--skipLibCheck', '--types', 'node', '--typeRoots'];
    const types = join(root, 'node_modules/@types');
    const ran = spawnSync(
      join(root, 'node_modules/.bin/tsc'),
      [...flags, ...more, types, join(examples, 'embed.ts')],
      { encoding: 'utf8', cwd: root },
    );
    expect([ran.status, ran.stdout]).toEqual([0, '']);
  });

  it('a table goes into the stream, and the bytes that `run` publishes come out', () => {
    const ran = there(process.execPath, [program, 'lethe.yaml', 'orders.csv', 'streamed.csv']);
    expect([ran.status, ran.stderr]).toEqual([0, '']);
    const [streamed, published] = ran.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(streamed).toMatchObject({
      verdict: 'published',
      phases: ['profile', 'fit', 'frontier', 'apply', 'prove', 'attack', 'utility'],
    });
    expect(published).toEqual({ verdict: 'published', records: streamed.records });
    expect(sha256(join(job, 'streamed.csv'))).toBe(sha256(join(job, 'out/orders.csv')));
  });

  it('where the gate refuses, not a byte comes out', () => {
    const text = readFileSync(join(job, 'lethe.yaml'), 'utf8');
    const policy = text.replace(/profile: .*/, 'profile: open-unconditional').replace('k: 5', 'k: 2');
    writeFileSync(join(job, 'refused.yaml'), policy);
    const ran = there(process.execPath, [program, 'refused.yaml', 'orders.csv', 'refused.csv']);
    expect(ran.status).toBe(1);
    const { code, reasons } = JSON.parse(ran.stderr);
    expect(code).toBe('transform-refused');
    expect(reasons.length).toBeGreaterThan(0);
    expect(existsSync(join(job, 'refused.csv'))).toBe(false);
  });
});
