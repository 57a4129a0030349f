import { isRecord } from '../../core/index.ts'
import { parseResponse } from './response.ts'
import type { Target } from './target.ts'

/** The client's own test hook: it is told what the next checks are about, and asked what a message did. */
export interface StateService {
  /** Called before each group of checks, as Pact's provider states are; says what went wrong, or nothing. */
  announce(state: string, params: Readonly<Record<string, unknown>>): Promise<string | undefined>
  /** How many orders of this identifier the client's system has; `undefined` when it does not say. */
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
        ? `the state service ${shown} gave no response: ${exchange.failure?.message ?? 'no connection'}`
        : `the state service ${shown} responded with ${status}`
    },
    count: async (operation, identifier) => {
      const exchange = await post({
        state: 'orders are counted',
        action: 'count',
        params: { operation, identifier },
      })
      const { json } = parseResponse(exchange)
      return isRecord(json) && typeof json.count === 'number' ? json.count : undefined
    },
  }
}
