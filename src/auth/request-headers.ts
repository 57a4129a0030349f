import {
  HarnessError,
  type Header,
  type HttpRequest,
  isHeaderName,
  isHeaderValue,
  Secret,
  plural,
} from '../core/index.ts'
import type { Credentials } from './credentials.ts'

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

/** Adds headers to a request, in place of those of the same name. */
export function withHeaders(request: HttpRequest, added: readonly Header[]): HttpRequest {
  if (added.length === 0) return request
  const names = new Set(added.map(([name]) => name.toLowerCase()))
  const kept = request.headers.filter(([name]) => !names.has(name.toLowerCase()))
  return { ...request, headers: [...kept, ...added] }
}

/** What sets a header of this name; `undefined` when nothing does. */
function ownerOf(name: string, credentials: Credentials): string | undefined {
  if (OWN.has(name)) return 'the harness sets it itself'
  const { scheme } = credentials
  const isAuthorization = name === 'authorization'
  switch (scheme) {
    case 'none':
      return undefined
    case 'api-key':
      return name === credentials.header.toLowerCase() ? 'it carries the API key' : undefined
    case 'aws-sigv4':
      return isAuthorization || name.startsWith('x-amz-') ? `${scheme} sets it` : undefined
    case 'oauth2':
    case 'basic':
      return isAuthorization ? `${scheme} sets it` : undefined
  }
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
