import { type Command, Option } from 'commander'
import { type ExitCode, HarnessError, nearest } from '../../core/index.ts'
import { DELIVERY_STATES } from '../../queue/index.ts'
import type { CommandModule } from '../command.ts'
import type { Context } from '../context.ts'
import { QUEUE_ACTIONS } from '../delivering/queue-actions.ts'
import { actionArgument } from '../options/action.ts'
import { refsWithinOption } from '../options/common.ts'
import { addStoreOption, openNamedStore } from '../options/delivery.ts'
import { LocatedMapOption, LocatedOption } from '../options/located.ts'
import { isRedirecting, readFilter } from '../options/queue-filter.ts'

type Options = Readonly<Record<string, unknown>>

function configure(command: Command): void {
  command
    .addArgument(actionArgument(Object.keys(QUEUE_ACTIONS)))
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
  const action = Object.hasOwn(QUEUE_ACTIONS, name) ? QUEUE_ACTIONS[name] : undefined
  if (action === undefined) {
    const names = Object.keys(QUEUE_ACTIONS)
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

function rejectRedirection(action: string, options: Options): void {
  if (action === 'retry' || !isRedirecting(options)) return
  throw new HarnessError('INVALID_OPTION', `dropship queue ${action} cannot change the address.`, {
    expected: '--redirect-to and --endpoint only with dropship queue retry',
    where: options.redirectTo === undefined ? '--endpoint' : '--redirect-to',
    next: 'to filter deliveries by their address, use --to URL',
  })
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

export const command: CommandModule = { configure, run }
