import type { CheckResult, Level } from './check.ts'
import type { Misconfiguration, Report } from './report.ts'

/** What a run tells while it runs; every report consumes these and never the runner's insides. */
export type CertifyEvent =
  | {
      readonly type: 'started'
      readonly endpoint: string
      readonly level: Level
      readonly seed: string
      readonly checks: number
      /** Requests at most. */
      readonly budget: number
    }
  | {
      readonly type: 'probe-started'
      readonly name: string
      readonly index: number
      readonly of: number
    }
  /** Said once: the endpoint does not take requests side by side, and gets them one by one from here on. */
  | { readonly type: 'one-by-one'; readonly reason: string }
  | { readonly type: 'checked'; readonly result: CheckResult; readonly done: number }
  | { readonly type: 'misconfigured'; readonly problem: Misconfiguration }
  | { readonly type: 'finished'; readonly report: Report }
