import type { Credentials } from '../../auth/index.ts'
import type { Contract, Operation } from '../../contract/index.ts'
import {
  type Clock,
  escapeSegment,
  type Exchange,
  formatPointer,
  isRecord,
} from '../../core/index.ts'
import { applyEdits, type Edit, type Messages } from '../../messages/index.ts'
import type { Break } from '../causes.ts'
import { type Check, includesLevel, type Level, type Outcome } from '../results/check.ts'
import type { StateService } from './state.ts'
import type { SendVariation } from './request.ts'
import { isAccepted, type Target } from './target.ts'

/** One group of checks that share requests. */
export interface Probe {
  /** What progress shows while it runs: «drop_shipment_confirmation: accepts what the sender may send». */
  readonly name: string
  readonly operation?: string
  readonly checks: readonly Check[]
  /** The first level at which it is made; what it meets says nothing of the levels below. Default `compatible`. */
  readonly from?: Level
  /** At most so many requests to the endpoint's operations. */
  readonly requests: number
  run(session: Session): Promise<void>
}

export interface SessionOptions {
  readonly contract: Contract
  readonly credentials: Credentials
  readonly level: Level
  readonly target: Target
  readonly clock: Clock
  readonly timeoutMs: number
  readonly latencyBudgetMs: number
  readonly thorough: boolean
  readonly messagesOf: (operation: Operation) => Messages
  readonly report: (id: string, outcome: Outcome) => void
  readonly state: StateService | undefined
}

/** What is known of one operation in the course of a run. */
interface OperationState {
  /** Changes to every message that keep a known fault of the endpoint from hiding all others. */
  detour: readonly Edit[]
  /** Why nothing more can be concluded, once it no longer accepts ordinary messages. */
  broken: string | undefined
  /** The answer that says so. */
  brokenBy: Exchange | undefined
  /** Valid messages that were refused once and then accepted. */
  readonly unsteadyAccepts: Exchange[]
  /** Invalid messages that were accepted once and then refused. */
  readonly unsteadyRefusals: Exchange[]
  /** Requests that were not answered: each of them costs the whole time limit. */
  silent: number
}

/** One run: what checks send through, and where they leave what they learn. */
export class Session {
  readonly options: SessionOptions
  readonly #states = new Map<string, OperationState>()

  constructor(options: SessionOptions) {
    this.options = options
  }

  get target(): Target {
    return this.options.target
  }

  report(id: string, outcome: Outcome): void {
    this.options.report(id, outcome)
  }

  state(operation: Operation): OperationState {
    const known = this.#states.get(operation.id) ?? {
      detour: [],
      broken: undefined,
      brokenBy: undefined,
      unsteadyAccepts: [],
      unsteadyRefusals: [],
      silent: 0,
    }
    this.#states.set(operation.id, known)
    return known
  }

  /** Why hostile and invalid messages are left out after several that were not answered; `undefined` before. */
  silence(operation: Operation, exchange: Exchange | undefined): string | undefined {
    const state = this.state(operation)
    if (exchange !== undefined && isSilence(exchange)) state.silent++
    return state.silent < MAX_SILENT
      ? undefined
      : `${state.silent} others were not answered on ${operation.id}, and each costs the time limit`
  }

  /** Why nothing else is sent to an operation whose ordinary messages get no answer: each costs the whole time limit. */
  neverAnswers(operation: Operation): string | undefined {
    const { broken, brokenBy } = this.state(operation)
    return brokenBy !== undefined && brokenBy.response === undefined ? broken : undefined
  }

  /** Reports every check of a probe as not made. */
  skip(probe: Probe, reason: string): void {
    for (const { id, level } of probe.checks) {
      if (includesLevel(this.options.level, level)) this.report(id, skipped('a conclusion', reason))
    }
  }

  /** The operations that take no ordinary message, with the answers that show it. */
  breaks(): readonly Break[] {
    return this.options.contract.operations.flatMap((operation) => {
      const { broken, brokenBy } = this.state(operation)
      return broken === undefined || brokenBy === undefined
        ? []
        : [{ operation: operation.id, sentence: broken, exchange: brokenBy }]
    })
  }

  /** A full message with two items and fresh identifiers, with these edits. */
  message(operation: Operation, edits: readonly Edit[] = []): unknown {
    const all = [...this.state(operation).detour, ...edits]
    return applyEdits(this.#full(operation, all), all)
  }

  /** Items of a longer list are items of their own, not copies of the first: identifiers do not come twice. */
  #full(operation: Operation, edits: readonly Edit[]): unknown {
    const messages = this.options.messagesOf(operation)
    const usual = messages.message('full', ITEMS)
    const lists = edits.filter(({ operator }) => operator === 'resize')
    const most = Math.max(0, ...lists.map((edit) => (edit.operator === 'resize' ? edit.length : 0)))
    if (most <= ITEMS) return usual
    const longer = messages.message('full', most)
    return shortened(longer, usual, new Set(lists.map(({ at }) => formatPointer(at))))
  }

  async send(
    operation: Operation,
    edits: readonly Edit[] = [],
    variation: SendVariation = {},
  ): Promise<Exchange> {
    return this.target.send(operation, this.message(operation, edits), variation)
  }

  /**
   * Whether the endpoint takes an ordinary message now. When it refuses it twice in a row, the operation counts as
   * broken from here on.
   */
  async control(operation: Operation): Promise<boolean> {
    const state = this.state(operation)
    if (state.broken !== undefined) return false
    const first = await this.send(operation)
    if (isAccepted(first)) return true
    const second = await this.send(operation)
    if (isAccepted(second)) {
      state.unsteadyAccepts.push(first)
      return true
    }
    state.broken = `the endpoint no longer accepts ordinary messages on ${operation.id} (${describeAnswer(second)})`
    state.brokenBy = second
    return false
  }

  /** Sends a message that has to be accepted; a refusal counts when it comes twice. */
  async accepted(operation: Operation, send: () => Promise<Exchange>): Promise<Exchange> {
    const first = await send()
    if (isAccepted(first)) return first
    const second = await send()
    if (isAccepted(second) && this.target.from === 'compatible')
      this.state(operation).unsteadyAccepts.push(first)
    return second
  }
}

