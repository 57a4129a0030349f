import {
  defined,
  isRecord,
  jsonIn,
  objectOf,
  propertiesOf,
  shownUrl,
  textOf,
  type Transport,
} from '../core/index.ts'
import type { Obstacle } from './obstacle.ts'
import { MARK } from './marked-pact.ts'

export interface AnnouncerOptions {
  readonly stateUrl: string | undefined
  readonly transport: Transport
  /** For one announcement. Milliseconds. */
  readonly timeoutMs: number
  readonly signal: AbortSignal
}

export interface Announced {
  /** Of the interaction that the state is for. */
  readonly number: number
  readonly obstacle?: Obstacle
}

/** Forwards the state that the verifier requests to the provider; a state URL that did not respond is not asked again. */
export function createAnnouncer({
  stateUrl,
  transport,
  timeoutMs,
  signal,
}: AnnouncerOptions): (body: Buffer) => Promise<Announced> {
  let silence: string | undefined
  return async (body) => {
    const asked = jsonIn(textOf(body))
    if (!isRecord(asked) || typeof asked.state !== 'string' || stateUrl === undefined)
      return { number: Number.NaN }
    const { state, action } = asked
    const mark = isRecord(asked.params) ? asked.params[MARK] : undefined
    const number = Number(mark)
    if (state === '') return { number }
    const failed = (kind: Obstacle['kind'], found: string, next?: string): Announced => {
      const what = action === 'teardown' ? 'ended' : 'set'
      const sentence = `the state "${state}" could not be ${what} at ${shownUrl(stateUrl)}: ${found}`
      return { number, obstacle: { kind, sentence, ...defined({ next }) } }
    }
    if (silence !== undefined) return failed('state-unreachable', silence)
    const { response, failure } = await transport.send(
      {
        method: 'POST',
        url: stateUrl,
        headers: [['Content-Type', 'application/json']],
        body: Buffer.from(unmarked(textOf(body))),
      },
      { timeoutMs, signal },
    )
    if (response === undefined) {
      silence = failure?.message ?? 'no response was received'
      return failed('state-unreachable', silence, failure?.next)
    }
    const isDone = response.status >= 200 && response.status < 300
    if (isDone) return { number }
    const found = `it responded with ${response.status}`
    // Such as 404 of another path: it says nothing of the endpoint.
    const isMisaddressed = response.status >= 400 && response.status < 500
    return isMisaddressed
      ? failed('state-unreachable', found, 'check --state-url, and that it knows this state')
      : failed('state', found)
  }
}

/** What the verifier asks for without its mark, and otherwise as it is written. */
function unmarked(text: string): string {
  const properties = new Map(propertiesOf(text))
  const params = propertiesOf(properties.get('params') ?? '{}').filter(([name]) => name !== MARK)
  return objectOf(properties.set('params', objectOf(params)))
}
