import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import { isDeepStrictEqual } from 'node:util'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createTransport, Secret, systemClock, type Transport } from '../../src/core/index.ts'
import {
  type NativeVerifier,
  type PactResult,
  parsePact,
  startNativeVerifier,
  verifyPact,
} from '../../src/pact/index.ts'
import { cleanUp, closeAll, listening } from '../support/http-servers.ts'
import { below } from './providers.ts'
import {
  type ProviderResponse,
  promisesOf,
  correctResponse,
  type PromisedInteraction,
} from './promises.ts'

/** Every single promise of every interaction, broken one at a time: the report names just that interaction, with the cause. */

const FILE = 'contracts/pacts/Optoro-DropShipClient.json'
const TEXT = readFileSync(new URL(`../../${FILE}`, import.meta.url), 'utf8')
const { interactions } = JSON.parse(TEXT) as { interactions: readonly PromisedInteraction[] }
const promises = new Map(interactions.map((each) => [each, promisesOf(each)]))
const most = Math.max(...[...promises.values()].map(({ length }) => length))

let verifier: NativeVerifier
let transport: Transport

beforeAll(() => {
  verifier = startNativeVerifier(process.env)
  transport = createTransport({ clock: systemClock, connections: 4 })
})
afterEach(closeAll)
afterAll(async () => {
  verifier.close()
  await transport.close()
})

/** A provider that responds with each interaction as it is told to; it knows them by state, path and body. */
async function startScripted(responseTo: (interaction: PromisedInteraction) => ProviderResponse) {
  let state: string | undefined
  const server = createServer((request, response) => {
    void (async () => {
      const body = await jsonOf(request)
      const path = request.url ?? ''
      let scripted: ProviderResponse = { status: 200 }
      if (path === '/states') {
        const { action, state: name } = body as { action: string; state: string }
        state = action === 'setup' ? name : undefined
      } else {
        const isToken = path === '/oauth/token'
        const asked = interactions.find(
          (each) =>
            each.request.path === path &&
            each.providerStates?.[0]?.name === state &&
            (isToken || isDeepStrictEqual(each.request.body?.content, body)),
        )
        // Tokens are also asked for to sign the requests of all other interactions.
        const token = { access_token: 'a-token', token_type: 'bearer' }
        if (asked !== undefined) scripted = responseTo(asked)
        else if (isToken) scripted = { status: 200, type: 'application/json', body: token }
        else scripted = { status: 404 }
      }
      response.writeHead(
        scripted.status,
        scripted.type === undefined ? {} : { 'content-type': scripted.type },
      )
      response.end(scripted.body === undefined ? '' : JSON.stringify(scripted.body))
    })()
  })
  const url = `http://127.0.0.1:${await listening(server)}`
  cleanUp(() => server.closeAllConnections())
  return url
}

async function jsonOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  try {
    return JSON.parse(Buffer.concat(chunks).toString()) as unknown
  } catch {
    return undefined
  }
}

async function verified(
  responseTo: (interaction: PromisedInteraction) => ProviderResponse,
): Promise<PactResult> {
  const url = await startScripted(responseTo)
  return verifyPact(parsePact(TEXT, FILE), {
    ...below(url),
    stateUrl: `${url}/states`,
    credentials: {
      scheme: 'oauth2',
      tokenUrl: `${url}/oauth/token`,
      clientId: 'me',
      clientSecret: new Secret('secret-of-mine', '$S'),
      tokenAuth: 'form',
    },
    transport,
    clock: systemClock,
    timeoutMs: 10_000,
    verifier,
  })
}

describe('the promises of the pact', () => {
  it('are many', () => {
    expect([...promises.values()].flat().length).toBeGreaterThanOrEqual(50)
  })

  it('are all kept by a provider whose responses contain no more', async () => {
    const { interactions: results } = await verified(correctResponse)
    expect(results.filter(({ status }) => status !== 'passed')).toEqual([])
  })

  // Every other interaction is one round behind, so that in each round some are broken and their neighbours are not.
  it.each(Array.from({ length: most + 1 }, (_, round) => round))(
    'round %i: what is broken is found where it is broken, and nowhere else',
    async (round) => {
      const brokenNow = new Map(
        interactions.map((each, index) => [each, promises.get(each)?.[round - (index % 2)]]),
      )
      const { interactions: results } = await verified(
        (each) => brokenNow.get(each)?.broken ?? correctResponse(each),
      )
      for (const [index, each] of interactions.entries()) {
        const promise = brokenNow.get(each)
        const { status, causes, description } = results[index] ?? {}
        expect(description).toBe(each.description)
        const what = `${each.description}: ${promise?.title ?? 'nothing is broken'}`
        expect([what, status]).toEqual([what, promise === undefined ? 'passed' : 'failed'])
        if (promise !== undefined) expect(causes?.join('\n'), what).toMatch(promise.cause)
      }
    },
  )
})
