import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What holds for every test. */
const common = {
  setupFiles: ['test/setup.ts'],
  testTimeout: 180_000,
  hookTimeout: 120_000,
  pool: 'forks',
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

/** Tests of single parts share a process each worker, and load the source once; tests of the whole program do not. */
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
          include: ['test/**/*.test.ts'],
          exclude: [wholeProgram],
          isolate: false,
        },
      },
    ],
  },
});
