import {
  createServer,
  type IncomingMessage,
  request,
  type RequestListener,
  type Server,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { type AddressOptions, loadContract, resolveAddresses } from '../../src/contract/index.ts'
import { systemClock } from '../../src/core/index.ts'
import { createMessages } from '../../src/messages/index.ts'
import { startProxy, type Traffic } from '../../src/validate/index.ts'

/** A proxy between a client and an endpoint of a test's own; what was started is stopped by {@link stopAll}. */

const shipped = await loadContract()
const closing: (() => unknown)[] = []

export async function stopAll(): Promise<void> {
  for (const close of closing.splice(0).toReversed()) await close()
}

export const PATH = '/drop_shipment_confirmation'

export function validBody(): Buffer {
  const operation = shipped.operation('drop_shipment_confirmation')
  return Buffer.from(JSON.stringify(createMessages(operation).message('full', 2)))
}

export async function startEndpoint(listener: RequestListener): Promise<string> {
  const server: Server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => {
    server.close()
    server.closeAllConnections()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

interface Running {
  readonly url: string
  readonly traffic: Traffic[]
  /** Resolves once so many requests have passed. */
  passed(count: number): Promise<void>
}

export async function startBetween(
  to: string | AddressOptions,
  timeoutMs = 5000,
  maxBodyBytes = 1_000_000,
  contract = shipped,
): Promise<Running> {
  const traffic: Traffic[] = []
  const waiting: (() => void)[] = []
  const proxy = await startProxy({
    route: {},
    contract,
    addresses: resolveAddresses(contract, typeof to === 'string' ? { url: to } : to),
    port: 0,
    host: '127.0.0.1',
    reading: 'intended',
    clock: systemClock,
    timeoutMs,
    maxBodyBytes,
    onTraffic: (one) => {
      traffic.push(one)
      for (const look of waiting) look()
    },
  })
  closing.push(() => proxy.close())
  return {
    url: proxy.url,
    traffic,
    passed: (count) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (traffic.length >= count) resolve()
        }
        waiting.push(look)
        look()
      }),
  }
}

interface ProxiedResponse {
  readonly status: number | undefined
  readonly rawHeaders: readonly string[]
  readonly body: Buffer
}

export function send(
  url: string,
  body: Buffer | string,
  headers: string[] = ['Content-Type', 'application/json'],
  method = 'POST',
): Promise<ProxiedResponse> {
  return new Promise((resolve, reject) => {
    const { host } = new URL(url)
    const sent = request(url, { method, headers: ['Host', host, ...headers] }, (response) => {
      response.on('error', reject)
      collect(response, (bytes) => {
        resolve({ status: response.statusCode, rawHeaders: response.rawHeaders, body: bytes })
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

export function collect(message: IncomingMessage, whole: (bytes: Buffer) => void): void {
  const chunks: Buffer[] = []
  message.on('data', (chunk: Buffer) => chunks.push(chunk))
  message.on('end', () => whole(Buffer.concat(chunks)))
}
