export { checkFiles } from './check.ts'
export { INPUT_KINDS, type InputKind } from './kind.ts'
export type { CheckedMessage, CheckedRecord } from './record.ts'

export type { PayloadWarning, Problem } from './problem.ts'
export { annotationOf, warningAnnotationOf } from './report/github.ts'
export {
  problemDocument,
  renderJsonLine,
  renderWarningLine,
  warningDocument,
  type WarningDocument,
} from './report/json.ts'
export { MAX_JUNIT_PROBLEMS, renderJUnit } from './report/junit.ts'
export {
  nothingJudged,
  renderProblem,
  renderSummary,
  renderVerdict,
  renderWarning,
} from './report/text.ts'
export { exitCodeOf, type Summary } from './statistics.ts'
export { readRequestText, readResponseText, renderViolations, type ShownBody } from './show.ts'
export { targetWithoutCredentials, withoutCredentials } from './proxy/credentials.ts'
export { openHar } from './proxy/har.ts'
export { PROXY_DEFAULTS, startProxy } from './proxy/proxy.ts'
export type { Traffic } from './proxy/traffic.ts'
