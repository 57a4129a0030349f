import { setImmediate as nextTurn } from 'node:timers/promises'
import { type Command, Option } from 'commander'
import { type ExitCode, HarnessError, nearest } from '../../core/index.ts'
import {
  applyEdit,
  createMessages,
  describeDeviation,
  type Messages,
} from '../../messages/index.ts'
import type { CommandModule } from '../command.ts'
import type { Context } from '../context.ts'
import { addCommonOptions, contractOf, readCommonOptions } from '../options/common.ts'
import { readNumber } from '../options/numbers.ts'

const MAX_COUNT = 1_000_000
const MAX_ITEMS = 10_000
const LINES_A_TURN = 64

interface Options {
  readonly contract?: string
  readonly variant: string
  readonly variants?: boolean
  readonly deviations?: boolean
  readonly items: string
  readonly count: string
  readonly seed: string
  readonly json?: boolean
}

function configure(command: Command): void {
  command
    .argument('[operation]', 'an operationId of the contract')
    .option('--variant <name>', 'full, minimal, example, or the id of a variant', 'full')
    .addOption(
      new Option('--variants', 'prints every valid variant, one JSON object a line').conflicts([
        'deviations',
        'variant',
        'count',
      ]),
    )
    .addOption(
      new Option('--deviations', 'prints every single deviation, one JSON object a line').conflicts(
        ['variant', 'count'],
      ),
    )
    .option('--items <n>', 'items in each list', '1')
    .option('--count <n>', 'number of messages, one per line', '1')
    .option('--seed <seed>', 'determines every generated identifier', '1')
  addCommonOptions(command)
}

async function run(
  [id]: readonly string[],
  raw: Readonly<Record<string, unknown>>,
  context: Context,
): Promise<ExitCode> {
  const options = raw as unknown as Options
  const contract = await contractOf(readCommonOptions(raw))
  if (id === undefined) {
    throw new HarnessError('MISSING_ARGUMENT', 'The operation is missing.', {
      expected: `one of ${contract.operations.map((operation) => operation.id).join(', ')}`,
      next: `run dropship sample ${contract.operations[0]?.id ?? 'OPERATION'}`,
    })
  }
  const messages = createMessages(contract.operation(id), { seed: options.seed })
  const lines = linesOf(messages, options)
  return print(options.json === true && isList(options) ? asOneList(lines) : lines, context)
}

/** Yields to the event loop regularly, so that a closed pipe or a signal can end it. */
async function print(lines: Iterable<string>, { stdout, signal }: Context): Promise<ExitCode> {
  let printed = 0
  for (const line of lines) {
    stdout.pass(`${line}\n`)
    printed += 1
    if (printed % LINES_A_TURN > 0) continue
    await nextTurn()
    if (signal.aborted) return 3
  }
  return 0
}

function isList({ deviations, variants, count }: Options): boolean {
  return deviations === true || variants === true || Number(count) > 1
}

/** The lines as the items of one JSON document. */
function* asOneList(lines: Iterable<string>): Generator<string> {
  let before = '['
  for (const line of lines) {
    yield `${before}${line}`
    before = ','
  }
  yield before === '[' ? '[]' : ']'
}

function linesOf(messages: Messages, options: Options): Iterable<string> {
  const items = readNumber(options.items, '--items', { whole: true, min: 1, max: MAX_ITEMS })
  if (options.deviations === true) return deviationLines(messages, items)
  if (options.variants === true) return variantLines(messages, items)
  const count = readNumber(options.count, '--count', { whole: true, min: 1, max: MAX_COUNT })
  return messageLines(messages, options.variant, { items, count })
}

/** Generated one at a time, because many would not fit in memory. */
function* messageLines(
  messages: Messages,
  variant: string,
  { items, count }: { readonly items: number; readonly count: number },
): Generator<string> {
  for (let printed = 0; printed < count; printed++) {
    const body = bodyOf(messages, variant, items)
    yield JSON.stringify(body, null, count === 1 ? 2 : undefined)
  }
}

function bodyOf(messages: Messages, variant: string, items: number): unknown {
  if (variant === 'full' || variant === 'minimal') return messages.message(variant, items)
  if (variant === 'example') return messages.example()
  const found = messages.variations().find((each) => each.id === variant)
  if (found !== undefined)
    return applyEdit(messages.message('full', Math.max(2, items)), found.edit)
  throw unknownVariant(variant, messages)
}

function unknownVariant(variant: string, messages: Messages): HarnessError {
  const names = ['full', 'minimal', 'example', ...messages.variations().map(({ id }) => id)]
  const meant = nearest(variant, names)
  return new HarnessError('UNKNOWN_ID', `Unknown variant ${JSON.stringify(variant)}.`, {
    expected: `full, minimal, example, or the id of one of ${names.length - 3} variants`,
    next:
      meant === undefined
        ? 'add --variants to see them all'
        : `did you mean ${JSON.stringify(meant)}?`,
  })
}

/** Lists have at least two items, because some deviations are in the second. */
function deviationLines(messages: Messages, items: number): string[] {
  const full = messages.message('full', Math.max(2, items))
  return messages.deviations().map((deviation) => {
    const { id, operation, kind, keyword, pointer, rulePointer, edit, before, after } = deviation
    return JSON.stringify({
      id,
      operation,
      kind,
      keyword,
      pointer,
      rulePointer,
      before,
      after,
      sentence: describeDeviation(deviation),
      body: applyEdit(full, edit),
    })
  })
}

function variantLines(messages: Messages, items: number): string[] {
  const full = messages.message('full', Math.max(2, items))
  const operation = messages.operation.id
  return messages.variations().map(({ id, kind, pointer, rulePointer, sentence, edit }) =>
    JSON.stringify({
      id,
      operation,
      kind,
      pointer,
      rulePointer,
      sentence,
      body: applyEdit(full, edit),
    }),
  )
}

export const command: CommandModule = { configure, run }
