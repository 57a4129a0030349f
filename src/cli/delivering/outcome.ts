import { defined, type ExitCode, formatDuration } from '../../core/index.ts'
import type { QueueStore, WorkerSummary } from '../../queue/index.ts'
import type { Context } from '../context.ts'
import { storeOption } from '../options/delivery.ts'
import { latencyLine } from './progress.ts'
import { FailureReasons } from './reasons.ts'
import type { warningsOf } from './rejection.ts'
import { deliveriesOf } from './settled.ts'

/** The addresses of the messages, for the outcome. */
export interface Destination extends ReturnType<typeof warningsOf> {
  /** In one line. */
  readonly to: string
  readonly addresses: readonly { readonly operation: string; readonly url: string }[]
}

/** How long the deliveries took. */
interface Took {
  readonly durationMs: number
  /** Of the attempts made here; absent if another worker made all attempts. */
  readonly latency: WorkerSummary['latency'] | undefined
}

/** What became of the messages. */
interface Outcomes {
  readonly counts: {
    readonly delivered: number
    readonly retried: number
    readonly failed: number
    readonly pending: number
  }
  readonly failures: readonly unknown[]
  readonly reasons: FailureReasons
  /** Whether a failure says something of the endpoint: what a proxy did not let through says nothing. */
  readonly isJudged: boolean
  /** What kept the first message that did not get past a proxy. */
  readonly problem: string | undefined
}

/** Prints what became of the messages, and gives the exit code that says it. */
export async function printOutcome(
  store: QueueStore,
  ids: readonly string[],
  destination: Destination,
  took: Took,
  options: Readonly<Record<string, unknown>>,
  context: Context,
): Promise<ExitCode> {
  const outcomes = await outcomesOf(store, ids)
  const { counts, failures, problem } = outcomes
  if (options.json === true) {
    const outcome = {
      ...destination,
      enqueued: ids.length,
      ...counts,
      ...took,
      failures,
      ...defined({ problem }),
    }
    context.stdout.write(`${JSON.stringify(outcome)}\n`)
  } else if (options.quiet !== true) {
    const lines = await linesOf(store, outcomes, { total: ids.length, to: destination.to, ...took })
    context.stdout.write(`${lines.join('\n')}\n`)
  }
  if (outcomes.isJudged) return 1
  return counts.failed + counts.pending > 0 ? 3 : 0
}

async function outcomesOf(store: QueueStore, ids: readonly string[]): Promise<Outcomes> {
  const counts = { delivered: 0, retried: 0, failed: 0, pending: 0 }
  const failures: unknown[] = []
  const reasons = new FailureReasons()
  let isJudged = false
  let unsent: string | undefined
  for await (const delivery of deliveriesOf(store, ids)) {
    const { id, operation, identifier, state, spent, lastStatus, lastError } = delivery
    if (state === 'delivered' || state === 'failed') counts[state]++
    else counts.pending++
    if (spent > 1) counts.retried++
    if (state !== 'failed') continue
    failures.push({ id, operation, identifier, lastStatus, lastError })
    reasons.add(delivery)
    if (lastError === 'proxy') unsent ??= id
    else isJudged = true
  }
  const problem = unsent === undefined ? undefined : await lastMessage(store, unsent)
  return { counts, failures, reasons, isJudged, problem }
}

async function linesOf(
  store: QueueStore,
  { counts, reasons, problem }: Outcomes,
  { total, to, durationMs, latency }: Took & { readonly total: number; readonly to: string },
): Promise<string[]> {
  const latencies = latencyLine({ latency })
  const at = storeOption(store)
  return [
    `delivered ${counts.delivered} of ${total} to ${to} in ${formatDuration(durationMs)}`,
    `  retried  ${counts.retried}`,
    `  failed   ${counts.failed}${counts.failed === 0 ? '' : `  (dropship queue list${at}; dropship queue report${at})`}`,
    ...(await reasons.lines(store)).map((line) => `    ${line}`),
    ...(counts.pending === 0
      ? []
      : [`  pending  ${counts.pending}  (dropship worker${at} continues)`]),
    ...(latencies === undefined ? [] : [`  latency  ${latencies}`]),
    ...(problem === undefined ? [] : [`  problem  ${problem}`]),
  ]
}

/** What the last attempt of a delivery says. */
async function lastMessage(store: QueueStore, id: string): Promise<string | undefined> {
  return (await store.show(id))?.attempts.at(-1)?.error?.message
}
