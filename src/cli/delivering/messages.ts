import type { Contract, Operation } from '../../contract/index.ts'
import { defined, type ExitCode, HarnessError, renderError } from '../../core/index.ts'
import { createMessages } from '../../messages/index.ts'
import {
  type CheckedMessage,
  type CheckedRecord,
  checkFiles,
  exitCodeOf,
  type PayloadWarning,
  type Problem,
  type Summary,
} from '../../validate/index.ts'
import type { Context } from '../context.ts'

/** A message to be sent, with the bytes that were validated. */
export type ReadMessage = Pick<CheckedMessage, 'from' | 'operation' | 'body' | 'bytes'>

/** What files hold: all of it can be sent, or nothing is. */
export interface ReadMessages {
  readonly messages: readonly ReadMessage[]
  /** The first of them. */
  readonly warnings: readonly PayloadWarning[]
  /** Why nothing is to be sent. */
  readonly rejection?: InputRejection
}

export interface InputRejection {
  readonly summary: Summary
  readonly exitCode: ExitCode
  /** The first of them. */
  readonly records: readonly RejectedRecord[]
  /** Whether `--unchecked` would send them all the same. */
  readonly isForcible: boolean
}

/** A record that is not sent, with what is wrong with it. */
export interface RejectedRecord {
  /** `orders.json`, `orders.json[3]`, `orders.ndjson:12`. */
  readonly from: string
  /** Absent where that could not be told. */
  readonly operation?: string
  readonly problems: readonly Problem[]
}

export interface ReadOptions {
  readonly contract: Contract
  /** The operation of bodies that do not name their own. */
  readonly operation?: Operation
  /** Whether invalid messages are sent, too. */
  readonly unchecked: boolean
}

/** More than this is counted only. */
const MAX_KEPT = 1000

/**
 * Reads messages from files, as `dropship validate` reads them and with its verdict: the intended reading is what the
 * sender conforms to.
 *
 * @param files names, directories, globs, and `-` for standard input
 * @throws HarnessError INVALID_FILE, and MISSING_OPTION where a message may be of more than one operation
 */
export async function readMessages(
  files: readonly string[],
  { contract, operation, unchecked }: ReadOptions,
  context: Context,
): Promise<ReadMessages> {
  const messages: CheckedMessage[] = []
  const records: RejectedRecord[] = []
  const warnings: PayloadWarning[] = []
  let unreadable = 0
  const onRecord = (record: CheckedRecord): void => {
    if (record.kind === 'message') messages.push(record)
    const rejected = rejectedOf(record)
    if (rejected !== undefined && records.length < MAX_KEPT) records.push(rejected)
  }
  const summary = await checkFiles(files, {
    contract,
    ...defined({ operation }),
    reading: 'intended',
    stdin: context.stdin,
    signal: context.signal,
    onProblem: () => undefined,
    onWarning: (warning) => {
      if (warnings.length < MAX_KEPT) warnings.push(warning)
    },
    onUnreadable: (error) => {
      unreadable++
      context.stderr.write(`dropship: ${renderError(error)}\n`)
    },
    onRecord,
  })
  const isForcible = unreadable === 0 && summary.malformed === 0 && messages.length > 0
  if (!(unchecked && isForcible)) {
    const exitCode = exitCodeOf({ ...summary, messages: messages.length }, unreadable)
    if (exitCode !== 0) {
      // Unchecked messages stand in nobody's way: what does is what cannot be read.
      const rejected = unchecked ? records.filter((each) => each.operation === undefined) : records
      const rejection = { summary, exitCode, records: rejected, isForcible }
      return { messages: [], warnings, rejection }
    }
  }
  for (const message of messages) requireOneOperation(message, contract)
  return { messages, warnings }
}

/** Valid messages with fresh identifiers. */
export function sampleMessages(
  operation: Operation,
  count: number,
  seed: string,
): readonly ReadMessage[] {
  const messages = createMessages(operation, { seed })
  return Array.from({ length: count }, (_, index) => {
    const body = messages.message('full')
    const bytes = Buffer.from(JSON.stringify(body))
    return { from: `sample ${index + 1}`, operation, body, bytes }
  })
}

function rejectedOf(record: CheckedRecord): RejectedRecord | undefined {
  const { from } = record
  if (record.kind === 'unreadable') return { from, problems: [record.problem] }
  const { operation, problems } = record
  return problems.length === 0 ? undefined : { from, operation: operation.id, problems }
}

/** What is sent to a place that was guessed may do harm there. */
function requireOneOperation(
  { from, isNamed, operation, body, problems }: CheckedMessage,
  { operations }: Contract,
): void {
  if (isNamed) return
  const accepting = operations.filter((each) => each.accepts(body, 'intended'))
  if (problems.length === 0 && accepting.length === 1) return
  throw new HarnessError(
    'MISSING_OPTION',
    `It is not clear of which operation ${from} is a message.`,
    {
      expected: `a valid message of one of ${operations.map(({ id }) => id).join(', ')}, or { "operation": …, "body": … }`,
      found:
        problems.length === 0 ? 'more than one operation accepts it' : 'no operation accepts it',
      next: `add --as ${operation.id}, if it is a message of that`,
    },
  )
}
