import {
  certify as certifyOf,
  type CertificationOptions,
  type ObserverOptions,
  type Report,
} from '../certify/index.ts'
import type { Credentials } from '../auth/index.ts'
import { type Contract, loadContract } from '../contract/index.ts'
import { systemClock } from '../core/index.ts'
import { headersOf, type RequestHeaders } from './request-headers.ts'
import { type RouteOptions, routeOf } from './route.ts'

export interface CertifyOptions
  extends
    Omit<
      CertificationOptions,
      'clock' | 'contract' | 'credentials' | 'route' | 'requestHeaders' | 'observer' | 'selfTest'
    >,
    RouteOptions {
  /** Default: the shipped one. */
  readonly contract?: Contract
  /** What the endpoint is addressed with; default: nothing. */
  readonly credentials?: Credentials
  /** Go with every message, values being secret; not with token requests. */
  readonly requestHeaders?: RequestHeaders
  /** Says how many effects messages had; the values of its headers are secret. */
  readonly observer?: Omit<ObserverOptions, 'headers'> & { readonly headers?: RequestHeaders }
}

/**
 * Certifies an endpoint: sends what the contract's requirements need, and reports rule by rule.
 *
 * @example
 * const report = await certify({ url: stub.url, credentials: stub.credentials, level: 'strict' })
 * @throws HarnessError for options that name what does not exist
 */
export async function certify({ observer, ...options }: CertifyOptions): Promise<Report> {
  return certifyOf({
    ...options,
    ...(observer === undefined
      ? {}
      : { observer: { ...observer, headers: headersOf(observer.headers) } }),
    contract: options.contract ?? (await loadContract()),
    credentials: options.credentials ?? { scheme: 'none' },
    clock: systemClock,
    route: routeOf(options),
    requestHeaders: headersOf(options.requestHeaders),
  })
}
