import { type Cause, causesOf, type CheckResult, type Report } from '../../../src/certify/index.ts'
import { defined } from '../../../src/core/index.ts'
import type { CauseView, CertificationState } from '../api.ts'

/** The page shows so many; the reports list all. */
const MOST = 100

type Causes = Pick<CertificationState, 'causes' | 'moreCauses'>

/** Causes of the failures while a run goes on: without what the endpoint said, which only the report is free of secrets. */
export function causesSoFar(failures: readonly CheckResult[]): Causes {
  return limited(causesOf({ checks: failures }).map(viewOf))
}

/** Causes of a finished run, each with its example. */
export function causesOfReport(report: Report): Causes {
  const checks = new Map(report.checks.map((check) => [check.id, check]))
  return limited(
    causesOf(report).map((cause) => ({
      ...viewOf(cause),
      expected: cause.expected,
      actual: cause.actual,
      ...defined({ curl: checks.get(cause.example)?.reproduce }),
    })),
  )
}

function limited(causes: readonly CauseView[]): Causes {
  return { causes: causes.slice(0, MOST), moreCauses: Math.max(0, causes.length - MOST) }
}

function viewOf(cause: Cause): CauseView {
  const { id, status, requirement, level, sentence, fix, rule, operations, places } = cause
  return {
    id,
    status,
    requirement,
    level,
    sentence,
    operations,
    places,
    ...defined({ fix, rule }),
    checks: cause.checks.length,
    explains: cause.explains,
  }
}
