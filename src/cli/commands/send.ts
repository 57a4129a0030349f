import { randomUUID } from 'node:crypto'
import type { Command } from 'commander'
import {
  type Addresses,
  addressOf,
  type Contract,
  describeEndpoint,
  endpointOf,
  withGivenParameters,
} from '../../contract/index.ts'
import { defined, type ExitCode, HarnessError, shownUrl, textOf } from '../../core/index.ts'
import { identifierOf, newMessageId, type NewDelivery, type QueueStore } from '../../queue/index.ts'
import { fillRequest } from '../../messages/index.ts'
import type { CommandModule } from '../command.ts'
import type { Context } from '../context.ts'
import {
  type ReadMessage,
  readMessages,
  type ReadMessages,
  sampleMessages,
} from '../delivering/messages.ts'
import { deliver } from '../delivering/deliver.ts'
import { type Destination, printOutcome } from '../delivering/outcome.ts'
import { printRejection, printWarnings, warningsOf } from '../delivering/rejection.ts'
import { documentedHeaders, notEnqueued, type Sending } from '../delivering/sending.ts'
import { contractOf, readCommonOptions, refsWithinOption } from '../options/common.ts'
import { addAuthOptions } from '../options/auth.ts'
import {
  addDeliveryOptions,
  addStoreOption,
  openNamedStore,
  readDelivering,
  storeOption,
} from '../options/delivery.ts'
import { addAddressOptions, addToOption, readAddresses } from '../options/endpoint.ts'
import type { LocatedInput } from '../options/located.ts'
import { readNumber } from '../options/numbers.ts'
import { addParamOption, readParameters } from '../options/parameters.ts'
import { deliveryClock } from '../options/clock.ts'

type Options = Readonly<Record<string, unknown>>

const ENQUEUE_AT_A_TIME = 1000

function configure(command: Command): void {
  command
    .argument(
      '[files...]',
      'as for dropship validate: bodies or { "operation": …, "body": … }, single, in a list, or one per line',
    )
    .option('--as <operation>', 'the operation of bodies that do not name their own')
    .option('--sample <operation>', 'send generated messages of this operation')
    .option('--count <n>', 'number of messages with --sample', '1')
    .option('--seed <seed>', 'determines the generated messages; random by default')
    .option('--unchecked', 'also send invalid messages')
    .option('--enqueue-only', 'only add them to the queue; a worker delivers them')
    .option('--contract <file>', 'an OpenAPI document instead of the shipped one')
    .addOption(refsWithinOption())
    .option('--json', 'print the outcome as one JSON document')
    .option('--quiet', 'print nothing but errors')
  addParamOption(addAddressOptions(addToOption(command)))
  addStoreOption(command)
  // The user waits for the outcome, so no circuit breaker delays deliveries.
  addDeliveryOptions(command, 0)
  addAuthOptions(command)
}

async function run(
  files: readonly string[],
  options: Options,
  context: Context,
): Promise<ExitCode> {
  const documented = await contractOf(readCommonOptions(options))
  const contract = withGivenParameters(documented, readParameters(options, documented))
  const to = options.to as LocatedInput | undefined
  const { addresses } = readAddresses(options, contract, to, '--to')
  const { messages, warnings, rejection } = await messagesToSend(files, options, contract, context)
  if (options.json !== true && options.quiet !== true) printWarnings(warnings, context)
  if (rejection !== undefined) return printRejection(rejection, options.json === true, context)
  const addressed = messages.map((message) => withAddress(message, addresses))
  const deliveries = addressed.map(({ operation, body, bytes, address }): NewDelivery => {
    const identifier = identifierOf(body, () => textOf(bytes))
    return {
      id: newMessageId(),
      endpoint: endpointOf(address, addresses),
      operation: operation.id,
      method: operation.method.toUpperCase(),
      url: fillRequest(contract.operation(operation.id), address.url).url,
      body: bytes,
      ...defined({ identifier }),
    }
  })
  const destination = {
    to: describeEndpoint(addresses),
    addresses: shownAddresses(addresses),
    ...warningsOf(warnings),
  }
  const time = await deliveryClock(options, context, (sentence) => {
    if (options.json !== true && options.quiet !== true) context.stderr.write(`${sentence}\n`)
  })
  try {
    return await sendAll(
      { deliveries, headersOf: (id) => documentedHeaders(contract.operation(id)) },
      destination,
      options,
      { ...context, clock: time.clock },
    )
  } finally {
    await time.close()
  }
}

