import { isRecord } from '../../core/index.ts'
import { parseAnswer, type Target } from './target.ts'

/** Whom to tell what the next check is about, and to ask what a message did: the client's own test hook. */
export interface StateService {
  /** Told before a group of checks, as Pact's provider states are; says what went wrong, or nothing. */
  announce(state: string, params: Readonly<Record<string, unknown>>): Promise<string | undefined>
  /** How many orders of this identifier the client's system holds; `undefined` when it does not say. */
  count(operation: string, identifier: string): Promise<number | undefined>
}

export function createStateService(url: string, target: Target): StateService {
  // What follows may be a key.
  const shown = url.replace(/\?.*$/, '')
  const post = (body: unknown) =>
    target.ask({
      method: 'POST',
      url,
      headers: [
        ['Content-Type', 'application/json'],
        ['Accept', 'application/json'],
      ],
      body: Buffer.from(JSON.stringify(body)),
    })
  return {
    announce: async (state, params) => {
      const exchange = await post({ state, action: 'setup', params })
      const status = exchange.response?.status
      if (status !== undefined && status < 300) return undefined
      return status === undefined
        ? `the state service ${shown} gave no answer: ${exchange.failure?.message ?? 'no connection'}`
        : `the state service ${shown} answered ${status}`
    },
    count: async (operation, identifier) => {
      const exchange = await post({
        state: 'orders are counted',
        action: 'count',
        params: { operation, identifier },
      })
      const { json } = parseAnswer(exchange)
      return isRecord(json) && typeof json.count === 'number' ? json.count : undefined
    },
  }
}
