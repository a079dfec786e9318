import { defineConfig } from 'vitest/config';

/** What holds for every test. */
const common = {
  setupFiles: ['test/setup.ts'],
  testTimeout: 180_000,
  hookTimeout: 120_000,
  pool: 'forks',
} as const;

const wholeProgram = 'test/e2e/**/*.test.ts';

/** Tests of single parts share a process each worker, and load the source once; tests of the whole program do not. */
export default defineConfig({
  test: {
    maxWorkers: 2,
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
