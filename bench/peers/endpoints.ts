import type { Credentials } from '../../src/auth/index.ts'
import { createRandom, defined, type Random } from '../../src/core/index.ts'
import { CORRECT } from '../../tests/endpoints/correct.ts'
import { correctBehaviour, startEndpoint } from '../../tests/endpoints/endpoint.ts'
import { FRAMEWORKS } from '../../tests/endpoints/frameworks/index.ts'
import { FAMILIES } from '../../tests/endpoints/score.ts'
import type { PeerTarget } from './peer.ts'

/** An endpoint that every tool judges. */
export interface PeerJudged {
  readonly family: string
  readonly name: string
  /** Of a flawed endpoint: what has to be named, and the correct endpoint that lacks only the flaw. */
  readonly flaw?: { readonly names: string; readonly twin: string }
  readonly start: () => Promise<RunningTarget>
}

export interface RunningTarget extends PeerTarget {
  close(): Promise<void>
}

export interface PeerExtent {
  readonly flawsOfEach: number
  readonly correct: number
  readonly frameworks: number
}

const PLAIN = 'plain node:http, all errors, dotted fields'
const OWN = 'own endpoints'
/** Effects are seen by an observer, which no peer has. */
const NOT_COMPARED = 'effects'
/** A peer is given one token for its whole run. */
const SHORT_LIVED = 'tokens that live two seconds'

/** The endpoints that a seed chooses, each flawed one after the correct twin. */
export function chosenEndpoints(seed: string, extent: PeerExtent): readonly PeerJudged[] {
  const random = createRandom(seed)
  const others = Object.keys(CORRECT).filter((name) => name !== PLAIN && name !== SHORT_LIVED)
  const correct = [PLAIN, ...pickSome(random.fork('correct'), others, extent.correct - 1)]
  const flawed = Object.entries(FAMILIES)
    .filter(([family]) => family !== NOT_COMPARED)
    .map(([family, flaws]) =>
      pickSome(random.fork(family), flaws, extent.flawsOfEach).map(({ name, names, make }) => ({
        family,
        name,
        flaw: { names, twin: PLAIN },
        start: async () => targetOf(await startEndpoint(make())),
      })),
    )
  return inTurns([
    correct.map((name): PeerJudged => ({
      family: OWN,
      name,
      start: async () => targetOf(await startEndpoint((CORRECT[name] ?? correctBehaviour)())),
    })),
    ...flawed,
    pickSome(random.fork('frameworks'), Object.keys(FRAMEWORKS), extent.frameworks).flatMap(
      (name) => frameworkPair(random, name),
    ),
  ])
}

/** One of each group, then the next of each: a run that ends early has judged some of each. */
function inTurns(groups: readonly (readonly PeerJudged[])[]): readonly PeerJudged[] {
  const rounds = Math.max(...groups.map(({ length }) => length))
  return Array.from({ length: rounds }, (_, round) =>
    groups.flatMap((group) => group.slice(round, round + 1)),
  ).flat()
}

/** A framework's correct endpoint and one with a mistake. */
function frameworkPair(random: Random, name: string): readonly PeerJudged[] {
  const framework = FRAMEWORKS[name]
  if (framework === undefined) return []
  const start = (mistake?: string) => async (): Promise<RunningTarget> => {
    const { port, close } = await framework.start(mistake === undefined ? [] : [mistake])
    const url = `http://127.0.0.1:${port}`
    return targetOf({ url, credentials: framework.credentials(url), close })
  }
  const twin = `${name}, correct`
  return [
    { family: 'frameworks', name: twin, start: start() },
    ...pickSome(random.fork(name), Object.entries(framework.mistakes), 1).map(
      ([mistake, { names }]) => ({
        family: 'frameworks',
        name: `${name}: ${mistake}`,
        flaw: { names, twin },
        start: start(mistake),
      }),
    ),
  ]
}

function pickSome<T>(random: Random, items: readonly T[], count: number): readonly T[] {
  return items
    .map((item) => ({ item, place: random.next() }))
    .toSorted((left, right) => left.place - right.place)
    .slice(0, count)
    .map(({ item }) => item)
}

async function targetOf(
  endpoint: Pick<RunningTarget, 'url' | 'credentials' | 'otherClient' | 'close'>,
): Promise<RunningTarget> {
  const { url, credentials, otherClient } = endpoint
  return {
    url,
    credentials,
    ...defined({ otherClient }),
    header: await headerOf(credentials),
    close: () => endpoint.close(),
  }
}

async function headerOf(credentials: Credentials): Promise<PeerTarget['header']> {
  if (credentials.scheme === 'api-key')
    return { name: credentials.header, value: credentials.key.expose() }
  if (credentials.scheme === 'basic') {
    const pair = `${credentials.username}:${credentials.password.expose()}`
    return { name: 'Authorization', value: `Basic ${Buffer.from(pair).toString('base64')}` }
  }
  if (credentials.scheme !== 'oauth2') throw new Error(`no peer knows ${credentials.scheme}`)
  const response = await fetch(credentials.tokenUrl, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: credentials.clientId,
      client_secret: credentials.clientSecret.expose(),
    }),
  })
  const token = (await response.json().catch(() => ({}))) as { readonly access_token?: string }
  return { name: 'Authorization', value: `Bearer ${token.access_token ?? 'none'}` }
}
