import type { Exchange } from '../../core/index.ts'
import { RunEnded } from './run-ended.ts'

/** After so many failed connections in a row to one host the endpoint counts as gone: nothing is concluded from silence. */
const UNREACHABLE_IN_A_ROW = 5

/** Whether anything still accepts connections where a run sends its requests. */
export class Reach {
  #isReached = false
  /** By origin. */
  readonly #unreachableInARow = new Map<string, number>()
  /** Where the endpoint went away: the request that got no response, or the first that found nobody. */
  diedOn: Exchange | undefined

  /** @throws RunEnded when nothing has accepted connections for a while where the request went, or when a proxy fails */
  note(exchange: Exchange): void {
    const { request, response, failure } = exchange
    // Before the first response the preflight says what is wrong with the way to the endpoint.
    if (failure?.kind === 'proxy' && this.#isReached) throw new RunEnded('proxy', failure.message)
    if (response !== undefined) this.#isReached = true
    const { origin } = new URL(request.url)
    const before = this.#unreachableInARow.get(origin) ?? 0
    const inARow = failure?.kind === 'connection-refused' ? before + 1 : 0
    this.#unreachableInARow.set(origin, inARow)
    if (inARow === 0) this.diedOn = failure === undefined ? undefined : exchange
    if (inARow === 1) this.diedOn ??= exchange
    if (inARow >= UNREACHABLE_IN_A_ROW) throw new RunEnded('gone', origin)
  }
}
