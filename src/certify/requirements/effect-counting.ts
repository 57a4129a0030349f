import type { Contract, Operation } from '../../contract/index.ts'
import type { Exchange } from '../../core/index.ts'
import { type Outcome, skipped } from '../results/check.ts'
import {
  countOf,
  type Counts,
  type ObservedOrder,
  readCounts,
  readSteadyCounts,
} from '../run/effect-counts.ts'
import type { EffectObserver, ObserverProblem } from '../run/effect-observer.ts'
import { releaseTogether } from '../run/release-together.ts'
import { isAccepted } from '../run/response.ts'
import type { Session } from '../run/session.ts'
import type { Burst, PreparedMessage } from './effect-situations.ts'

/** A message that was delivered, with what it did. */
export interface Counted extends PreparedMessage {
  readonly exchanges: readonly Exchange[]
  /** Effects of its operation on its order, before and after. */
  readonly before: number
  readonly after: number
  /** Before the run sent anything. */
  readonly atFirst: number
  /** Other operations that gained effects on its order meanwhile. */
  readonly elsewhere: readonly { readonly operation: string; readonly gained: number }[]
}

export type Observed = { readonly counted: readonly Counted[] } | { readonly skipped: Outcome }

/** Messages that were delivered, and whose effects are still to be counted. */
export interface Delivered {
  readonly messages: readonly (PreparedMessage & { readonly exchanges: readonly Exchange[] })[]
  readonly before: Counts
  /** When the last of them was sent, on the monotonic clock. */
  readonly since: number
}

export interface CountingOptions {
  readonly operation: Operation
  readonly contract: Contract
  readonly observer: EffectObserver
}

/** Delivers messages, whose orders all differ. */
export async function deliver(
  session: Session,
  bursts: readonly Burst[],
  options: CountingOptions,
): Promise<Delivered | ObserverProblem> {
  const { clock, knowsItsOrders } = session.options
  const orders = ordersOf(bursts.flat(), options)
  const read = (): Promise<Counts | ObserverProblem> => readCounts(options.observer, orders)
  // Messages about the same order may have been sent just before.
  const before = knowsItsOrders
    ? await steady(session, options, read, clock.monotonic())
    : await read()
  if ('problem' in before) return before
  const messages: Delivered['messages'][number][] = []
  for (const burst of bursts) messages.push(...(await deliverTogether(session, burst)))
  return { messages, before, since: clock.monotonic() }
}

/** Messages of a burst meet in the endpoint. */
function deliverTogether(
  session: Session,
  burst: Burst,
): Promise<readonly Delivered['messages'][number][]> {
  const held = burst.length > 1 ? releaseTogether(burst.length, session.options.clock) : []
  return Promise.all(
    burst.map(async (message, index) => {
      const own = held[index]
      try {
        const exchanges = await message.deliver(session, own === undefined ? {} : { held: own })
        return { ...message, exchanges }
      } finally {
        own?.done()
      }
    }),
  )
}

/** Counts what delivered messages did. */
export async function countEffects(
  session: Session,
  { messages, before, since }: Delivered,
  options: CountingOptions,
): Promise<readonly Counted[] | ObserverProblem> {
  const { operation, contract, observer } = options
  const orders = ordersOf(messages, options)
  const expected = messages.map((message) => ({ message, effects: expectedEffects(message) }))
  const gainedBy = (counts: Counts, order: ObservedOrder): number =>
    countOf(counts, order) - countOf(before, order)
  const after = await steady(
    session,
    options,
    () => readCounts(observer, orders),
    since,
    (counts) =>
      expected.every(
        ({ message: { identifier }, effects }) =>
          effects === undefined ||
          gainedBy(counts, { operation: operation.id, identifier }) === effects,
      ),
  )
  if ('problem' in after) return after
  return messages.map((message): Counted => {
    const { identifier } = message
    const own = { operation: operation.id, identifier }
    return {
      ...message,
      atFirst: observer.firstCount(operation.id, identifier),
      before: countOf(before, own),
      after: countOf(after, own),
      elsewhere: contract.operations
        .filter(({ id }) => id !== operation.id)
        .map(({ id }) => ({
          operation: id,
          gained: gainedBy(after, { operation: id, identifier }),
        }))
        .filter(({ gained }) => gained > 0),
    }
  })
}

/**
 * How many effects a message should have had in all: one where a delivery of it was accepted, none where each was rejected.
 * `undefined` where its responses do not say.
 */
export function expectedEffects({
  expects,
  exchanges,
}: Pick<Counted, 'expects' | 'exchanges'>): 0 | 1 | undefined {
  if (exchanges.some((exchange) => isAccepted(exchange)))
    return expects === 'one effect' ? 1 : undefined
  const isRejected = exchanges.every(
    ({ response, failure }) =>
      failure === undefined &&
      response !== undefined &&
      response.status >= 400 &&
      response.status < 500,
  )
  return isRejected ? 0 : undefined
}

/** An observer that fails, or counts what nobody sent, says nothing of the endpoint. */
export function unobserved({ problem }: ObserverProblem): Outcome {
  return { ...skipped(problem), notRun: true }
}

/** Bursts in rounds, in each of which every order comes once; of several messages of a burst about one order the first is kept. */
export function roundsOf(bursts: readonly Burst[]): Burst[][] {
  const rounds: Burst[][] = []
  let known = new Set<string>()
  for (const burst of bursts) {
    const own = new Map(burst.map((message) => [message.identifier, message]))
    if (rounds.length === 0 || [...own.keys()].some((identifier) => known.has(identifier))) {
      rounds.push([])
      known = new Set()
    }
    for (const identifier of own.keys()) known.add(identifier)
    rounds.at(-1)?.push([...own.values()])
  }
  return rounds
}

function steady(
  session: Session,
  { observer: { waitMs } }: CountingOptions,
  read: () => Promise<Counts | ObserverProblem>,
  since: number,
  isExpected: (counts: Counts) => boolean = () => true,
): Promise<Counts | ObserverProblem> {
  const { clock } = session.options
  const wait = (ms: number): Promise<void> => session.target.wait(ms)
  return readSteadyCounts(read, isExpected, { clock, wait, since, waitMs })
}

/** Every order of its own operation, and of the others for the message that is sent once. */
function ordersOf(
  messages: readonly PreparedMessage[],
  { operation, contract }: CountingOptions,
): ObservedOrder[] {
  return messages.flatMap(({ situation, identifier }) =>
    contract.operations
      .filter(({ id }) => id === operation.id || situation === 'once')
      .map(({ id }) => ({ operation: id, identifier })),
  )
}