/** Enqueues the deliveries and, unless a worker is to do it, delivers them. @param context with the clock that they follow */
async function sendAll(
  { deliveries, headersOf: ofOperation }: Sending,
  destination: Destination,
  options: Options,
  context: Context,
): Promise<ExitCode> {
  const delivering =
    options.enqueueOnly === true ? undefined : readDelivering(options, context, ofOperation)
  const store = await openNamedStore(options, context)
  try {
    await enqueue(store, deliveries)
    if (delivering === undefined) {
      const sentence = notEnqueued({ deliveries, headersOf: ofOperation })
      if (sentence !== undefined && options.quiet !== true) context.stderr.write(`${sentence}\n`)
      return enqueued(deliveries, destination, store, options, context)
    }
    const ids = deliveries.map(({ id }) => id)
    const began = context.clock.monotonic()
    const summary = await deliver(store, deliveries, delivering, options, context)
    const durationMs = Math.round(context.clock.monotonic() - began)
    const took = { durationMs, latency: summary?.latency }
    return await printOutcome(store, ids, destination, took, options, context)
  } finally {
    await delivering?.transport.close()
    await store.close()
  }
}

/** @throws HarnessError UNKNOWN_OPERATION for a message of an operation that has no address, or is not enabled */
function withAddress(message: ReadMessage, addresses: Addresses) {
  const { operation, from } = message
  const address = addressOf(addresses, operation.id)
  if (address !== undefined) return { ...message, address }
  const sentence = `${from} is a message of ${operation.id}, which is not enabled.`
  throw new HarnessError('UNKNOWN_OPERATION', sentence, {
    expected: `messages of ${addresses.enabled.map((enabled) => enabled.operation).join(', ')}`,
    where: from,
    next: `give the operation an address with --endpoint ${operation.id}=URL, and include it in --operations, if given; nothing was sent`,
  })
}

function shownAddresses({ enabled }: Addresses): Destination['addresses'] {
  return enabled.map(({ operation, url }) => ({ operation, url: shownUrl(url) }))
}

function messagesToSend(
  files: readonly string[],
  options: Options,
  contract: Contract,
  context: Context,
): Promise<ReadMessages> {
  if (typeof options.sample === 'string') {
    if (files.length > 0) {
      throw new HarnessError('INVALID_OPTION', 'Files and --sample exclude each other.', {
        next: 'send the one, then the other',
      })
    }
    const count = readNumber(options.count, '--count', { whole: true, min: 1, max: 1_000_000 })
    const seed = typeof options.seed === 'string' ? options.seed : randomUUID()
    const messages = sampleMessages(contract.operation(options.sample), count, seed)
    return Promise.resolve({ messages, warnings: [] })
  }
  if (files.length === 0 && context.stdin.isTTY === true) {
    throw new HarnessError('MISSING_ARGUMENT', 'No message to send.', {
      expected: 'a file, - for standard input, or --sample OPERATION',
      next: 'run dropship send message.json --to https://client.example/webhooks',
    })
  }
  const reading = {
    contract,
    ...(typeof options.as === 'string' ? { operation: contract.operation(options.as) } : {}),
    unchecked: options.unchecked === true,
  }
  return readMessages(files.length === 0 ? ['-'] : files, reading, context)
}

async function enqueue(store: QueueStore, deliveries: readonly NewDelivery[]): Promise<void> {
  for (let start = 0; start < deliveries.length; start += ENQUEUE_AT_A_TIME) {
    try {
      await store.enqueue(deliveries.slice(start, start + ENQUEUE_AT_A_TIME))
    } catch (error) {
      throw start === 0 ? error : enqueuedInPart(error, start, deliveries.length)
    }
  }
}

/** Sending everything again would send the first messages twice. */
function enqueuedInPart(error: unknown, done: number, total: number): unknown {
  if (!(error instanceof HarnessError)) return error
  const { next } = error.details
  const left = `the first ${done} of ${total} messages are in the queue and dropship worker delivers them: only send the rest`
  return new HarnessError(error.code, error.message, {
    ...error.details,
    next: next === undefined ? left : `${next}; ${left}`,
  })
}

function enqueued(
  deliveries: readonly NewDelivery[],
  destination: Destination,
  store: QueueStore,
  options: Options,
  context: Context,
): ExitCode {
  const ids = deliveries.map(({ id }) => id)
  if (options.json === true) {
    context.stdout.write(`${JSON.stringify({ ...destination, enqueued: ids.length, ids })}\n`)
  } else if (options.quiet !== true) {
    context.stdout.write(
      `enqueued ${ids.length} in ${store.location}; dropship worker${storeOption(store)} delivers them\n`,
    )
  }
  return 0
}

export const command: CommandModule = { configure, run }
