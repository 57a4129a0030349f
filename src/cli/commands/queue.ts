import { type Command, Option } from 'commander'
import { endpointOf } from '../../contract/index.ts'
import { type ExitCode, HarnessError, nearest, readHttpUrl, shownUrl } from '../../core/index.ts'
import {
  createReport,
  DELIVERY_STATES,
  type DeliveryFilter,
  type DeliveryHistory,
  exportLine,
  listAll,
  listHistories,
  type QueueStore,
  type Redirection,
  renderReport,
  shownDelivery,
} from '../../queue/index.ts'
import type { CommandModule } from '../command.ts'
import type { Context } from '../context.ts'
import { contractOf, readCommonOptions, refsWithinOption } from '../options/common.ts'
import { addStoreOption, openNamedStore } from '../options/delivery.ts'
import { readAddresses } from '../options/endpoint.ts'
import { actionArgument } from '../options/action.ts'
import { type LocatedInput, LocatedMapOption, LocatedOption } from '../options/located.ts'
import { readNumber } from '../options/numbers.ts'
import { readTime } from '../options/time.ts'
import { renderHistory, renderLine, renderMessage } from '../delivering/shown.ts'

type Options = Readonly<Record<string, unknown>>

interface ActionInput {
  readonly store: QueueStore
  readonly ids: readonly string[]
  readonly filter: DeliveryFilter
  readonly options: Options
  readonly context: Context
}

const ACTIONS: Readonly<Record<string, (input: ActionInput) => Promise<ExitCode>>> = {
  list,
  show,
  retry,
  discard,
  export: exportAll,
  report,
}

function configure(command: Command): void {
  command
    .addArgument(actionArgument(Object.keys(ACTIONS)))
    .argument('[ids...]', 'deliveries by their webhook-id')
    .addOption(
      new Option(
        '--state <state>',
        'list and export: which deliveries; other actions use failed ones',
      )
        .choices([...DELIVERY_STATES, 'all'])
        .default('failed'),
    )
    .option('--all', 'retry and discard: everything in the failure queue')
    .option('--operation <name>', 'only this operation')
    .option('--status <n>', 'only with this last HTTP status')
    .option('--error <kind>', 'only with this last error, for example timeout')
    .option('--identifier <text>', 'only about this order or shipment')
    .option('--to <url>', 'only to this endpoint or address; without a query, with any query')
    .addOption(
      new LocatedOption(
        '--redirect-to <url>',
        'retry: send to this base URL instead of the original',
      ),
    )
    .addOption(
      new LocatedMapOption(
        '--endpoint <operation=url>',
        'retry: send an operation to this URL instead of the original; repeatable',
      ),
    )
    .option(
      '--contract <file>',
      'the document with the operations of --endpoint (default: the shipped contract)',
    )
    .addOption(refsWithinOption())
    .option(
      '--since <time>',
      'last changed at or after: 2026-01-31T12:00:00Z, or 2h for two hours ago',
    )
    .option('--until <time>', 'last changed before')
    .option('--limit <n>', 'list: at most this many', '1000')
    .option('--body', 'show: print only the message, byte for byte')
    .option('--json', 'print JSON')
    .addOption(
      new Option('--format <format>', 'report').choices(['markdown', 'json']).default('markdown'),
    )
  addStoreOption(command)
}

async function run(
  positional: readonly string[],
  options: Options,
  context: Context,
): Promise<ExitCode> {
  const [name = '', ...ids] = positional
  const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined
  if (action === undefined) {
    const names = Object.keys(ACTIONS)
    const meant = nearest(name, names)
    throw new HarnessError('UNKNOWN_COMMAND', `Unknown queue action ${JSON.stringify(name)}.`, {
      expected: `one of ${names.join(', ')}`,
      next:
        meant === undefined ? 'run dropship queue --help' : `did you mean dropship queue ${meant}?`,
    })
  }
  rejectOtherStates(name, options.state)
  rejectRedirection(name, options)
  const filter = readFilter(ids, options, context)
  const store = await openNamedStore(options, context, { mustExist: true })
  try {
    return await action({ store, ids, filter, options, context })
  } finally {
    await store.close()
  }
}

