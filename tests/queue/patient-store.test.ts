import { describe, expect, it } from 'vitest'
import { HarnessError } from '../../src/core/index.ts'
import { patientStore, type QueueStore } from '../../src/queue/index.ts'
import { createFakeClock } from '../support/fake-clock.ts'

const DOWN = new HarnessError('STORE_UNAVAILABLE', 'No server responds.', { mayPass: true })
const DAMAGED = new HarnessError('STORE_DAMAGED', 'The file is damaged.')

/** A store that fails until a time, and what a patient worker sees of it. */
function setUp(downMs: number, error: Error = DOWN, limitMs = 600_000) {
  const clock = createFakeClock({ autoAdvance: true })
  const stopping = new AbortController()
  const startedAt = clock.monotonic()
  const events: string[] = []
  let calls = 0
  const store: Partial<QueueStore> = {
    pending: () => {
      calls++
      return clock.monotonic() - startedAt < downMs ? Promise.reject(error) : Promise.resolve([])
    },
  }
  const { signal } = stopping
  const onEvent = ({ type }: { readonly type: string }): void => void events.push(type)
  return {
    patient: patientStore(store as QueueStore, { clock, signal, limitMs, onEvent }),
    events,
    stopping,
    calls: () => calls,
    lastedMs: () => clock.monotonic() - startedAt,
  }
}

describe('a patient store', () => {
  it.each([1, 1000, 60_000, 590_000])('outlasts a failure of %d ms by a second', async (downMs) => {
    const { patient, events, lastedMs } = setUp(downMs)
    expect(await patient.pending()).toEqual([])
    expect(lastedMs()).toBeGreaterThanOrEqual(downMs)
    expect(lastedMs()).toBeLessThanOrEqual(downMs + 1000)
    expect(events).toEqual(['store-down', 'store-up'])
  })

  it('says once that it is down and once that it works, however much is asked of it', async () => {
    const { patient, events } = setUp(5000)
    await Promise.all(Array.from({ length: 20 }, () => patient.pending()))
    expect(events).toEqual(['store-down', 'store-up'])
  })

  it('fails with the last error when it takes too long', async () => {
    const { patient, events, lastedMs } = setUp(Infinity, DOWN, 30_000)
    await expect(patient.pending()).rejects.toBe(DOWN)
    expect(lastedMs()).toBeLessThanOrEqual(31_000)
    expect(events).toEqual(['store-down'])
  })

  it('asks no more once it is told to stop', async () => {
    const { patient, stopping, calls } = setUp(Infinity)
    const asked = patient.pending()
    stopping.abort()
    await expect(asked).rejects.toBe(DOWN)
    expect(calls()).toBeLessThanOrEqual(2)
  })

  it.each([DAMAGED, new TypeError('a mistake')])('does not wait after %s', async (error) => {
    const { patient, calls } = setUp(1000, error)
    await expect(patient.pending()).rejects.toBe(error)
    expect(calls()).toBe(1)
  })
})
