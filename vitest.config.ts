import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const resultsFile = process.env.TEST_RESULTS

/** What needs neither the built package nor a server of ours: seconds, with nothing built before. */
const UNIT = [
  'tests/{architecture,words}.test.ts',
  'tests/{auth,contract,core,messages,sender}/**/*.test.ts',
  'tests/certify/{catalogue,causes,units}.test.ts',
]

/** Shared by both projects. */
const common = {
  pool: 'forks',
  // No module does anything on import and no test mocks one, so test files may share a process.
  isolate: false,
  // A whole certification takes seconds on an idle machine, and ten times that on a busy one.
  testTimeout: 60_000,
  hookTimeout: 60_000,
} as const

export default defineConfig({
  test: {
    // Many tests wait for a server or a process rather than compute.
    maxWorkers: availableParallelism() + 1,
    projects: [
      { test: { ...common, name: 'unit', include: UNIT } },
      {
        test: {
          ...common,
          name: 'whole',
          include: ['tests/**/*.test.ts', 'contracts/**/*.test.ts'],
          exclude: UNIT,
          globalSetup: ['tests/support/build.ts'],
        },
      },
    ],
    // `.ci/run` counts what ran in a file of its own: lines on the terminal are for people.
    ...(resultsFile === undefined
      ? {}
      : { reporters: ['default', ['json', { outputFile: resultsFile }]] }),
  },
})