function isRedirecting({ redirectTo, endpoint }: Options): boolean {
  return redirectTo !== undefined || endpoint !== undefined
}

function rejectRedirection(action: string, options: Options): void {
  if (action === 'retry' || !isRedirecting(options)) return
  throw new HarnessError('INVALID_OPTION', `dropship queue ${action} cannot change the address.`, {
    expected: '--redirect-to and --endpoint only with dropship queue retry',
    where: options.redirectTo === undefined ? '--endpoint' : '--redirect-to',
    next: 'to filter deliveries by their address, use --to URL',
  })
}

/** The new addresses of retried deliveries; other operations keep theirs. */
async function readRedirections(options: Options): Promise<readonly Redirection[]> {
  if (!isRedirecting(options)) return []
  const base = options.redirectTo as LocatedInput | undefined
  const named = { endpoint: options.endpoint }
  const { addresses } = readAddresses(
    named,
    await contractOf(readCommonOptions(options)),
    base,
    '--redirect-to',
  )
  return addresses.enabled.map((address) => ({
    operation: address.operation,
    endpoint: endpointOf(address, addresses),
    url: address.url,
  }))
}

/** Ignoring --state silently could lose deliveries. */
function rejectOtherStates(action: string, state: unknown): void {
  const isLimited = action === 'retry' || action === 'discard' || action === 'report'
  if (!isLimited || state === 'failed' || (action === 'report' && state === 'all')) return
  throw new HarnessError(
    'INVALID_OPTION',
    `dropship queue ${action} only applies to failed deliveries.`,
    {
      expected: '--state failed, or no --state',
      found: JSON.stringify(state),
      where: '--state',
      next: `see the others with dropship queue list --state ${String(state)}`,
    },
  )
}

function readFilter(ids: readonly string[], options: Options, context: Context): DeliveryFilter {
  const texts = {
    operation: options.operation,
    identifier: options.identifier,
    lastError: options.error,
    endpoint: typeof options.to === 'string' ? readHttpUrl(options.to, '--to') : undefined,
  }
  const given = Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== undefined))
  const now = context.clock.now()
  return {
    ...given,
    ...(ids.length === 0 ? {} : { ids }),
    ...(options.status === undefined
      ? {}
      : {
          lastStatus: readNumber(options.status, '--status', { whole: true, min: 100, max: 999 }),
        }),
    ...(options.since === undefined ? {} : { since: readTime(options.since, '--since', now) }),
    ...(options.until === undefined ? {} : { until: readTime(options.until, '--until', now) }),
  }
}

/** Deliveries named by their ids are included whatever their state. */
function chosen({ ids, filter, options }: ActionInput): DeliveryFilter {
  const state = DELIVERY_STATES.find((known) => known === options.state)
  return state === undefined || ids.length > 0 ? filter : { ...filter, states: [state] }
}

async function list(input: ActionInput): Promise<ExitCode> {
  const { store, options, context } = input
  const limit = readNumber(options.limit, '--limit', { whole: true, min: 1, max: 1_000_000 })
  const shown = []
  let left = 0
  for await (const delivery of listAll(store, chosen(input))) {
    if (shown.length < limit) shown.push(delivery)
    else left++
  }
  const counts = await store.counts()
  if (options.json === true) {
    context.stdout.write(`${JSON.stringify({ counts, deliveries: shown.map(shownDelivery) })}\n`)
    return 0
  }
  for (const delivery of shown) context.stdout.write(`${renderLine(delivery)}\n`)
  if (left > 0) context.stdout.write(`… and ${left} more (--limit)\n`)
  const states = DELIVERY_STATES.map((state) => `${state} ${counts[state]}`)
  context.stderr.write(`in ${store.location}: ${states.join(' · ')}\n`)
  return 0
}

