import type { Credentials } from '../../auth/index.ts'
import type { Contract, Operation } from '../../contract/index.ts'
import type { Clock, Exchange } from '../../core/index.ts'
import type { Edit, Messages } from '../../messages/index.ts'
import { type Level, type Outcome, skipped } from '../results/check.ts'
import { type Aside, NotAsExpected } from './aside.ts'
import type { EffectObserver } from './effect-observer.ts'
import { ordinaryMessage } from './ordinary-message.ts'
import { type ProvenValid, proveValid } from './proven.ts'
import type { RequestOptions } from './request.ts'
import { isAccepted, isSilence } from './response.ts'
import type { StateService } from './state-service.ts'
import type { Target } from './target.ts'
import type { TimeService } from './time-service.ts'
import { Width } from './width.ts'
import { describeResponse } from './wording.ts'

export interface SessionOptions {
  readonly contract: Contract
  readonly credentials: Credentials
  readonly level: Level
  readonly target: Target
  readonly clock: Clock
  readonly timeoutMs: number
  readonly latencyBudgetMs: number
  /** Connections of what goes side by side. */
  readonly concurrency: number
  readonly messagesOf: (operation: Operation) => Messages
  readonly state: StateService | undefined
  readonly observer: EffectObserver | undefined
  readonly time: TimeService | undefined
  /** Whether identifiers are those of orders that exist in the client's system. */
  readonly knowsItsOrders: boolean
  /** The identifiers of these orders; empty where identifiers are random. */
  readonly ownOrders: readonly string[]
}

/** An operation that accepts no ordinary message: why nothing more is concluded of it, and the response that shows it. */
export interface BrokenOperation {
  readonly operation: string
  readonly sentence: string
  readonly exchange: Exchange
}

/** What is known of one operation in the course of a run. */
interface OperationState {
  /** Changes to every message that keep a known defect of the endpoint from hiding all others. */
  workaround: readonly Edit[]
  broken: BrokenOperation | undefined
  /** Valid messages that were rejected once and then accepted. */
  readonly flakyRejections: Exchange[]
  /** Invalid messages that were accepted once and then rejected. */
  readonly flakyAcceptances: Exchange[]
  /** Requests without a response: each of them costs the whole time limit. */
  silent: number
}

/** After so many requests without a response, hostile and invalid messages are skipped. */
const MAX_SILENT = 4

/** One run: what checks send through, and where they leave what they learn. */
export class Session {
  readonly options: SessionOptions
  readonly width: Width
  readonly #whole: Session | undefined
  readonly #states = new Map<string, OperationState>()

  /** @param whole the session that it is a part of, whose requests go side by side with others */
  constructor(options: SessionOptions, whole?: Session) {
    this.options = options
    this.width = whole?.width ?? new Width()
    this.#whole = whole
    options.target.compareWith((operation) => this.message(operation))
  }

  /** For what is tried side by side with others: nobody learns what it meets before that is known to be as expected. */
  besides(aside: Aside): Session {
    return new Session({ ...this.options, target: this.target.besides(aside) }, this)
  }

  /**
   * Where requests go side by side, a response that has to come twice ends the attempt: what asks for it is sent alone.
   * @throws NotAsExpected
   */
  assertAlone(): void {
    if (this.#whole !== undefined) throw new NotAsExpected()
  }

  get target(): Target {
    return this.options.target
  }

  state(operation: Operation): OperationState {
    const known = this.#states.get(operation.id) ?? {
      workaround: [],
      broken: undefined,
      flakyRejections: [],
      flakyAcceptances: [],
      silent: 0,
      ...this.#learnt(operation),
    }
    this.#states.set(operation.id, known)
    return known
  }

  /** What the whole session knows of an operation, for one part of it. */
  #learnt(operation: Operation): Partial<OperationState> {
    if (this.#whole === undefined) return {}
    const { workaround, broken, silent } = this.#whole.state(operation)
    return { workaround, broken, silent }
  }

  /** Counts requests without a response; says so once hostile and invalid messages are to be skipped for them. */
  silence(operation: Operation, exchange: Exchange | undefined): Outcome | undefined {
    const state = this.state(operation)
    if (exchange !== undefined && isSilence(exchange)) state.silent++
    return state.silent < MAX_SILENT
      ? undefined
      : skipped(
          `${state.silent} other requests to ${operation.id} got no response, and each costs the time limit`,
        )
  }

  /** Why nothing else is sent to an operation whose ordinary messages get no response: each costs the whole time limit. */
  neverResponds(operation: string | undefined): string | undefined {
    const broken = operation === undefined ? undefined : this.#states.get(operation)?.broken
    return broken !== undefined && broken.exchange.response === undefined
      ? broken.sentence
      : undefined
  }

  /** A skipped outcome for an operation that no longer accepts ordinary messages; `undefined` for any other. */
  skippedIfBroken(...operations: readonly Operation[]): Outcome | undefined {
    for (const operation of operations) {
      const { broken } = this.state(operation)
      if (broken !== undefined) return skipped(broken.sentence)
    }
    return undefined
  }

  /** The operations that accept no ordinary message. */
  brokenOperations(): readonly BrokenOperation[] {
    return [...this.#states.values()].flatMap(({ broken }) => broken ?? [])
  }

  /** A full message with two items and fresh identifiers, with these edits. */
  message(operation: Operation, edits: readonly Edit[] = []): unknown {
    return ordinaryMessage(this.options.messagesOf(operation), [
      ...this.state(operation).workaround,
      ...edits,
    ])
  }

  async send(
    operation: Operation,
    edits: readonly Edit[] = [],
    options: RequestOptions = {},
  ): Promise<Exchange> {
    return this.target.send(operation, this.message(operation, edits), options)
  }

  /**
   * Whether the endpoint accepts an ordinary message now. When it rejects it twice in a row, the operation counts as
   * broken from here on.
   */
  async stillAccepts(operation: Operation): Promise<boolean> {
    const state = this.state(operation)
    if (state.broken !== undefined) return false
    const first = await this.send(operation)
    if (isAccepted(first)) return true
    const second = await this.send(operation)
    if (isAccepted(second)) {
      state.flakyRejections.push(first)
      return true
    }
    state.broken = {
      operation: operation.id,
      sentence: `the endpoint no longer accepts ordinary messages on ${operation.id} (${describeResponse(second)})`,
      exchange: second,
    }
    return false
  }

  /**
   * An ordinary message with these edits, which has to be accepted.
   * @throws Error where it is not valid: a defect of the suite, which says nothing of the endpoint
   */
  valid(operation: Operation, edits: readonly Edit[] = []): ProvenValid {
    const proven = proveValid(operation, this.message(operation, edits))
    if (proven === undefined) throw new Error(`a message to ${operation.id} is not valid`)
    return proven
  }

  /**
   * Sends a message that has to be accepted; a rejection counts when it comes twice.
   * @param make makes it anew for each time that it is sent
   * @param optionsOf how it is sent
   */
  async sendValid(
    operation: Operation,
    make: () => ProvenValid,
    optionsOf: (body: unknown) => RequestOptions = () => ({}),
  ): Promise<Exchange> {
    const send = (): Promise<Exchange> => {
      const { body } = make()
      return this.target.send(operation, body, optionsOf(body))
    }
    const first = await send()
    if (isAccepted(first)) return first
    this.assertAlone()
    const second = await send()
    if (isAccepted(second) && this.target.course.from === 'compatible')
      this.state(operation).flakyRejections.push(first)
    return second
  }
}