/** Items in each list of an ordinary message: a first one and a later one. */
const ITEMS = 2

/** Lists as long as they usually are, except those at the given pointers. */
function shortened(
  value: unknown,
  usual: unknown,
  kept: ReadonlySet<string>,
  pointer = '',
): unknown {
  if (Array.isArray(value) && Array.isArray(usual)) {
    const items: readonly unknown[] = kept.has(pointer) ? value : value.slice(0, usual.length)
    return items.map((item, index) => shortened(item, usual[0], kept, `${pointer}/${index}`))
  }
  if (!isRecord(value) || !isRecord(usual)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      shortened(member, usual[name], kept, `${pointer}/${escapeSegment(name)}`),
    ]),
  )
}

/** Whether an exchange cost the whole time limit: no answer came, or one that does not end. */
export function isSilence({ response, failure }: Exchange): boolean {
  return response === undefined || failure?.kind.endsWith('timeout') === true
}

const EXCERPT = 160

const MAX_SILENT = 4

/** An answer in a few words, for a person: «422 {"message":…}», «no answer within the time limit». */
export function describeAnswer({ response, failure }: Exchange): string {
  if (response === undefined) return failure?.message ?? 'no answer'
  const text = new TextDecoder('utf-8').decode(response.body).replaceAll(/\s+/g, ' ').trim()
  const excerpt = text.length > EXCERPT ? `${text.slice(0, EXCERPT)}…` : text
  const broken = failure === undefined ? '' : `, then ${failure.message}`
  return `${response.status}${excerpt === '' ? '' : ` ${excerpt}`}${broken}`
}

/** What an answer costs where it matters. */
export function consequence(exchange: Exchange): string {
  const what =
    exchange.response === undefined || exchange.failure !== undefined
      ? 'silence'
      : `${exchange.response.status}`
  return `this ${what} on a valid message means six deliveries, then the failure queue and a support call`
}

/** The outcome of a message that has to be accepted. */
export function acceptance(
  exchange: Exchange,
  expected: string,
  fix: string,
  rule?: string,
): Outcome {
  if (isAccepted(exchange))
    return { status: 'passed', expected, actual: describeStatus(exchange), exchange }
  return {
    status: 'failed',
    expected,
    actual: `${describeAnswer(exchange)}; ${consequence(exchange)}`,
    fix,
    exchange,
    ...(rule === undefined ? {} : { rule }),
  }
}

export function describeStatus({ response, failure }: Exchange): string {
  return failure?.message ?? `answered ${response?.status ?? 'nothing'}`
}

export function skipped(expected: string, reason: string): Outcome {
  return { status: 'skipped', expected, actual: `not made: ${reason}` }
}
