import { plural } from '../../../../src/core/index.ts'
import type { Retried } from '../../api.ts'
import type { Live } from '../live/state.ts'

/** A bulk action that was done, and the news of deliveries before it. */
export type QueueResult =
  | { readonly what: 'discard'; readonly discarded: number }
  | { readonly what: 'retry'; readonly retried: Retried; readonly before: Live['deliveries'] }

/** What became of a bulk action, as sentences. @param news of deliveries, by their ids, until now */
export function resultText(
  result: QueueResult,
  news: Live['deliveries'],
  location: string,
): string {
  if (result.what === 'discard') return `${deliveries(result.discarded)} discarded.`
  const { retried, waiting, ids } = result.retried
  const ended = ids.map((id) => {
    const own = news.get(id)?.slice(result.before.get(id)?.length ?? 0)
    return own?.findLast(({ state }) => state === 'delivered' || state === 'failed')?.state
  })
  const count = (state: string): number => ended.filter((each) => each === state).length
  const [delivered, failed] = [count('delivered'), count('failed')]
  const left = ids.length - delivered - failed
  return [
    `${deliveries(retried)} due again.`,
    ...(ids.length === 0
      ? []
      : [`${delivered} delivered, ${failed} failed${left > 0 ? `, ${left} under way` : ''}.`]),
    ...(waiting === 0
      ? []
      : [
          `${waiting} of them ${waiting === 1 ? 'waits' : 'wait'}, because this page has no credentials for their endpoint: send one message to it from the Send view, or run dropship worker --store ${location} with its credentials.`,
        ]),
  ].join(' ')
}

function deliveries(count: number): string {
  return plural(count, 'delivery', 'deliveries')
}
