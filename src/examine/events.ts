import type { Level, Report } from '../certify/index.ts'

/** What an examination tells while it runs. */
export type ExamineEvent =
  | {
      readonly type: 'started'
      readonly level: Level
      readonly situations: number
      readonly checks: number
      /** About how long it takes at the most for a sender that follows the page with the usual waits; milliseconds. */
      readonly estimateMs: number
    }
  | {
      readonly type: 'situation-started'
      readonly situation: string
      readonly sentence: string
      /** The addresses that the sender is given. */
      readonly baseUrl: string
      /** What it has to authenticate with, by the names of its variables. */
      readonly credentials: Readonly<Record<string, string>>
    }
  | {
      readonly type: 'waiting'
      readonly situation: string
      readonly requests: number
      /** Until the situation is over, if nothing more comes; milliseconds. */
      readonly atMostMs: number
    }
  | {
      readonly type: 'situation-finished'
      readonly situation: string
      readonly requests: number
      readonly done: number
    }
  | { readonly type: 'finished'; readonly report: Report }
