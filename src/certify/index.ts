export {
  CATALOGUE,
  canRefuse,
  requirementOf,
  type Requirement,
  SUITE_VERSION,
} from './catalogue/index.ts'
export { type Check, type CheckResult, type CheckStatus, type Level, LEVELS } from './check.ts'
export type { CertifyEvent } from './events.ts'
export { readFixtures } from './fixtures.ts'
export { reportFiles } from './report/files.ts'
export { renderAnnotations, renderStepSummary } from './report/github.ts'
export type { Report, ReportedCheck } from './report/report.ts'
export { renderTerminal } from './report/terminal.ts'
export { certify, type CertifyOptions, DEFAULTS, prepare, type Preparation } from './runner.ts'
export type { Verdict } from './verdict.ts'
export { readWaivers, type Waiver } from './waivers.ts'
