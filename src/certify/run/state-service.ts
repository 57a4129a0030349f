import type { Target } from './target.ts'
import { withoutQuery } from './wording.ts'

/** The client's own test hook: it is told what the next checks are about, as Pact's provider states are, and never asked. */
export interface StateService {
  /** Called before each group of checks; says what went wrong, or nothing. */
  announce(state: string, params: Readonly<Record<string, unknown>>): Promise<string | undefined>
}

export function createStateService(url: string, target: Target): StateService {
  const shown = withoutQuery(url)
  return {
    announce: async (state, params) => {
      const exchange = await target.ask({
        method: 'POST',
        url,
        headers: [
          ['Content-Type', 'application/json'],
          ['Accept', 'application/json'],
        ],
        body: Buffer.from(JSON.stringify({ state, action: 'setup', params })),
      })
      const status = exchange.response?.status
      if (status !== undefined && status < 300) return undefined
      return status === undefined
        ? `the state service ${shown} gave no response: ${exchange.failure?.message ?? 'no connection'}`
        : `the state service ${shown} responded with ${status}`
    },
  }
}
