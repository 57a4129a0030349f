import { expect, it } from 'vitest'
import { createSigner } from '../../src/auth/index.ts'
import { createRandom, Secret } from '../../src/core/index.ts'
import { createSender } from '../../src/sender/index.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { ENDPOINT, MESSAGE, OAUTH } from '../support/sending.ts'
import { createFakeTransport } from '../support/fake-transport.ts'

it('a thousand parallel deliveries with a token that expired cause one token request', async () => {
  const clock = createFakeClock({ autoAdvance: true })
  let tokens = 0
  const transport = createFakeTransport(clock, (request) => {
    if (request.url.endsWith('/token')) {
      return { status: 200, body: { access_token: `t${++tokens}`, token_type: 'bearer' } }
    }
    const authorization = request.headers.find(([name]) => name === 'Authorization')?.[1]
    const expired = authorization instanceof Secret && authorization.expose() === 'Bearer t1'
    return { status: expired && tokens > 0 ? 401 : 200 }
  })
  const signer = createSigner(OAUTH, { transport, clock })
  await signer.sign({ method: 'GET', url: ENDPOINT, headers: [] })
  const sender = createSender({
    endpoint: ENDPOINT,
    transport,
    signer,
    clock,
    random: createRandom(1),
  })
  const results = await Promise.all(Array.from({ length: 1000 }, () => sender.send(MESSAGE)))
  expect(
    results.every(({ outcome, attempts }) => outcome === 'delivered' && attempts.length === 1),
  ).toBe(true)
  expect(tokens).toBe(2)
})
