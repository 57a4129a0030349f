import type { Command } from 'commander'
import { type Contract, endpointOf, withGivenParameters } from '../../contract/index.ts'
import {
  type ExitCode,
  formatDuration,
  HarnessError,
  type Header,
  parseDuration,
  printable,
  shownUrl,
  writeDuration,
} from '../../core/index.ts'
import {
  createWorker,
  patientStore,
  type QueueStore,
  WORKER_DEFAULTS,
  type WorkerEvent,
} from '../../queue/index.ts'
import type { CommandModule } from '../command.ts'
import type { Context } from '../context.ts'
import { serveMetrics, WorkerMetrics } from '../delivering/metrics.ts'
import { FailureNotifier, readFailureTarget } from '../delivering/on-failure.ts'
import { latencyLine, Progress } from '../delivering/progress.ts'
import { documentedHeaders } from '../delivering/sending.ts'
import { contractOf, readCommonOptions, refsWithinOption } from '../options/common.ts'
import { addAuthOptions } from '../options/auth.ts'
import {
  addDeliveryOptions,
  addStoreOption,
  openNamedStore,
  readDelivering,
} from '../options/delivery.ts'
import { addEndpointOption, addToOption, readAddresses } from '../options/endpoint.ts'
import type { LocatedInput } from '../options/located.ts'
import { addParamOption, readParameters } from '../options/parameters.ts'
import { portOf } from '../options/port.ts'
import { deliveryClock } from '../options/clock.ts'
import { readRoute } from '../options/route.ts'

const BREAKER = 20

function configure(command: Command): void {
  addEndpointOption(addToOption(command))
    .option(
      '--contract <file>',
      'the document with the operations of --endpoint, and with the headers and media types of messages (default: the shipped contract)',
    )
    .addOption(refsWithinOption())
    .option('--until-empty', 'exit when nothing is due, being sent or waiting for a retry')
    .option(
      '--outage <duration>',
      'how long the store may be unavailable before the worker ends',
      writeDuration(WORKER_DEFAULTS.outageMs),
    )
    .option('--create', 'create the queue if it does not exist, and wait for deliveries')
    .option(
      '--on-failure <command|url>',
      'told of deliveries that are given up: a command reads the failure report (what it prints goes to standard error), a URL is sent it as JSON',
    )
    .option('--metrics-port <number>', 'serve /metrics for Prometheus; 0: any free port', portOf)
    .option('--json', 'print the outcome as one JSON document')
    .option('--quiet', 'print nothing but errors')
  addParamOption(command)
  addStoreOption(command)
  addDeliveryOptions(command, BREAKER)
  addAuthOptions(command)
}

async function run(
  _positional: readonly string[],
  options: Readonly<Record<string, unknown>>,
  context: Context,
): Promise<ExitCode> {
  const documented = await contractOf(readCommonOptions(options))
  const contract = withGivenParameters(documented, readParameters(options, documented))
  const own = ownEndpoints(options, contract)
  const limitMs = parseDuration(String(options.outage), '--outage')
  const isSilent = options.quiet === true || options.json === true
  const progress = new Progress(context, isSilent)
  const time = await deliveryClock(options, context, (sentence) => progress.say(sentence))
  const opened: { close(): Promise<void> }[] = [time]
  try {
    const timed = { ...context, clock: time.clock }
    const delivering = readDelivering(options, timed, headersIn(contract, progress))
    opened.push(delivering.transport)
    const store = await openNamedStore(options, timed, { mustExist: options.create !== true })
    opened.push(store)
    if (own === undefined && delivering.hasCredentials) await assertOneEndpoint(store)
    const { clock, signal } = context
    const watchers = await watch(options, store, context, progress)
    opened.push(...watchers.opened)
    const onEvent = (event: WorkerEvent): void => {
      progress.onEvent(event)
      watchers.onEvent(event)
    }
    const worker = createWorker({
      ...delivering.worker,
      store: patientStore(store, { clock, signal, limitMs, onEvent }),
      accepts:
        own === undefined ? guard(delivering.hasCredentials) : (endpoint) => own.has(endpoint),
      onEvent,
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
    for (const each of opened.toReversed()) await each.close()
  }
}

/** What else learns of a worker's events: `--metrics-port` and `--on-failure`. */
async function watch(
  options: Readonly<Record<string, unknown>>,
  store: QueueStore,
  context: Context,
  progress: Progress,
) {
  const opened: { close(): Promise<void> }[] = []
  const metrics = new WorkerMetrics()
  if (typeof options.metricsPort === 'number') {
    const server = await serveMetrics(options.metricsPort, metrics, store)
    progress.say(`metrics: ${server.url}`)
    opened.push(server)
  }
  let notifier: FailureNotifier | undefined
  if (typeof options.onFailure === 'string') {
    const target = readFailureTarget(options.onFailure)
    const route = readRoute(options, context.env)
    notifier = new FailureNotifier({ target, store, route, context })
    opened.push(notifier)
  }
  const onEvent = (event: WorkerEvent): void => {
    metrics.onEvent(event)
    if (event.type !== 'attempt' || event.settlement.state !== 'failed') return
    if (event.recorded) notifier?.failed(event.claim.delivery.id)
  }
  return { opened, onEvent }
}

/** The documented headers of messages; of an operation that the contract does not describe it is said once. */
function headersIn(
  contract: Contract,
  progress: Progress,
): (operation: string) => readonly Header[] {
  const known = new Map<string, readonly Header[]>()
  return (id) => {
    const found = known.get(id)
    if (found !== undefined) return found
    const operation = contract.operations.find((each) => each.id === id)
    if (operation === undefined)
      progress.say(
        `${printable(id)} is not in ${contract.file}: its messages have the usual headers alone; --contract FILE names the document that describes it`,
      )
    const headers = operation === undefined ? [] : documentedHeaders(operation)
    known.set(id, headers)
    return headers
  }
}

/** The given endpoints, all of one client; `undefined` without any. */
function ownEndpoints(
  options: Readonly<Record<string, unknown>>,
  contract: Contract,
): ReadonlySet<string> | undefined {
  const to = options.to as LocatedInput | undefined
  if (to === undefined && options.endpoint === undefined) return undefined
  const { addresses } = readAddresses(options, contract, to, '--to')
  const { base, enabled } = addresses
  return new Set([
    ...(base === undefined ? [] : [base]),
    ...enabled.map((address) => endpointOf(address, addresses)),
  ])
}

/** @throws HarnessError MISSING_OPTION if the credentials could be for several endpoints */
async function assertOneEndpoint(store: QueueStore): Promise<void> {
  const endpoints = (await store.pending()).map(({ endpoint }) => endpoint)
  if (endpoints.length < 2) return
  throw new HarnessError('MISSING_OPTION', 'The queue contains deliveries to several endpoints.', {
    where: '--to',
    expected: "the endpoints of the credentials: one client's credentials must not reach another",

    found: endpoints.map(shownUrl).toSorted().join(', '),
    next: 'add --to URL, or --endpoint OPERATION=URL for each address of one client, and run one worker for each client',
  })
}

/** One client's credentials must not reach another: with credentials, only the first endpoint is served. */
function guard(hasCredentials: boolean): (endpoint: string) => boolean {
  let first: string | undefined
  return (endpoint) => {
    if (!hasCredentials) return true
    first ??= endpoint
    return endpoint === first
  }
}

export const command: CommandModule = { configure, run }
