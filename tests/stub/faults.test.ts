import { describe, expect, it } from 'vitest'
import { faultNamed, FAULTS, startStub } from '../../mocks/stub/index.ts'
import { headerOf, jsonIn, keysOf, Secret, textOf } from '../../src/core/index.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { sendRaw } from '../support/raw-http.ts'
import { PATH, usePlayedStub } from '../support/played-stub.ts'
import { createStubClient } from '../support/stub-client.ts'

const played = usePlayedStub()
const { example, deliver, outcomes } = played

describe.each(keysOf(FAULTS))('the fault %s', (name) => {
  const { scenario } = faultNamed(name)

  it('has a ready-made scenario in which no delivery gets a valid response', async () => {
    const faulty = await startStub({ auth: { scheme: 'none' } })
    const sender = createStubClient(faulty)
    faulty.play(scenario.name)
    const { failure, response } = await sender.post(PATH, example(), { timeoutMs: 200 })
    const text = textOf(response?.body ?? new Uint8Array())
    expect(failure !== undefined || jsonIn(text) === undefined).toBe(true)
    await sender.close()
    await faulty.close()
  })
})

describe('faults, as a client sees them', () => {
  it('a hang gives no response while the connection stays open', async () => {
    // A stub of its own: on a busy machine the request may arrive after it was given up, and take another test's step.
    const other = await startStub({ auth: { scheme: 'none' } })
    const sender = createStubClient(other)
    other.play('hangs')
    const { failure, response } = await sender.post(PATH, example(), { timeoutMs: 100 })
    expect([failure?.kind, response]).toEqual(['timeout', undefined])
    await sender.close()
    await other.close()
  })

  it.each(['reset', 'close'] as const)(
    '%s ends the connection without a response',
    async (fault) => {
      played.stub.play({ steps: [fault] })
      expect(await outcomes(2)).toEqual(['connection-reset', 200])
    },
  )

  it.each([
    ['reset', 'reset'],
    ['close', 'closed'],
  ] as const)('%s is seen on the wire as %s', async (fault, end) => {
    played.stub.play({ steps: [{ do: fault, times: 'forever' }] })
    const request = `POST ${PATH} HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}`
    expect(await sendRaw(played.stub.url, [request])).toMatchObject({ text: '', end })
  })

  it('a cut body stops in the middle', async () => {
    played.stub.play({ steps: ['cut'] })
    const { failure, response } = await deliver()
    expect(failure?.kind).toMatch(/unreadable-answer|connection-reset/)
    expect(response?.status).toBe(200)
    expect(textOf(response?.body ?? new Uint8Array())).toBe('{"message"')
  })

  it('malformed JSON arrives complete, and is not valid JSON', async () => {
    played.stub.play({ steps: ['malformed'] })
    const { failure, response } = await deliver()
    expect(failure).toBeUndefined()
    expect(headerOf(response ?? { headers: [] }, 'content-type')).toContain('json')
    expect(() => JSON.parse(textOf(response?.body ?? new Uint8Array())) as unknown).toThrow(
      SyntaxError,
    )
  })

  it('garbage is not HTTP', async () => {
    played.stub.play({ steps: ['garbage'] })
    expect(await outcomes(1)).toEqual(['unreadable-answer'])
  })

  it('a slow drip takes its time', async () => {
    played.stub.play({ steps: [{ do: 'drip', over: '300ms' }] })
    const { response, durationMs } = await deliver()
    expect(textOf(response?.body ?? new Uint8Array())).toBe('{"message":"Success"}')
    expect(durationMs).toBeGreaterThan(290)
  })

  it('a delay stays within its jitter', async () => {
    played.stub.play({ steps: [{ delay: '200ms', jitter: '50ms' }] })
    const { response, durationMs } = await deliver()
    expect(response?.status).toBe(200)
    expect(durationMs).toBeGreaterThan(145)
    expect(durationMs).toBeLessThan(1000)
  })

  it('a redirect names where to', async () => {
    played.stub.play({
      steps: [{ redirect: 'https://other.example/x' }, { redirect: '/y', status: 302 }],
    })
    const [first, second] = [await deliver(), await deliver()]
    expect(first.response?.status).toBe(307)
    expect(headerOf(first.response ?? { headers: [] }, 'location')).toBe('https://other.example/x')
    expect(second.response?.status).toBe(302)
  })

  it.each([200, 202, 204, 205, 299, 304, 400, 404, 418, 429, 451, 499, 500, 502, 599, 600, 999])(
    'status %i can be simulated',
    async (status) => {
      played.stub.play({ steps: [{ status, headers: { 'X-Played': 'yes' } }] })
      const { response, failure } = await deliver()
      expect([response?.status, failure]).toEqual([status, undefined])
      expect(headerOf(response ?? { headers: [] }, 'x-played')).toBe('yes')
    },
  )

  it('a delay of 2 s ± 1 s is between one and three', async () => {
    const clock = createFakeClock({ autoAdvance: true })
    const timeless = await startStub({ auth: { scheme: 'none' }, clock })
    const sender = createStubClient(timeless)
    timeless.play('slow')
    for (let index = 0; index < 20; index++) await sender.post(PATH, example())
    expect(clock.sleeps).toHaveLength(20)
    expect(Math.min(...clock.sleeps)).toBeGreaterThan(1000)
    expect(Math.min(...clock.sleeps)).toBeLessThan(1700)
    expect(Math.max(...clock.sleeps)).toBeGreaterThan(2300)
    expect(Math.max(...clock.sleeps)).toBeLessThan(3000)
    await sender.close()
    await timeless.close()
  })

  it('another status comes with the same body', async () => {
    played.stub.play('wrong-status')
    const { response } = await deliver()
    expect(response?.status).toBe(202)
    expect(textOf(response?.body ?? new Uint8Array())).toBe('{"message":"Success"}')
  })

  it('a body is sent in chunks where the headers say so', async () => {
    played.stub.play({
      steps: [{ status: 200, body: 'chunk', headers: { 'Transfer-Encoding': 'chunked' } }],
    })
    const { response, failure } = await deliver()
    expect([textOf(response?.body ?? new Uint8Array()), failure]).toEqual(['chunk', undefined])
  })

  it.each([
    [undefined, 'Bearer realm="drop-ship", error="invalid_token"'],
    [
      { scheme: 'basic', username: 'me', password: new Secret('pass', '$P') },
      'Basic realm="drop-ship", charset="UTF-8"',
    ],
    [
      { scheme: 'api-key', header: 'X-Key', key: new Secret('key!', '$K') },
      'ApiKey realm="drop-ship", header="X-Key"',
    ],
  ] as const)('a simulated 401 asks for what the stub expects (%#)', async (auth, challenge) => {
    const guarded = await startStub(auth === undefined ? {} : { auth })
    const sender = createStubClient(guarded)
    guarded.play('unauthorized-once')
    const { response } = await sender.post(PATH, example())
    expect(response?.status).toBe(401)
    expect(headerOf(response ?? { headers: [] }, 'www-authenticate')).toBe(challenge)
    expect((await sender.post(PATH, example())).response?.status).toBe(200)
    await sender.close()
    await guarded.close()
  })

  it('a body is sent as it was written: text unchanged, anything else as JSON', async () => {
    played.stub.play({
      steps: [
        { status: 500, body: '<p>' },
        { status: 200, body: { ok: [1] } },
      ],
    })
    const bodies = [await deliver(), await deliver()].map(({ response }) =>
      textOf(response?.body ?? new Uint8Array()),
    )
    expect(bodies).toEqual(['<p>', '{"ok":[1]}'])
  })

  it('tokens end before the request is checked', async () => {
    const guarded = await startStub()
    const sender = createStubClient(guarded)
    guarded.play({ steps: ['answer', { tokens: 'expire' }, 'answer'] })
    const statuses: (number | undefined)[] = []
    for (let index = 0; index < 3; index++) {
      statuses.push((await sender.post(PATH, example())).response?.status)
    }
    expect(statuses).toEqual([200, 401, 401])
    expect(guarded.journal.entries({ limit: 1 })).toMatchObject([
      { verdict: 'unauthenticated', played: 'unnamed: answer' },
    ])
    await sender.close()
    await guarded.close()
  })

  it('the token service fails alone', async () => {
    const guarded = await startStub()
    guarded.play('token-service-recovers')
    const sender = createStubClient(guarded)
    const status = async (): Promise<number> => (await fetch(String(guarded.tokenUrl))).status
    expect([await status(), await status(), await status()]).toEqual([503, 503, 405])
    expect((await sender.post(PATH, example())).response?.status).toBe(200)
    await sender.close()
    await guarded.close()
  })

  it('the journal has the simulated response beside the verdict of the stub', async () => {
    played.stub.play({ name: 'storm', steps: [{ status: 503 }, 'reset'] })
    await deliver()
    await deliver()
    const [first, second] = played.stub.journal.entries({ limit: 2 })
    expect(first).toMatchObject({
      verdict: 'accepted',
      played: 'storm: status 503',
      answer: { status: 503, body: '{"message":"Service Unavailable"}' },
    })
    expect(second).toMatchObject({ verdict: 'accepted', played: 'storm: reset' })
    expect(second?.answer).toBeUndefined()
  })

  it('closing the stub ends whatever waits', async () => {
    const other = await startStub({ auth: { scheme: 'none' } })
    const sender = createStubClient(other)
    other.play({
      steps: ['hang', { do: 'drip', over: '1h' }, { delay: '1h' }],
    })
    const waiting = [1, 2, 3].map(() => sender.post(PATH, {}))
    await Promise.all([1, 2].map((id) => other.journal.waitFor({ after: id - 1 })))
    await other.close()
    for (const { failure } of await Promise.all(waiting)) expect(failure).toBeDefined()
    await sender.close()
  })
})
