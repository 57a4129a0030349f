import { type ExitCode, HarnessError, plural, shownUrl } from '../../core/index.ts'
import {
  createReport,
  deliveryDocument,
  DELIVERY_STATES,
  type DeliveryFilter,
  type DeliveryHistory,
  exportLine,
  listAll,
  listHistories,
  type QueueStore,
  renderReport,
} from '../../queue/index.ts'
import type { Context } from '../context.ts'
import { readNumber } from '../options/numbers.ts'
import { readRedirections, withState } from '../options/queue-filter.ts'
import { LINE_HEADING, renderHistory, renderLine, renderMessage } from './shown.ts'

type Options = Readonly<Record<string, unknown>>

interface ActionInput {
  readonly store: QueueStore
  readonly ids: readonly string[]
  readonly filter: DeliveryFilter
  readonly options: Options
  readonly context: Context
}

/** What `dropship queue` does, by the name of the action. */
export const QUEUE_ACTIONS: Readonly<Record<string, (input: ActionInput) => Promise<ExitCode>>> = {
  list,
  show,
  retry,
  discard,
  export: exportAll,
  report,
}

async function list(input: ActionInput): Promise<ExitCode> {
  const { store, options, context } = input
  const limit = readNumber(options.limit, '--limit', { whole: true, min: 1, max: 1_000_000 })
  const shown = []
  let left = 0
  for await (const delivery of listAll(store, withState(input.filter, input.options))) {
    if (shown.length < limit) shown.push(delivery)
    else left++
  }
  const counts = await store.counts()
  if (options.json === true) {
    const document = { counts, deliveries: shown.map(deliveryDocument), omitted: left }
    context.stdout.write(`${JSON.stringify(document)}\n`)
    return 0
  }
  if (shown.length > 0 && context.stdout.isTerminal) context.stdout.write(`${LINE_HEADING}\n`)
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
    const others = count === 0 && ids.length === 0 ? await notMatching(store) : ''
    context.stdout.write(`${count} ${done}${rest}${others}\n`)
  }
  return 0
}

/** Where a filter matched nothing: what it passed over. */
async function notMatching(store: QueueStore): Promise<string> {
  const { failed } = await store.counts()
  if (failed === 0) return '; the failure queue is empty'
  const verb = failed === 1 ? 'does' : 'do'
  return `; ${plural(failed, 'other delivery', 'other deliveries')} in the failure queue ${verb} not match`
}

async function exportAll(input: ActionInput): Promise<ExitCode> {
  for (const id of input.ids) await existing(input.store, id)
  for await (const history of listHistories(input.store, withState(input.filter, input.options)))
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
