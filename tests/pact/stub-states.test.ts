import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { STATES } from '../../contracts/states.ts'
import { stubPerTest } from '../support/running-stub.ts'

const running = stubPerTest({ adminPort: 0 })

async function change(state: string, action: string) {
  const response = await fetch(`${String(running.stub.adminUrl)}/states`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ state, action, params: {}, consumer: 'Optoro' }),
  })
  return { status: response.status, text: await response.text() }
}

const statusNow = async (): Promise<number | undefined> =>
  (await running.client.post('/drop_shipment_confirmation', {})).response?.status

it.each(Object.values(STATES))('the stub can set up, and end: %s', async (state) => {
  expect(await change(state, 'setup')).toMatchObject({ status: 204 })
  expect(await change(state, 'teardown')).toMatchObject({ status: 204 })
  expect(running.stub.playing()).toEqual([])
})

it.each([
  ['the client service cannot read requests', 400],
  ['the client service fails', 500],
  ['the client service is unavailable', 502],
] as const)('while %s, messages get %i, and judged again after it', async (state, status) => {
  await change(state, 'setup')
  expect(await statusNow()).toBe(status)
  await change(state, 'teardown')
  expect(await statusNow()).toBe(422)
})

it('tokens that were issued are expired when the state says so', async () => {
  expect(await statusNow()).toBe(422)
  await change('the access token has expired', 'setup')
  expect(await statusNow()).toBe(401)
})

describe('a scenario that was playing before', () => {
  const STATE = 'the client service is unavailable'

  it.each(Object.values(STATES))('plays on after: %s', async (state) => {
    running.stub.play('always-500')
    await change(state, 'setup')
    await change(state, 'teardown')
    expect(await statusNow()).toBe(500)
  })

  it('plays in a state that has no scenario of its own, and not in one that has', async () => {
    running.stub.play('always-500')
    await change('the order is known', 'setup')
    expect(await statusNow()).toBe(500)
    await change(STATE, 'setup')
    expect(await statusNow()).toBe(502)
    expect(running.stub.playing()).toEqual([{ name: 'always-502' }, { name: 'always-500' }])
  })

  it('of the states of one interaction, each ends only itself', async () => {
    await change(STATE, 'setup')
    await change('the client service fails', 'setup')
    await change('the client service fails', 'teardown')
    expect(await statusNow()).toBe(502)
    await change(STATE, 'teardown')
    expect(running.stub.playing()).toEqual([])
  })

  it('ends with every state when all scenarios are stopped', async () => {
    await change(STATE, 'setup')
    running.stub.stop()
    expect(await statusNow()).toBe(422)
  })
})

it('a state that the stub does not know is rejected with what was probably meant', async () => {
  const { status, text } = await change('the order is unknown', 'setup')
  expect(status).toBe(400)
  expect(text).toContain('did you mean \\"the order is known\\"?')
})

describe('the provider states', () => {
  const read = (file: string): string =>
    readFileSync(new URL(`../../contracts/${file}`, import.meta.url), 'utf8')
  const known = Object.values(STATES).toSorted()

  it('that the pact asks for are all that there are', () => {
    const { interactions } = JSON.parse(read('pacts/Optoro-DropShipClient.json')) as {
      interactions: readonly { providerStates?: readonly { name: string }[] }[]
    }
    const asked = interactions.flatMap(({ providerStates = [] }) =>
      providerStates.map(({ name }) => name),
    )
    expect([...new Set(asked)].toSorted()).toEqual(known)
  })

  it('are described in contracts/README.md, each with what a provider has to do', () => {
    const rows = [...read('README.md').matchAll(/^\| `([^`]+)` *\| *(\S[^|]*)\| *\S/gm)]
    expect(rows.map(([, name = '']) => name).toSorted()).toEqual(known)
    expect(rows.every(([, , task = '']) => task.trim().length > 20)).toBe(true)
  })

  it('are all that the state route of the stub serves', async () => {
    const { text } = await change('no state of the pact', 'setup')
    const [, listed = ''] = /"expected":"one of ([^"]*)"/.exec(text) ?? []
    expect(listed.split(', ').toSorted()).toEqual(known)
  })
})
