import { describe, expect, it } from 'vitest'
import { defined, headerOf } from '../../src/core/index.ts'
import { stubPerTest } from '../support/running-stub.ts'

const PATH = '/drop_shipment_confirmation'

const running = stubPerTest({ adminPort: 0 })

async function ask(method: string, body?: unknown) {
  const response = await fetch(`${String(running.stub.adminUrl)}/clock`, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })
  return { status: response.status, json: (await response.json()) as Record<string, unknown> }
}

/** A busy machine may take seconds for a hundred requests. */
const SOON = { timeout: 20_000 }

const never = (ms: number) =>
  new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), ms))

const statusOf = async () => (await running.client.post(PATH, {})).response?.status

it('tokens expire when their lifetime has passed on the stub’s clock', async () => {
  expect(await statusOf()).toBe(422)
  await ask('POST', { advance: '24h' })
  expect(await statusOf()).toBe(422)
  await ask('POST', { advance: '61m' })
  expect(await statusOf()).toBe(401)
})

it('a scripted delay is over at once when the clock is set forward past it', async () => {
  expect(await statusOf()).toBe(422)
  running.stub.play({ steps: [{ status: 503, delay: '1h' }] })
  const delayed = statusOf()
  await expect
    .poll(async () => {
      running.stub.clock.advance(3_600_000)
      return Promise.race([delayed, new Promise((resolve) => setTimeout(resolve, 20))])
    })
    .toBe(503)
})

it('one move ends what waits: a token, an outage and its Retry-After', async () => {
  running.stub.play('maintenance')
  const during = await running.client.post(PATH, {})
  const over = Date.parse(String(during.response && headerOf(during.response, 'retry-after')))
  expect(during.response?.status).toBe(503)
  expect(over - running.stub.clock.now()).toBeGreaterThan(29 * 60_000)
  await ask('POST', { advance: '29m' })
  expect(await statusOf()).toBe(503)
  await ask('POST', { advance: '61s' })
  expect(running.stub.clock.now()).toBeGreaterThan(over)
  expect(await statusOf()).toBe(422)
  running.stub.play('hour-long-outage')
  expect(await statusOf()).toBe(503)
  await ask('POST', { advance: '25h' })
  expect(await statusOf()).toBe(401)
})

describe('whoever follows the clock', () => {
  const follow = (ahead: number | string, signal?: AbortSignal) =>
    fetch(`${String(running.stub.adminUrl)}/clock?ahead=${ahead}`, defined({ signal }))

  it('learns of a move in the moment that it is made', async () => {
    const waiting = follow(0).then((response) => response.json())
    const early = await Promise.race([waiting, ask('GET').then(() => 'nothing yet')])
    expect(early).toBe('nothing yet')
    await ask('POST', { advance: '25h' })
    expect(await waiting).toMatchObject({ aheadMs: 90_000_000 })
  })

  it('learns at once of a move that was made before', async () => {
    await ask('POST', { advance: '1h' })
    expect(await (await follow(0)).json()).toMatchObject({ aheadMs: 3_600_000 })
  })

  it('is not held back when a hundred wait already, and is again when these are gone', async () => {
    const crowd = new AbortController()
    const waiting = Array.from({ length: 100 }, () => follow(0, crowd.signal))
    const gone = Promise.allSettled(waiting)
    // Each of the crowd may still be on its way.
    await expect
      .poll(() => Promise.race([follow(0).then(({ status }) => status), never(200)]), SOON)
      .toBe(200)
    crowd.abort()
    await gone
    await expect
      .poll(() => Promise.race([follow(0).then(({ status }) => status), never(100)]), SOON)
      .toBeUndefined()
  })

  it.each(['', 'soon', 'NaN', 'Infinity'])('has to say a number: %j', async (ahead) => {
    const response = await follow(ahead)
    expect([response.status, await response.json()]).toEqual([
      400,
      expect.objectContaining({ message: 'ahead is not a number of milliseconds.' }),
    ])
  })
})

it('the journal shows the time of the stub, and its uptime is that of this machine', async () => {
  const before = Date.now()
  running.stub.clock.advance(3_600_000)
  await statusOf()
  const [entry] = running.stub.journal.entries({ kind: 'delivery' })
  expect(entry?.startedAt).toBeGreaterThanOrEqual(before + 3_600_000)
  const health = await fetch(`${String(running.stub.adminUrl)}/health`)
  expect(await health.json()).toMatchObject({ uptimeSeconds: expect.toSatisfy((n) => n < 3600) })
})

it('the admin API says what time it is for the stub', async () => {
  const { json } = await ask('POST', { advance: '90m' })
  expect(json).toEqual({ now: expect.any(String), aheadMs: 5_400_000 })
  expect(Date.parse(String(json.now)) - Date.now()).toBeGreaterThan(5_390_000)
  expect((await ask('GET')).json).toMatchObject({ aheadMs: 5_400_000 })
})

it.each([
  [{}, 'is missing'],
  [{ advance: 25 }, 'is missing'],
  [{ advance: '-1h' }, 'not a duration'],
  [{ advance: 'tomorrow' }, 'not a duration'],
  [{ advance: '900000h' }, 'longer than'],
])('a move that cannot be made is an error: %j', async (body, said) => {
  const { status, json } = await ask('POST', body)
  expect([status, json.message]).toEqual([400, expect.stringContaining(said)])
  expect((await ask('GET')).json.aheadMs).toBe(0)
})
