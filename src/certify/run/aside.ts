import type { Exchange } from '../../core/index.ts'
import type { Observation } from './observation.ts'

/** Ends what is tried side by side: its response is not what it has to be, so it is to be sent alone. */
export class NotAsExpected extends Error {
  override readonly name = 'NotAsExpected'
}

/** What one of several that are tried side by side met: shown to nobody until all of it is as expected. */
export class Aside {
  /** Over connections of its own; the first of those side by side goes over the ordinary one. */
  readonly isParallel: boolean
  readonly observations: Observation[] = []
  /** Identifiers of the orders that the endpoint accepted. */
  readonly accepted: string[] = []
  /** What shows that the endpoint does not take requests side by side. */
  trouble: string | undefined

  constructor(isParallel: boolean) {
    this.isParallel = isParallel
  }

  /** @throws NotAsExpected for a response that no check expects, or that may be about the load */
  see(observation: Observation): void {
    const { exchange, isAuthorized } = observation
    this.trouble = troubleIn(exchange)
    const status = exchange.response?.status ?? 500
    if (this.trouble !== undefined || status >= 500 || (isAuthorized && status === 401))
      throw new NotAsExpected()
    this.observations.push(observation)
  }

  /** How long its responses took, in milliseconds. */
  get latencies(): readonly number[] {
    return this.observations.map(({ exchange }) => exchange.durationMs)
  }
}

function troubleIn({ response, failure }: Exchange): string | undefined {
  if (failure !== undefined) return failure.message
  const status = response?.status
  return status === 429 || status === 503 ? `status ${status}` : undefined
}
