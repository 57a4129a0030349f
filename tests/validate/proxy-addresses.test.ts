import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { startProxy } from '../../src/validate/index.ts'
import { resolveAddresses, shippedContract } from '../../src/contract/index.ts'
import { type Route, systemClock } from '../../src/core/index.ts'
import { LOCALHOST_CERTIFICATE, TRUSTING_LOCALHOST } from '../support/localhost-certificate.ts'
import {
  collect,
  PATH,
  send,
  startBetween,
  startEndpoint,
  stopAll,
  validBody,
} from '../support/proxied.ts'
import {
  PLACES,
  type ScatteredEndpoint,
  startScatteredEndpoint,
} from '../support/scattered-endpoint.ts'

const JSON_TYPE = ['Content-Type', 'application/json']

let client: ScatteredEndpoint | undefined
afterEach(async () => {
  await stopAll()
  await client?.close()
  client = undefined
})

describe('one listener before operations at several hosts', () => {
  it('passes each operation on to its own address, with the query of both', async () => {
    client = await startScatteredEndpoint({ auth: { scheme: 'none' } })
    const between = await startBetween({ endpoints: client.endpoints })
    const { url, traffic } = between
    for (const operation of Object.keys(PLACES)) {
      await send(`${url}/${operation}`, '{}', JSON_TYPE)
    }
    await send(`${url}${PATH}?x=%20a`, validBody(), JSON_TYPE)
    await between.passed(4)
    expect(client.asked).toEqual({
      drop_shipment_confirmation: [
        `POST ${PLACES.drop_shipment_confirmation}`,
        `POST ${PLACES.drop_shipment_confirmation}&x=%20a`,
      ],
      drop_shipment_cancellation: [`POST ${PLACES.drop_shipment_cancellation}`],
      drop_shipment_partial_cancellation: [`POST ${PLACES.drop_shipment_partial_cancellation}`],
    })
    expect(traffic.map(({ operation, response }) => [operation?.id, response?.status])).toEqual([
      ['drop_shipment_confirmation', 422],
      ['drop_shipment_cancellation', 422],
      ['drop_shipment_partial_cancellation', 422],
      ['drop_shipment_confirmation', 404],
    ])
  })

  it('passes what is not an operation on below the base URL, whatever host the request names', async () => {
    const asked: string[] = []
    const base = await startEndpoint((incoming, response) => {
      asked.push(incoming.url ?? '')
      collect(incoming, () => response.end('{}'))
    })
    const own = { drop_shipment_cancellation: `${base}/own` }
    const { url } = await startBetween({ url: `${base}/hooks/?k=1`, endpoints: own })
    await send(`${url}/oauth/token?a=%7C`, '')
    await send(`${url}/drop_shipment_cancellation`, '{}', JSON_TYPE)
    await send(`${url}${PATH}`, '{}', JSON_TYPE)
    expect(asked).toEqual(['/hooks/oauth/token?k=1&a=%7C', '/own', `/hooks${PATH}?k=1`])
  })

  it('responds with 404 by itself to what has no address, and says why', async () => {
    client = await startScatteredEndpoint()
    const { drop_shipment_cancellation: cancelled } = client.endpoints
    const between = await startBetween({ endpoints: { drop_shipment_cancellation: cancelled } })
    const { url, traffic } = between
    const responses = [
      await send(`${url}${PATH}`, validBody(), JSON_TYPE),
      await send(`${url}/oauth/token`, 'a=b'),
    ]
    await between.passed(2)
    expect(responses.map(({ status, body }) => [status, body.toString()])).toEqual([
      [404, '{"message":"dropship proxy: drop_shipment_confirmation is not enabled"}'],
      [
        404,
        '{"message":"dropship proxy: it is not an operation of the contract, and no base URL was given for others"}',
      ],
    ])
    expect(traffic.map(({ failure }) => failure?.message)).toEqual([
      'drop_shipment_confirmation is not enabled',
      'it is not an operation of the contract, and no base URL was given for others',
    ])
    expect(traffic[0]?.request.body.equals(validBody())).toBe(true)
  })

  it('checks the certificate of an https address beside http ones', async () => {
    const server = createServer(LOCALHOST_CERTIFICATE, (incoming, response) => {
      collect(incoming, () => response.end('{}'))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const plain = await startEndpoint((incoming, response) => {
      collect(incoming, () => response.end('{}'))
    })
    const contract = shippedContract()
    const endpoints = {
      drop_shipment_confirmation: `https://127.0.0.1:${port}/x`,
      drop_shipment_cancellation: `${plain}/y`,
    }
    const statuses = async (route: Route) => {
      const proxy = await startProxy({
        contract,
        addresses: resolveAddresses(contract, { endpoints }),
        port: 0,
        host: '127.0.0.1',
        reading: 'intended',
        clock: systemClock,
        timeoutMs: 5000,
        maxBodyBytes: 1000,
        route,
        onTraffic: () => undefined,
      })
      try {
        const secure = await send(`${proxy.url}${PATH}`, '{}', JSON_TYPE)
        const open = await send(`${proxy.url}/drop_shipment_cancellation`, '{}', JSON_TYPE)
        return [secure.status, open.status]
      } finally {
        await proxy.close()
      }
    }
    try {
      expect(await statuses(TRUSTING_LOCALHOST)).toEqual([200, 200])
      expect(await statuses({})).toEqual([502, 200])
    } finally {
      server.close()
    }
  })
})

it('a proxy whose port is that of one of its addresses is rejected', async () => {
  const contract = shippedContract()
  const addresses = resolveAddresses(contract, {
    url: 'http://127.0.0.1:1',
    endpoints: { drop_shipment_cancellation: 'http://localhost:4030/x' },
  })
  const starting = startProxy({
    contract,
    addresses,
    port: 4030,
    host: '127.0.0.1',
    reading: 'intended',
    clock: systemClock,
    timeoutMs: 5000,
    route: {},
    maxBodyBytes: 1000,
    onTraffic: () => undefined,
  })
  await expect(starting).rejects.toMatchObject({ code: 'INVALID_URL' })
})
