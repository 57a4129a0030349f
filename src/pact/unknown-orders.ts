import { type Contract, type Operation, rejectsUnknownOrder } from '../contract/index.ts'
import { type HttpResponse, jsonIn, textOf } from '../core/index.ts'
import { operationOf } from './comparison/compare.ts'
import type { PactInteraction } from './pact-file.ts'

interface Received {
  readonly interaction: PactInteraction
  readonly operation: Operation
  readonly body: unknown
  readonly status: number
  readonly text: string
}

/** The longest part of a response that is quoted. */
const EXCERPT = 160

/**
 * Recognises a provider that knows only its own orders: an interaction that presumes a state, such as a known order, is
 * rejected for the order alone. It says nothing about the promise, as long as nobody was asked to set the state.
 */
export class UnknownOrders {
  readonly #contract: Contract
  readonly #received = new Map<number, Received>()

  constructor(contract: Contract) {
    this.#contract = contract
  }

  /** Keeps what an interaction was responded with. */
  note(
    number: number,
    interaction: PactInteraction,
    sent: Uint8Array,
    response: HttpResponse,
  ): void {
    const operation = operationOf(this.#contract, interaction)
    if (operation === undefined || interaction.isTokenRequest) return
    const body = jsonIn(textOf(sent))
    const { status } = response
    this.#received.set(number, {
      interaction,
      operation,
      body,
      status,
      text: textOf(response.body),
    })
  }

  /** Why the interaction cannot be judged, and what would allow it; `undefined` where the response is about the message. */
  sentenceOf(number: number): string | undefined {
    const own = this.#received.get(number)
    if (own === undefined || !presumesOrder(own)) return undefined
    const { operation, body, status, text } = own
    if (!rejectsUnknownOrder(operation, body, { status, text }, this.#isThere(own)))
      return undefined
    const excerpt = text.replaceAll(/\s+/g, ' ').trim().slice(0, EXCERPT)
    return `the endpoint knows only its own orders: it responded with ${`${status} ${excerpt}`.trim()}; --state-url, which makes the order known, would allow it`
  }

  /** Whether something at this address judges bodies: a 404 to other messages would be a router's. */
  #isThere({ operation }: Received): boolean {
    return [...this.#received.values()].some(
      (other) =>
        other.operation === operation && (other.status < 300 || JUDGES_BODIES.has(other.status)),
    )
  }
}

const JUDGES_BODIES: ReadonlySet<number> = new Set([400, 409, 422])

/** Such an interaction has a state, and expects that the message is accepted. */
function presumesOrder({ interaction: { states, status } }: Received): boolean {
  return states.length > 0 && status >= 200 && status < 300
}
