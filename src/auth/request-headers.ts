import { HarnessError, isHeaderName, isHeaderValue, Secret, plural } from '../core/index.ts'
import { type Credentials, schemeNamed } from './schemes/index.ts'

/** A header that goes with every message, besides those of the contract and of the authentication. */
export type RequestHeader = readonly [name: string, value: Secret]

/** Headers of the connection, and those that say what a message is: the harness sets them itself. */
const OWN = new Set([
  'accept',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'expect',
  'host',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'webhook-id',
])

/** What headers go with, as errors name it. */
export interface HeaderPlace {
  /** `--request-header`. */
  readonly where: string
  /** `request header`. */
  readonly noun: string
}

const REQUEST: HeaderPlace = { where: '--request-header', noun: 'request header' }

/** @throws HarnessError INVALID_OPTION for a header that cannot be sent, or that is not free to be set */
export function assertRequestHeaders(
  headers: readonly RequestHeader[],
  credentials: Credentials,
  place: HeaderPlace = REQUEST,
): void {
  const seen = new Set<string>()
  for (const [name, value] of headers) {
    const lower = name.toLowerCase()
    if (!isHeaderName(name) || !isHeaderValue(value.expose())) throw unsendable(name, value, place)
    const owner = ownerOf(lower, credentials)
    if (owner !== undefined) throw notFree(name, owner, place)
    if (seen.has(lower)) {
      throw new HarnessError('INVALID_OPTION', `The ${place.noun} ${name} is given twice.`, {
        where: place.where,
        next: 'leave one of them out',
      })
    }
    seen.add(lower)
  }
}

/** What sets a header of this name; `undefined` when nothing does. */
function ownerOf(name: string, credentials: Credentials): string | undefined {
  if (OWN.has(name)) return 'the harness sets it itself'
  const scheme = schemeNamed(credentials.scheme)
  const isSet = name === scheme.header(credentials) || scheme.alsoSets?.test(name) === true
  return isSet ? `${scheme.name} sets it` : undefined
}

function unsendable(name: string, value: Secret, { where, noun }: HeaderPlace): HarnessError {
  return new HarnessError('INVALID_OPTION', `A ${noun} cannot be sent.`, {
    expected: 'a header name as X-Tenant, and a value of printable ASCII characters',
    found: `the header name ${JSON.stringify(name)} with a value of ${plural(value.expose().length, 'character')}`,
    where,
  })
}

function notFree(name: string, owner: string, { where, noun }: HeaderPlace): HarnessError {
  return new HarnessError('INVALID_OPTION', `The ${noun} ${name} cannot be set: ${owner}.`, {
    where,
    next: name.toLowerCase() === 'authorization' ? 'use --auth for credentials' : 'leave it out',
  })
}
