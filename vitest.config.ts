import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What holds for every test. */
const common = {
  setupFiles: ['test/setup.ts'],
  testTimeout: 180_000,
  hookTimeout: 120_000,
  pool: 'forks',
  // A process for each worker and project, not for each file: program and source are loaded, and made fast, once.
  isolate: false,
  // The compiled program is loaded by node itself.
  server: { deps: { external: [/\/dist\/src\//] } },
};

const wholeProgram = 'test/e2e/**/*.test.ts';

/** The long tests of the whole program go first, so that both workers have something to do until the end. */
class ProgramFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const long = (file: TestSpecification) => file.project.name === 'program';
    return [...sorted.filter(long), ...sorted.filter((file) => !long(file))];
  }
}

export default defineConfig({
  test: {
    maxWorkers: 2,
    sequence: { sequencer: ProgramFirst },
    projects: [
      { test: { ...common, name: 'program', include: [wholeProgram] } },
      {
        test: {
          ...common,
          name: 'parts',
          // Properties make much that is soon garbage: a tenth of the time. The program's own tests start with V8's code that was
          // kept for it, which V8 takes under the same flags only.
          execArgv: ['--max-semi-space-size=32'],
          include: ['test/**/*.test.ts'],
          exclude: [wholeProgram],
        },
      },
    ],
  },
});
