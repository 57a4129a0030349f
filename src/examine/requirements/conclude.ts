import { type CheckResult, type Outcome, resultOf, skipped } from '../../certify/index.ts'
import type { Timeline } from '../timeline/received.ts'
import type { Exam, SenderCheck } from './check.ts'

/** The result of every check, from what was seen. */
export function conclude(checks: readonly SenderCheck[], exam: Exam): CheckResult[] {
  return checks.map(({ situations, conclude: judge, ...check }) => {
    const timelines = situations.flatMap((name) => exam.timelines.get(name) ?? [])
    const [only] = timelines
    if (only === undefined) return notRun(check, 'its situation is not part of this examination')
    const isAlone = situations.length === 1
    if (isAlone && only.isCut) return notRun(check, 'the examination ended before its situation')
    const duration = isAlone ? only.durationMs : 0
    return resultOf(check, silence(timelines) ?? judge(exam, timelines), duration)
  })
}

function notRun(check: Parameters<typeof resultOf>[0], reason: string): CheckResult {
  return { ...resultOf(check, skipped(reason), 0), notRun: true }
}

/** A sender that sends nothing conforms to nothing. */
function silence(timelines: readonly Timeline[]): Outcome | undefined {
  const isSilent = timelines.every(
    ({ received, abandonedHandshakes }) => received.length === 0 && abandonedHandshakes === 0,
  )
  if (!isSilent) return undefined
  const trouble = timelines.find((timeline) => timeline.trouble !== undefined)?.trouble
  const reason = trouble === undefined ? '' : ` (${trouble})`
  return { status: 'failed', actual: `nothing was received in this situation${reason}` }
}
