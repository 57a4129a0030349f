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

/** The messages of the files: all are sent, or none. */
export interface ReadMessages {
  readonly messages: readonly ReadMessage[]
  /** The first {@link MAX_KEPT}. */
  readonly warnings: readonly PayloadWarning[]
  /** Why nothing is sent. */
  readonly rejection?: InputRejection
}

export interface InputRejection {
  readonly summary: Summary
  readonly exitCode: ExitCode
  /** The first {@link MAX_KEPT}. */
  readonly records: readonly RejectedRecord[]
  /** Whether `--unchecked` would send the messages. */
  readonly isForcible: boolean
}

/** A record that is not sent, with its problems. */
export interface RejectedRecord {
  /** `orders.json`, `orders.json[3]`, `orders.ndjson:12`. */
  readonly from: string
  /** Absent if unknown. */
  readonly operation?: string
  readonly problems: readonly Problem[]
}

export interface ReadOptions {
  readonly contract: Contract
  /** The operation of bodies that do not name their own. */
  readonly operation?: Operation
  /** Whether invalid messages are also sent. */
  readonly unchecked: boolean
}

/** Further ones are only counted. */
const MAX_KEPT = 1000

/**
 * Reads messages from files, as `dropship validate` reads them and with its verdict: the sender conforms to
 * the intended reading.
 *
 * @param files names, directories, globs, and `-` for standard input
 * @throws HarnessError INVALID_FILE, and MISSING_OPTION if a message could belong to several operations
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
      // With --unchecked, only unreadable records are rejected.
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

/** A message sent to a guessed operation could do harm. */
function requireOneOperation(
  { from, isNamed, operation, body, problems }: CheckedMessage,
  { operations }: Contract,
): void {
  if (isNamed) return
  const accepting = operations.filter((each) => each.accepts(body, 'intended'))
  if (problems.length === 0 && accepting.length === 1) return
  throw new HarnessError('MISSING_OPTION', `The operation of ${from} is ambiguous.`, {
    expected: `a valid message of one of ${operations.map(({ id }) => id).join(', ')}, or { "operation": …, "body": … }`,
    found: problems.length === 0 ? 'more than one operation accepts it' : 'no operation accepts it',
    next: `add --as ${operation.id}, if that is the operation`,
  })
}
