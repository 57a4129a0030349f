// Prints `N passed, N failed` from vitest's JSON report, and exits with 0 only when everything ran and passed.
// What was skipped, or never ran because an earlier step failed, is no success: it counts as failed.
import { readFileSync } from 'node:fs'

const [file = '', status = '1'] = process.argv.slice(2)

function readReport() {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

const report = readReport()
const passed = report?.numPassedTests ?? 0
const files = report?.testResults ?? []
// A file that fails to load holds no test; it counts once.
const notLoaded = files.filter(
  ({ status: outcome, assertionResults }) => outcome === 'failed' && assertionResults.length === 0,
)
const notPassed = files
  .flatMap(({ assertionResults }) => assertionResults)
  .filter(({ status: outcome }) => outcome !== 'passed')

for (const { fullName, status: outcome } of notPassed) console.log(`${outcome}: ${fullName}`)
for (const { name } of notLoaded) console.log(`not loaded: ${name}`)

const failedTests = notPassed.length + notLoaded.length
if (failedTests === 0 && status !== '0') {
  console.log('A step before or around the tests failed; its output is above.')
}
const failed = failedTests === 0 && (status !== '0' || passed === 0) ? 1 : failedTests
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
