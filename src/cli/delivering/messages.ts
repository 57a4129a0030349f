import { readFileSync } from 'node:fs'
import { addAbortSignal, Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { Contract, Operation, Violation } from '../../contract/index.ts'
import { HarnessError, isRecord, messageOf } from '../../core/index.ts'
import { createMessages } from '../../messages/index.ts'
import { likelyOperations } from '../../validate/index.ts'
import type { Context } from '../context.ts'
import { documentsIn, jsonBytes, notTooDeep } from './documents.ts'

/** A message to be sent, with where it came from for whoever has to correct it. */
export interface ReadMessage {
  readonly operation: Operation
  readonly body: unknown
  readonly bytes: Uint8Array
  /** `orders.ndjson:12`, or `sample 3`. */
  readonly from: string
}

export interface RefusedMessage {
  readonly from: string
  readonly operation: string
  readonly violations: readonly Violation[]
}

/**
 * Reads messages from files, standard input included (`-`): one JSON document (a body, `{ operation, body }`, or an
 * array of those), or NDJSON with one of those on a line.
 *
 * @param as the operation of bodies that do not name their own
 * @throws HarnessError FILE_UNREADABLE, INVALID_FILE, UNKNOWN_OPERATION, MISSING_OPTION
 */
export async function readMessages(
  files: readonly string[],
  contract: Contract,
  as: string | undefined,
  context: Context,
): Promise<readonly ReadMessage[]> {
  const messages: ReadMessage[] = []
  for (const file of files) {
    const name = file === '-' ? 'standard input' : file
    for (const { value, from, bytes } of documentsIn(await contentOf(file, context), name)) {
      messages.push(messageOfDocument(value, from, bytes, contract, as))
    }
  }
  return messages
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
    return {
      operation,
      body,
      bytes: Buffer.from(JSON.stringify(body)),
      from: `sample ${index + 1}`,
    }
  })
}

/** The messages that the sender would never send, with what is wrong: the intended reading of the contract. */
export function refusedMessages(messages: readonly ReadMessage[]): readonly RefusedMessage[] {
  return messages.flatMap(({ operation, body, from }) => {
    const violations = notTooDeep(from, () => operation.validate(body, 'intended'))
    return violations.length === 0 ? [] : [{ from, operation: operation.id, violations }]
  })
}

async function contentOf(file: string, context: Context): Promise<Uint8Array> {
  if (file === '-') return standardInput(context)
  try {
    return readFileSync(file)
  } catch (cause) {
    throw new HarnessError('FILE_UNREADABLE', `${file} cannot be read.`, {
      found: messageOf(cause),
      cause,
    })
  }
}

/** Ends with the signal, however long the writer at the other end takes. */
async function standardInput({ stdin, signal }: Context): Promise<Uint8Array> {
  try {
    return await buffer(addAbortSignal(signal, new Readable().wrap(stdin)))
  } catch (cause) {
    if (!signal.aborted) throw cause
    throw new HarnessError('FILE_UNREADABLE', 'Standard input was not read to its end.', {
      found: messageOf(signal.reason),
      next: 'nothing was sent',
      cause,
    })
  }
}

function messageOfDocument(
  value: unknown,
  from: string,
  bytes: Uint8Array,
  contract: Contract,
  as: string | undefined,
): ReadMessage {
  if (isRecord(value) && typeof value.operation === 'string' && 'body' in value) {
    const operation = contract.operation(value.operation)
    return { operation, body: value.body, bytes: jsonBytes(value.body, from), from }
  }
  const operation = as === undefined ? operationOf(value, from, contract) : contract.operation(as)
  return { operation, body: value, bytes, from }
}

/** The one operation whose rules a body keeps. */
function operationOf(body: unknown, from: string, contract: Contract): Operation {
  const fitting = contract.operations.filter((operation) =>
    notTooDeep(from, () => operation.accepts(body, 'intended')),
  )
  const [only] = fitting
  if (only !== undefined && fitting.length === 1) return only
  const names = contract.operations.map(({ id }) => id)
  const [likely] = likelyOperations(contract, body, 'intended')
  const meant = fitting[0] ?? likely?.operation ?? contract.operations[0]
  throw new HarnessError(
    'MISSING_OPTION',
    `Of which operation ${from} is a message is not clear.`,
    {
      expected: `a valid message of one of ${names.join(', ')}, or { "operation": …, "body": … }`,
      found: fitting.length === 0 ? 'no operation accepts it' : 'several operations accept it',
      next: `add --as ${meant?.id ?? 'OPERATION'} to see what is wrong with it`,
    },
  )
}
