import { endpointOf } from '../../contract/index.ts'
import { readHttpUrl } from '../../core/index.ts'
import { DELIVERY_STATES, type DeliveryFilter, type Redirection } from '../../queue/index.ts'
import type { Context } from '../context.ts'
import { contractOf, readCommonOptions } from './common.ts'
import { readAddresses } from './endpoint.ts'
import type { LocatedInput } from './located.ts'
import { readNumber } from './numbers.ts'
import { readTime } from './time.ts'

type Options = Readonly<Record<string, unknown>>

/** Which deliveries are named, besides their state. */
export function readFilter(
  ids: readonly string[],
  options: Options,
  context: Context,
): DeliveryFilter {
  const texts = {
    operation: options.operation,
    identifier: options.identifier,
    lastError: options.error,
    endpoint: typeof options.to === 'string' ? readHttpUrl(options.to, '--to') : undefined,
  }
  const given = Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== undefined))
  const now = context.clock.now()
  return {
    ...given,
    ...(ids.length === 0 ? {} : { ids }),
    ...(options.status === undefined
      ? {}
      : {
          lastStatus: readNumber(options.status, '--status', { whole: true, min: 100, max: 999 }),
        }),
    ...(options.since === undefined ? {} : { since: readTime(options.since, '--since', now) }),
    ...(options.until === undefined ? {} : { until: readTime(options.until, '--until', now) }),
  }
}

/** Deliveries named by their ids are included whatever their state. */
export function withState(filter: DeliveryFilter, { state }: Options): DeliveryFilter {
  const wanted = DELIVERY_STATES.find((known) => known === state)
  return wanted === undefined || filter.ids !== undefined ? filter : { ...filter, states: [wanted] }
}

export function isRedirecting({ redirectTo, endpoint }: Options): boolean {
  return redirectTo !== undefined || endpoint !== undefined
}

/** The new addresses of retried deliveries; other operations keep theirs. */
export async function readRedirections(options: Options): Promise<readonly Redirection[]> {
  if (!isRedirecting(options)) return []
  const base = options.redirectTo as LocatedInput | undefined
  const named = { endpoint: options.endpoint }
  const { addresses } = readAddresses(
    named,
    await contractOf(readCommonOptions(options)),
    base,
    '--redirect-to',
  )
  return addresses.enabled.map((address) => ({
    operation: address.operation,
    endpoint: endpointOf(address, addresses),
    url: address.url,
  }))
}
