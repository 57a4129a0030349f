import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const resultsFile = process.env.TEST_RESULTS

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts', 'contracts/**/*.test.ts'],
    globalSetup: ['tests/support/build.ts'],
    pool: 'forks',
    // No module does anything on import and no test mocks one, so test files may share a process.
    isolate: false,
    // Many tests wait for a server or a process rather than compute.
    maxWorkers: availableParallelism() + 1,
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // `.ci/run` counts what ran in a file of its own: lines on the terminal are for people.
    ...(resultsFile === undefined
      ? {}
      : { reporters: ['default', ['json', { outputFile: resultsFile }]] }),
  },
})
