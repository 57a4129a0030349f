import type { ScenarioRule, ScenarioStep } from './scenario.ts'

/** How far a sequence of steps has come. */
export interface StepProgress {
  /** Index of the step in force. */
  step: number
  /** Requests that it was played to. */
  taken: number
  /** When a step that lasts for a time began; milliseconds on the monotonic clock. */
  since: number | undefined
}

/**
 * The step for a request that arrives now, which the progress moves on to; `undefined` when the steps are used up.
 * @param now milliseconds on the monotonic clock
 */
export function currentStep(
  rule: ScenarioRule,
  progress: StepProgress,
  now: number,
): ScenarioStep | undefined {
  skipRounds(rule, progress, now)
  for (;;) {
    const step = rule.steps[progress.step]
    if (step === undefined) return rule.after === 'last' ? rule.steps.at(-1) : undefined
    if (step.forMs === undefined) {
      if (progress.taken < step.times) return step
      moveOn(rule, progress, undefined)
    } else {
      progress.since ??= now
      const end = progress.since + step.forMs
      if (now < end) return step
      moveOn(rule, progress, end)
    }
  }
}

/** @param endedAt when the step ended by the time: one that follows and lasts for a time, too, began then */
function moveOn(rule: ScenarioRule, progress: StepProgress, endedAt: number | undefined): void {
  progress.step += 1
  progress.taken = 0
  progress.since = endedAt
  if (progress.step === rule.steps.length && rule.after === 'repeat') progress.step = 0
}

/** Years of seconds are not walked through one by one. */
function skipRounds({ steps, after }: ScenarioRule, progress: StepProgress, now: number): void {
  const { since } = progress
  if (after !== 'repeat' || since === undefined) return
  const roundMs = steps.reduce((sum, { forMs = Infinity }) => sum + forMs, 0)
  if (roundMs < Infinity) progress.since = since + Math.floor((now - since) / roundMs) * roundMs
}
