// Prints `N passed, N failed` of all steps, and exits with 0 only when everything ran and passed. Each step is given as
// its report, in the form of vitest's, and its exit code: count.mjs REPORT EXIT_CODE [REPORT EXIT_CODE …]
// What was skipped, or never ran because something failed before, counts as failed.
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

function countStep(file, exitCode) {
  const report = readReport(file)
  const passed = report?.numPassedTests ?? 0
  const files = report?.testResults ?? []
  // A file that fails to load holds no test; it counts once.
  const notLoaded = files.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  )
  const notPassed = files
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status !== 'passed')

  for (const { fullName, status } of notPassed) console.log(`${status}: ${fullName}`)
  for (const { name } of notLoaded) console.log(`not loaded: ${name}`)

  const failed = notPassed.length + notLoaded.length
  if (failed > 0 || (exitCode === '0' && passed > 0)) return { passed, failed }
  console.log(`${basename(file, '.json')} ended with ${exitCode}; its output is above.`)
  return { passed, failed: 1 }
}

const steps = []
for (let at = 2; at < process.argv.length; at += 2) {
  steps.push(countStep(process.argv[at], process.argv[at + 1] ?? '1'))
}
const passed = steps.reduce((sum, step) => sum + step.passed, 0)
const failed = steps.length === 0 ? 1 : steps.reduce((sum, step) => sum + step.failed, 0)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
