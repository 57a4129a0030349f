import type { RequestHeader } from '../../auth/index.ts'
import type { Operation } from '../../contract/index.ts'
import { type Exchange, isRecord, secretsInUrl } from '../../core/index.ts'
import type { Misconfiguration } from '../results/report.ts'
import { nextFor } from './connection-advice.ts'
import { parseResponse } from './response.ts'
import type { Target } from './target.ts'
import { describeResponse, withoutQuery } from './wording.ts'

/** A read-only service of the client's that says how many effects messages had. */
export interface ObserverOptions {
  /** Asked with `GET URL?operation=…&identifier=…`, and responds with `{ "count": n }`. */
  readonly url: string
  /** Go with every question; their values are secret. */
  readonly headers?: readonly RequestHeader[]
  /** How long effects may take to be counted, in milliseconds; default 5 000. */
  readonly waitMs?: number
}

/** How many effects were counted, or why that is not known. */
export type Count = { readonly count: number } | ObserverProblem

export interface ObserverProblem {
  readonly problem: string
  /** What decided; absent where nothing is wrong with a single response. */
  readonly exchange?: Exchange
}

export interface EffectObserver {
  readonly waitMs: number
  /** The effects of an operation on the order of an identifier. */
  count(operation: string, identifier: string): Promise<Count>
  /** What it counted when it was first asked about an order, which is before anything was sent; 0 for one that is new. */
  firstCount(operation: string, identifier: string): number
}

export const OBSERVER_WAIT_MS = 5000

/** A service that fails for a moment is asked again after so many milliseconds. */
const AGAIN_MS = [200, 400] as const

export function createEffectObserver(options: ObserverOptions, target: Target): EffectObserver {
  const { url, headers = [], waitMs = OBSERVER_WAIT_MS } = options
  for (const [, value] of headers) target.secrets.keep(value)
  for (const secret of secretsInUrl(url)) target.secrets.keep(secret)
  const ask = (question: string): Promise<Exchange> =>
    target.ask(
      { method: 'GET', url: question, headers: [['Accept', 'application/json'], ...headers] },
      { parallel: true },
    )
  const first = new Map<string, number>()
  return {
    waitMs,
    firstCount: (operation, identifier) => first.get(`${operation} ${identifier}`) ?? 0,
    count: async (operation, identifier) => {
      const parameters = new URLSearchParams({ operation, identifier }).toString()
      const question = `${url}${url.includes('?') ? '&' : '?'}${parameters}`
      let exchange = await ask(question)
      for (const pauseMs of AGAIN_MS) {
        if (!isTrouble(exchange)) break
        await target.wait(pauseMs)
        exchange = await ask(question)
      }
      const found = countIn(exchange, withoutQuery(url))
      const order = `${operation} ${identifier}`
      if ('count' in found && !first.has(order)) first.set(order, found.count)
      return found
    },
  }
}

function isTrouble({ response, failure }: Exchange): boolean {
  return response === undefined || failure !== undefined || response.status >= 500
}

function countIn(exchange: Exchange, shown: string): Count {
  const { response, failure } = exchange
  if (response === undefined || failure !== undefined) {
    const what = failure?.message ?? 'no connection'
    return { problem: `the observer ${shown} gave no response: ${what}`, exchange }
  }
  const { json } = parseResponse(exchange)
  const count = isRecord(json) ? json.count : undefined
  if (response.status === 200 && isCount(count)) return { count }
  return {
    problem: `the observer ${shown} responded with ${describeResponse(exchange)} instead of { "count": n }`,
    exchange,
  }
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

/** More orders of the fixtures than these are not asked about beforehand. */
const MOST_ORDERS = 50

/**
 * Asks the observer about each operation before anything is sent.
 * @param identifiersOf orders that it may be asked about
 */
export async function preflightObserver(
  observer: EffectObserver,
  operations: readonly Operation[],
  identifiersOf: (operation: Operation) => readonly string[],
): Promise<Misconfiguration | undefined> {
  for (const operation of operations) {
    for (const identifier of identifiersOf(operation).slice(0, MOST_ORDERS)) {
      const found = await observer.count(operation.id, identifier)
      if ('problem' in found) return misconfigured(found)
    }
  }
  return undefined
}

function misconfigured({ problem, exchange }: ObserverProblem): Misconfiguration {
  return {
    kind: 'observer',
    sentence: `Effects cannot be observed: ${problem}.`,
    next: nextStep(exchange),
  }
}

const PROTOCOL =
  'check --observer: GET URL?operation=…&identifier=… responds with 200 and { "count": n }'

function nextStep(exchange: Exchange | undefined): string {
  const { response, failure } = exchange ?? {}
  switch (response?.status) {
    case 401:
    case 403:
      return 'check --observer-header: the observer asks for credentials'
    case 404:
      return 'check --observer; an order that the observer does not know has { "count": 0 }'
    case undefined:
      return failure?.kind === 'tls' || failure?.kind === 'proxy'
        ? (nextFor(failure, exchange?.request.url ?? '') ?? PROTOCOL)
        : 'check --observer, and that the observer is running'
    default:
      return PROTOCOL
  }
}
