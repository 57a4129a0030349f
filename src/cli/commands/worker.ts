import type { Command } from 'commander'
import { type ExitCode, formatDuration, HarnessError } from '../../core/index.ts'
import { createWorker, type QueueStore } from '../../queue/index.ts'
import type { CommandModule } from '../command.ts'
import type { Context } from '../context.ts'
import { latencyLine, Progress } from '../delivering/progress.ts'
import { addAuthOptions } from '../options/auth.ts'
import {
  addDeliveryOptions,
  addStoreOption,
  openNamedStore,
  readDelivering,
  readEndpoint,
} from '../options/delivery.ts'

const BREAKER = 20

function configure(command: Command): void {
  command
    .option('--to <url>', 'deliver to this endpoint only')
    .option('--until-empty', 'end when nothing is due, being sent or waiting for a retry')
    .option('--json', 'print the outcome as one JSON document')
    .option('--quiet', 'print nothing but errors')
  addStoreOption(command)
  addDeliveryOptions(command, BREAKER)
  addAuthOptions(command)
}

async function run(
  _positional: readonly string[],
  options: Readonly<Record<string, unknown>>,
  context: Context,
): Promise<ExitCode> {
  const to = options.to === undefined ? undefined : readEndpoint(options.to)
  const delivering = readDelivering(options, context)
  const store = await openNamedStore(options, context)
  const isSilent = options.quiet === true || options.json === true
  const progress = new Progress(context, isSilent)
  try {
    if (to === undefined && delivering.hasCredentials) await assertOneEndpoint(store)
    const worker = createWorker({
      ...delivering.worker,
      store,
      accepts: to === undefined ? guard(delivering.hasCredentials) : (endpoint) => endpoint === to,
      onEvent: (event) => progress.onEvent(event),
    })
    if (options.untilEmpty !== true) progress.say(`delivering from ${store.location}`)
    const summary = await worker.run({
      signal: context.signal,
      ...(options.untilEmpty === true ? { until: 'empty' } : {}),
    })
    progress.clear()
    if (options.json === true) context.stdout.write(`${JSON.stringify(summary)}\n`)
    else if (options.quiet !== true) {
      const { delivered, retried, failed, durationMs } = summary
      const latency = latencyLine(summary)
      context.stdout.write(
        `delivered ${delivered}, retried ${retried}, failed ${failed} in ${formatDuration(durationMs)}${latency === undefined ? '' : `\n  latency  ${latency}`}\n`,
      )
    }
    return summary.failed > 0 ? 1 : 0
  } finally {
    progress.clear()
    await delivering.transport.close()
    await store.close()
  }
}

/** @throws HarnessError MISSING_OPTION when it is not clear whose the credentials are */
async function assertOneEndpoint(store: QueueStore): Promise<void> {
  const endpoints = (await store.pending()).map(({ endpoint }) => endpoint)
  if (endpoints.length < 2) return
  throw new HarnessError('MISSING_OPTION', 'The queue holds deliveries to several endpoints.', {
    where: '--to',
    expected: "the one endpoint that the credentials are for: no client's may reach another",
    found: endpoints.toSorted().join(', '),
    next: 'add --to URL, and run one worker for each',
  })
}

/** One client's credentials must not reach another: with credentials, the first endpoint that is met is the only one. */
function guard(hasCredentials: boolean): (endpoint: string) => boolean {
  let first: string | undefined
  return (endpoint) => {
    if (!hasCredentials) return true
    first ??= endpoint
    return endpoint === first
  }
}

export const command: CommandModule = { configure, run }
