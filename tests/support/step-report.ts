import { writeFileSync } from 'node:fs'

/**
 * Writes the result of a step of `.ci/run` as vitest's JSON reporter writes it, to the file that $TEST_RESULTS names.
 * Nothing where there is none.
 *
 * @param name of the step, as a file of tests is named
 * @param passed sentences
 * @param failed sentences
 */
export function writeStepReport(
  name: string,
  passed: readonly string[],
  failed: readonly string[],
): void {
  const file = process.env.TEST_RESULTS
  if (file === undefined) return
  const assertionResults = [
    ...passed.map((fullName) => ({ fullName, status: 'passed' })),
    ...failed.map((fullName) => ({ fullName, status: 'failed' })),
  ]
  const status = failed.length === 0 ? 'passed' : 'failed'
  const testResults = [{ name, status, assertionResults }]
  writeFileSync(file, JSON.stringify({ numPassedTests: passed.length, testResults }))
}