async function show({ store, ids, options, context }: ActionInput): Promise<ExitCode> {
  if (ids.length === 0) throw noIds('show')
  const histories = await Promise.all(ids.map((id) => existing(store, id)))
  if (options.body === true) {
    for (const { body } of histories) context.stdout.pass(body)
    return 0
  }
  if (options.json === true) {
    const lines = histories.map(exportLine)
    const isOne = lines.length === 1
    context.stdout.pass(isOne ? `${lines.join('')}\n` : `[\n${lines.join(',\n')}\n]\n`)
    return 0
  }
  for (const history of histories) {
    context.stdout.write(`${renderHistory(history)}\n`)
    context.stdout.pass(`${renderMessage(history)}\n`)
  }
  return 0
}

async function retry(input: ActionInput): Promise<ExitCode> {
  const redirections = await readRedirections(input.options)
  const exitCode = await change(input, 'retry', 'due again', 'left unchanged', (filter) =>
    input.store.retry(filter, redirections),
  )
  const { options, context } = input
  if (options.json === true) return exitCode
  for (const { operation, url } of redirections) {
    context.stdout.write(`  ${operation} now goes to ${shownUrl(url)}\n`)
  }
  return exitCode
}

async function discard(input: ActionInput): Promise<ExitCode> {
  return change(input, 'discard', 'discarded', 'kept', (filter) => input.store.discard(filter))
}

async function change(
  { store, ids, filter, options, context }: ActionInput,
  name: string,
  done: string,
  leftUnchanged: string,
  work: (filter: DeliveryFilter) => Promise<number>,
): Promise<ExitCode> {
  if (options.all !== true && Object.keys(filter).length === 0) throw noIds(name)
  for (const id of ids) await existing(store, id)
  const count = await work(filter)
  const left = Math.max(0, ids.length - count)
  if (options.json === true) context.stdout.write(`${JSON.stringify({ [name]: count, left })}\n`)
  else {
    const otherAddress = options.to === undefined ? '' : ' or does not go to the --to address'
    const reason = `for not being in the failure queue${otherAddress}`
    const rest = left === 0 ? '' : `; ${left} ${leftUnchanged}, ${reason}`
    context.stdout.write(`${count} ${done}${rest}\n`)
  }
  return 0
}

async function exportAll(input: ActionInput): Promise<ExitCode> {
  for (const id of input.ids) await existing(input.store, id)
  for await (const history of listHistories(input.store, chosen(input)))
    input.context.stdout.pass(`${exportLine(history)}\n`)
  return 0
}

async function report(input: ActionInput): Promise<ExitCode> {
  const { store, ids, filter, options, context } = input
  for (const id of ids) await existing(store, id)
  // A delivery that is still being retried is not a failure yet, even if it is named.
  const failed = listHistories(store, { ...filter, states: ['failed'] })
  const document = await createReport(failed, store.now())
  const isJson = options.json === true || options.format === 'json'
  context.stdout.write(
    isJson ? `${JSON.stringify(document, undefined, 2)}\n` : renderReport(document),
  )
  return 0
}

async function existing(store: QueueStore, id: string): Promise<DeliveryHistory> {
  const history = await store.show(id)
  if (history !== undefined) return history
  throw new HarnessError('UNKNOWN_ID', `The queue contains no delivery ${JSON.stringify(id)}.`, {
    where: store.location,
    next: 'run dropship queue list --state all',
  })
}

function noIds(name: string): HarnessError {
  return new HarnessError('MISSING_ARGUMENT', `Which deliveries to ${name} is not said.`, {
    expected:
      name === 'show' ? 'one or more ids' : 'one or more ids, a filter as --status 503, or --all',
    next: 'run dropship queue list to see them',
  })
}

export const command: CommandModule = { configure, run }
