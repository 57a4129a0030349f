import type { Operation } from '../../contract/index.ts'
import { type Header, isRecord } from '../../core/index.ts'
import { acceptance, type Probe, skipped } from '../run/session.ts'
import type { SendVariation } from '../run/request.ts'

export interface Spelling {
  readonly name: string
  readonly title: string
  /** Where a fault stands that is written so, for those that some frameworks treat apart. */
  readonly place?: string
  readonly variation: (body: unknown) => SendVariation
}

/** Ways in which HTTP and JSON allow one message to be written. */
const SPELLINGS: readonly Spelling[] = [
  {
    name: 'charset',
    title: 'accepts Content-Type: application/json; charset=utf-8',
    place: 'under Content-Type: application/json; charset=utf-8',
    variation: () => ({ contentType: 'application/json; charset=utf-8' }),
  },
  {
    name: 'lower-case-headers',
    title: 'reads header names in lower case',
    variation: () => ({
      contentType: null,
      headers: [['content-type', 'application/json']],
      alter: lowerCaseHeaders,
    }),
  },
  {
    name: 'charset-in-capitals',
    title: 'accepts Content-Type: application/json;charset=UTF-8',
    variation: () => ({ contentType: 'application/json;charset=UTF-8' }),
  },
  {
    name: 'further-headers',
    title: 'accepts further headers, as clients and proxies add them, and any Accept',
    variation: () => ({ headers: FURTHER }),
  },
  {
    name: 'chunked',
    title: 'accepts a chunked body',
    place: 'in a chunked body',
    variation: (body) => ({ raw: () => chunksOf(JSON.stringify(body), 64) }),
  },
  {
    name: 'json',
    title: 'accepts JSON with line breaks, members in another order and characters as \\u escapes',
    variation: (body) => ({
      raw: Buffer.from(`${escaped(JSON.stringify(reversed(body), null, 2))}\n`),
    }),
  },
]

/** What is written so may pass by a validation that is bound to the usual way. */
export const TREATED_APART = SPELLINGS.filter(({ place }) => place !== undefined)

/** None of them says anything of the message. */
const FURTHER: readonly Header[] = [
  ['Accept', '*/*'],
  ['User-Agent', 'drop-ship-sender/1.0 (+https://sender.example)'],
  ['Accept-Encoding', 'gzip, deflate'],
  ['X-Request-Id', '7f3c9a52-6f0e-4a3e-9a0b-0d5f6f3f2f11'],
  ['traceparent', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'],
  ['X-Forwarded-For', '203.0.113.7'],
]

/** The same JSON is accepted however it is written. */
export function spellingsProbe(operation: Operation): Probe {
  const id = (name: string): string => `accept/${operation.id}/written/${name}`
  return {
    name: `${operation.id}: accepts every way to write a message`,
    operation: operation.id,
    checks: SPELLINGS.map(({ name, title }) => ({
      id: id(name),
      title,
      requirement: 'DS-ACC-03',
      level: 'compatible',
      operation: operation.id,
    })),
    requests: SPELLINGS.length * 2,
    run: async (session) => {
      for (const { name, title, variation } of SPELLINGS) {
        const expected = 'a 2xx, because it is the same message'
        const { broken } = session.state(operation)
        if (broken !== undefined) {
          session.report(id(name), skipped(expected, broken))
          continue
        }
        const exchange = await session.accepted(operation, () => {
          const body = session.message(operation)
          return session.target.send(operation, body, variation(body))
        })
        session.report(
          id(name),
          acceptance(exchange, expected, `make sure that the endpoint ${title}`),
        )
      }
    },
  }
}

function lowerCaseHeaders<T extends { readonly headers: readonly (readonly [string, unknown])[] }>(
  request: T,
): T {
  return {
    ...request,
    headers: request.headers.map(([name, value]) => [name.toLowerCase(), value]),
  }
}

async function* chunksOf(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text)
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size)
  await Promise.resolve()
}

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (!isRecord(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([name, member]) => [name, reversed(member)]),
  )
}

/** Every capital letter and every character beyond ASCII as its escape: JSON has capitals in strings only. */
function escaped(json: string): string {
  return json.replaceAll(
    /[A-Z\u0080-\uFFFF]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
