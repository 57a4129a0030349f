import { headerPairs, type RawHeaders } from '../../core/index.ts'

/** Headers that concern one connection (RFC 9110, section 7.6.1): each side of the proxy has its own. */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/**
 * What is meant for the endpoint, whatever a sender writes into `Connection`: without `Content-Length` the body would be
 * read as the next request.
 */
const END_TO_END = /^(?:host|authorization|content-.*)$/

export interface ForwardOptions {
  /** What `Host` becomes on the way to the endpoint. */
  readonly host?: string
}

/**
 * The headers that are passed on, names and values in turn: in their order, in their case, repeated ones repeated.
 * A body without a length travels in chunks on both sides.
 */
export function endToEnd(rawHeaders: RawHeaders, { host }: ForwardOptions = {}): string[] {
  const lines = headerPairs(rawHeaders)
  const own = new Set(HOP_BY_HOP)
  for (const [name, value] of lines) {
    if (name.toLowerCase() !== 'connection') continue
    for (const named of value.toLowerCase().split(',')) {
      if (!END_TO_END.test(named.trim())) own.add(named.trim())
    }
  }
  const kept = lines.flatMap(([name, value]) => {
    const lower = name.toLowerCase()
    if (lower === 'host' && host !== undefined) return [name, host]
    return own.has(lower) ? [] : [name, value]
  })
  const chunked = lines.some(([name]) => name.toLowerCase() === 'transfer-encoding')
  return chunked ? [...kept, 'Transfer-Encoding', 'chunked'] : kept
}
