import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const resultsFile = process.env.TEST_RESULTS

/**
 * What takes longest: whole certifications, the command line as processes, PostgreSQL, Prism and Pact from end to end,
 * packing and installing, every command of the documents, browsers, kills, seeded bugs, hostile input.
 * `npm run test:thorough`, which `.ci/run` calls after `npm test`.
 */
const THOROUGH = [
  'tests/{browser,delivered,hardening,lint,prism,readme,senders,simulation}/**/*.test.ts',
  'tests/certify/{addresses,advice,combinations,correct-endpoints,effects}.test.ts',
  'tests/certify/{observer,own-orders,preflight,proven-messages,run,throttling}.test.ts',
  'tests/cli/{certify,config,mock,outputs,rejecting-proxy,route,send,three-hosts,urls,verify-access}.test.ts',
  'tests/contracts/variations.test.ts',
  'tests/library/package.test.ts',
  'tests/pact/{broker,promises,verify}.test.ts',
  'tests/queue/{bytes,kill,plans,postgres,postgres-support}.test.ts',
  'tests/stub/certified.test.ts',
]

/**
 * What needs neither the built package nor a server of ours, and goes through no thousands of cases: seconds, with nothing
 * built before.
 */
const UNIT = [
  'tests/{architecture,words}.test.ts',
  'tests/{auth,sender}/**/*.test.ts',
  'tests/messages/!(bounds).test.ts',
  'tests/contract/!(ahead|independent-validator|json-rules|published|violations).test.ts',
  'tests/core/!(printable|proxied-transport|transport*).test.ts',
  'tests/certify/{agent,causes,units}.test.ts',
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
    // What was compiled for one run serves the next: half the time of a single file. Content and options are its key.
    experimental: { fsModuleCache: true },
    // Many tests wait for a server or a process rather than compute: with one worker more than cores a quarter of two idles.
    maxWorkers: availableParallelism() + 2,
    projects: [
      { test: { ...common, name: 'unit', include: UNIT } },
      {
        test: {
          ...common,
          name: 'whole',
          include: ['tests/**/*.test.ts', 'contracts/**/*.test.ts'],
          exclude: [...UNIT, ...THOROUGH],
          globalSetup: ['tests/support/build.ts'],
        },
      },
      {
        test: {
          ...common,
          name: 'thorough',
          include: THOROUGH,
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
