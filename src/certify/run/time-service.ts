import type { Target } from './target.ts'
import { withoutQuery } from './wording.ts'

/** The client's own test hook: it sets the time of endpoint and token service forward, so that tokens expire. */
export interface TimeService {
  /** @returns what went wrong, or nothing */
  advance(ms: number): Promise<string | undefined>
}

export function createTimeService(url: string, target: Target): TimeService {
  const shown = withoutQuery(url)
  return {
    advance: async (ms) => {
      const { response, failure } = await target.ask({
        method: 'POST',
        url,
        headers: [['Content-Type', 'application/json']],
        body: Buffer.from(JSON.stringify({ advance: `${Math.ceil(ms / 1000)}s` })),
      })
      if (response !== undefined && response.status >= 200 && response.status < 300)
        return undefined
      return response === undefined
        ? `the clock ${shown} gave no response: ${failure?.message ?? 'no connection'}`
        : `the clock ${shown} responded with ${response.status}`
    },
  }
}
