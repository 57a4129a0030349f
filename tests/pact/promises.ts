import { isRecord } from '../../src/core/index.ts'

/** An interaction as the pact file has it. */
export interface PromisedInteraction {
  readonly description: string
  readonly providerStates?: readonly { readonly name: string }[]
  readonly request: {
    readonly path: string
    readonly body?: { readonly content: unknown }
  }
  readonly response: {
    readonly status: number
    readonly body?: { readonly content: Json }
    readonly matchingRules?: { readonly body?: Readonly<Record<string, Matching>> }
  }
}

interface Matching {
  readonly matchers: readonly { readonly match: string; readonly min?: number }[]
}

type Json = Readonly<Record<string, unknown>>

/** The response of a provider. */
export interface ProviderResponse {
  readonly status: number
  readonly type?: string
  readonly body?: unknown
}

/** One thing that an interaction promises, a response that breaks it alone, and what the report must say. */
export interface Promised {
  readonly title: string
  readonly broken: ProviderResponse
  readonly cause: RegExp
}

/** The response that keeps every promise, and says no more. */
export function correctResponse({ response }: PromisedInteraction): ProviderResponse {
  const { status, body } = response
  return body === undefined ? { status } : { status, type: 'application/json', body: body.content }
}

const ANOTHER_STATUS: Readonly<Record<number, number>> = {
  200: 202,
  400: 404,
  401: 403,
  422: 409,
  500: 503,
  502: 504,
}

/** Everything that the response of an interaction promises, read off the pact: a promise that is added is broken, too. */
export function promisesOf(written: PromisedInteraction): Promised[] {
  const { status, body, matchingRules } = written.response
  const correct = correctResponse(written)
  const other = ANOTHER_STATUS[status] ?? 418
  const promises: Promised[] = [
    {
      title: `status ${status}`,
      broken: { ...correct, status: other },
      cause: new RegExp(`^status: expected ${status} but was ${other}$`, 'm'),
    },
  ]
  if (body === undefined) return promises
  promises.push(
    { title: 'a body', broken: { status }, cause: /^(body|header)/m },
    {
      title: 'JSON',
      broken: { ...correct, type: 'text/plain' },
      cause: /^(body|header).*text\/plain/m,
    },
  )
  for (const path of propertiesOf(body.content, [])) {
    promises.push({
      title: `the property ${path.join('.')}`,
      broken: { ...correct, body: without(body.content, path) },
      cause: new RegExp(`^body.*missing the following keys: ${path.at(-1)}`, 'm'),
    })
  }
  for (const [path, { matchers }] of Object.entries(matchingRules?.body ?? {})) {
    for (const [kind, value] of matchers.flatMap(wrongValues)) {
      promises.push({
        title: `${path} of the correct ${kind}`,
        broken: { ...correct, body: changed(body.content, stepsOf(path), value) },
        cause: new RegExp(
          `^body at ${path.replaceAll(/[$.[\]]/g, String.raw`\$&`).replaceAll('*', '0')}`,
          'm',
        ),
      })
    }
  }
  return promises
}

/** A value of each way to break a matcher. */
function wrongValues({ match, min }: Matching['matchers'][number]): [string, unknown][] {
  const length: [string, unknown][] = min === undefined ? [] : [['length', []]]
  switch (match) {
    case 'type':
      return [['type', min === undefined ? 7 : { 0: 'no list' }], ...length]
    case 'regex':
      return [
        ['form', 'no such: text'],
        ['type', { no: 'text' }],
        ['presence', ''],
      ]
    default:
      throw new Error(`this test does not know how to break ${match}`)
  }
}

/** The places of all properties, list items by their number. */
function propertiesOf(value: unknown, at: readonly string[]): string[][] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, below]) => [
    ...(isRecord(value) ? [[...at, name]] : []),
    ...propertiesOf(below, [...at, name]),
  ])
}

function stepsOf(path: string): string[] {
  return path
    .replace(/^\$\.?/, '')
    .replaceAll(/\[(?:\*|(\d+))\]/g, '.0')
    .split('.')
}

function changed(body: Json, path: readonly string[], value: unknown): unknown {
  const copy: unknown = structuredClone(body)
  const [last = '', ...above] = path.toReversed()
  holder(copy, above.toReversed())[last] = value
  return copy
}

function without(body: Json, path: readonly string[]): unknown {
  const copy: unknown = structuredClone(body)
  const [last = '', ...above] = path.toReversed()
  delete holder(copy, above.toReversed())[last]
  return copy
}

function holder(root: unknown, path: readonly string[]): Record<string, unknown> {
  let at = root as Record<string, unknown>
  for (const step of path) at = at[step] as Record<string, unknown>
  return at
}
