import { readFileSync } from 'node:fs'
import { text as readStream } from 'node:stream/consumers'
import type { Contract, Operation, Violation } from '../../contract/index.ts'
import { HarnessError, isRecord, messageOf } from '../../core/index.ts'
import { createMessages } from '../../messages/index.ts'
import type { Context } from '../context.ts'

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
    for (const { value, from, bytes } of documents(await contentOf(file, context), name)) {
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
    const violations = operation.validate(body, 'intended')
    return violations.length === 0 ? [] : [{ from, operation: operation.id, violations }]
  })
}

async function contentOf(file: string, context: Context): Promise<string> {
  if (file === '-') return readStream(context.stdin)
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new HarnessError('FILE_UNREADABLE', `${file} cannot be read.`, {
      found: messageOf(cause),
      cause,
    })
  }
}

interface Document {
  readonly value: unknown
  readonly from: string
  /** The document's own bytes, where it is a body by itself. */
  readonly bytes: Uint8Array
}

function documents(content: string, name: string): readonly Document[] {
  const bytes = Buffer.from(content)
  const whole = parse(content)
  if (whole.ok && Array.isArray(whole.value)) {
    return whole.value.map((value: unknown, index) => ({
      value,
      from: `${name}[${index}]`,
      bytes: Buffer.from(JSON.stringify(value)),
    }))
  }
  if (whole.ok) return [{ value: whole.value, from: name, bytes }]
  const lines = content.split('\n').map((line, index) => ({ line, from: `${name}:${index + 1}` }))
  const filled = lines.filter(({ line }) => line.trim() !== '')
  if (filled.length === 0) {
    throw new HarnessError('INVALID_FILE', `${name} holds no message.`, {
      expected: 'a JSON document, or NDJSON with one on a line',
    })
  }
  return filled.map(({ line, from }) => {
    const parsed = parse(line)
    if (parsed.ok) return { value: parsed.value, from, bytes: Buffer.from(line.trim()) }
    const reason = filled.length === 1 ? whole.reason : parsed.reason
    throw new HarnessError('INVALID_FILE', `${name} is neither JSON nor NDJSON.`, {
      where: from,
      found: reason,
      next: 'correct it; nothing was sent',
    })
  })
}

function parse(text: string): { ok: true; value: unknown } | { ok: false; reason: string } {
  try {
    return { ok: true, value: JSON.parse(text) }
  } catch (error) {
    return { ok: false, reason: messageOf(error) }
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
    return { operation, body: value.body, bytes: Buffer.from(JSON.stringify(value.body)), from }
  }
  const operation = as === undefined ? operationOf(value, from, contract) : contract.operation(as)
  return { operation, body: value, bytes, from }
}

/** The one operation whose rules a body keeps. */
function operationOf(body: unknown, from: string, contract: Contract): Operation {
  const fitting = contract.operations.filter((operation) => operation.accepts(body, 'intended'))
  const [only] = fitting
  if (only !== undefined && fitting.length === 1) return only
  const names = contract.operations.map(({ id }) => id)
  throw new HarnessError(
    'MISSING_OPTION',
    `Of which operation ${from} is a message is not clear.`,
    {
      expected: `a valid message of one of ${names.join(', ')}, or { "operation": …, "body": … }`,
      found: fitting.length === 0 ? 'no operation accepts it' : 'several operations accept it',
      next: `add --as ${names[0] ?? 'OPERATION'} to see what is wrong with it`,
    },
  )
}
