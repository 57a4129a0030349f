import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { certify, createSender, type Sender, type SenderOptions } from '../../src/index.ts'
import {
  PLACES,
  type ScatteredEndpoint,
  startScatteredEndpoint,
} from '../support/scattered-endpoint.ts'

const CONFIRMATION = 'drop_shipment_confirmation'
const CANCELLATION = 'drop_shipment_cancellation'
let client: ScatteredEndpoint

beforeAll(async () => {
  client = await startScatteredEndpoint()
})
afterAll(() => client.close())

async function sent(
  options: SenderOptions,
  message: Parameters<Sender['send']>[0],
): Promise<string | undefined> {
  const sender = createSender({ ...options, credentials: client.stub.credentials })
  try {
    return (await sender.send(message)).outcome
  } finally {
    await sender.close()
  }
}

const messageOf = (operation: string) => ({
  operation,
  body: client.stub.contract.operation(operation).examples[0]?.value,
})

describe('createSender', () => {
  it('delivers each operation to its own address', async () => {
    for (const operation of Object.keys(PLACES)) {
      expect(await sent({ endpoints: client.endpoints }, messageOf(operation))).toBe('delivered')
    }
    expect(client.asked).toEqual(
      Object.fromEntries(Object.entries(PLACES).map(([name, place]) => [name, [`POST ${place}`]])),
    )
  })

  it('delivers below the base URL what has no address of its own', async () => {
    const { [CANCELLATION]: url } = client.endpoints
    const options = { endpoint: client.stub.url, endpoints: { [CANCELLATION]: url } }
    const before = client.asked[CANCELLATION].length
    expect(await sent(options, messageOf(CONFIRMATION))).toBe('delivered')
    expect(client.asked[CANCELLATION]).toHaveLength(before)
    expect(await sent(options, messageOf(CANCELLATION))).toBe('delivered')
    expect(client.asked[CANCELLATION]).toHaveLength(before + 1)
  })

  it.each<[SenderOptions, string]>([
    [{ endpoints: { [CANCELLATION]: 'http://127.0.0.1:1' } }, CONFIRMATION],
    [{ endpoint: 'http://127.0.0.1:1', operations: [CANCELLATION] }, CONFIRMATION],
    [{ endpoints: { [CANCELLATION]: 'http://127.0.0.1:1' } }, 'another'],
  ])('with %j sends no %s', async (options, operation) => {
    await expect(sent(options, { operation, body: {} })).rejects.toMatchObject({
      code: 'UNKNOWN_OPERATION',
      message: `The operation ${operation} is not enabled.`,
    })
  })

  it.each([
    [{}, 'MISSING_OPTION', 'endpoint'],
    [{ endpoint: 'nowhere' }, 'INVALID_URL', 'endpoint'],
    [{ endpoints: { shipped: 'http://127.0.0.1:1' } }, 'UNKNOWN_OPERATION', 'endpoints.shipped'],
  ])('rejects %j', (options, code, where) => {
    expect(() => createSender(options)).toThrow(
      expect.objectContaining({ code, details: expect.objectContaining({ where }) as object }),
    )
  })
})

it('certify judges the operations that have an address', async () => {
  const { [CANCELLATION]: url } = client.endpoints
  const report = await certify({
    endpoints: { [CANCELLATION]: url },
    credentials: client.stub.credentials,
    level: 'compatible',
    only: ['accept/*/full'],
    partner: 'Acme',
  })
  expect(report).toMatchObject({
    endpoint: url,
    partner: 'Acme',
    addresses: [{ operation: CANCELLATION, url }],
    notEnabled: [CONFIRMATION, 'drop_shipment_partial_cancellation'],
    summary: { passed: 1, failed: 0 },
  })
})
