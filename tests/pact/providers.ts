import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express, { type Request, type Response } from 'express'
import type { Credentials } from '../../src/auth/index.ts'
import { loadContract, resolveAddresses, shippedContract } from '../../src/contract/index.ts'
import { isRecord } from '../../src/core/index.ts'
import { basic } from '../endpoints/authority.ts'
import {
  type EndpointResponse,
  type Behaviour,
  correctBehaviour,
  send,
  startEndpoint,
} from '../endpoints/endpoint.ts'

/** A provider with the route that its states are set by. */
export interface Provider {
  readonly url: string
  readonly stateUrl: string
  readonly credentials: Credentials
  close(): Promise<void>
}

/** Where the sender's pact is verified: below a base URL. */
export function below(url: string) {
  const contract = shippedContract()
  return { contract, addresses: resolveAddresses(contract, { url }) }
}

/** What a provider may get wrong about its states. */
export interface StateFlaws {
  /** The state route's status. */
  readonly status?: (state: string) => number
  /** The status that a state forces, in place of the correct one. */
  readonly forced?: (state: string) => number | undefined
}

/** The status that messages get while a state holds. */
function rightStatus(state: string): number | undefined {
  return {
    'the client service cannot read requests': 400,
    'the client service fails': 500,
    'the client service is unavailable': 502,
  }[state]
}

/** An endpoint of plain `node:http`, right but for what is given. */
export async function startProvider(
  changes: Partial<Behaviour> | ((right: Behaviour) => Partial<Behaviour>) = {},
  { status = () => 200, forced = rightStatus }: StateFlaws = {},
): Promise<Provider> {
  const right = correctBehaviour(typeof changes === 'function' ? undefined : changes.authority)
  const changed = { ...right, ...(typeof changes === 'function' ? changes(right) : changes) }
  let current: number | undefined
  const endpoint = await startEndpoint({
    ...changed,
    intercept: async (call) => {
      if (current === undefined) return changed.intercept(call)
      send(call.response, { status: current })
      return true
    },
  })
  const states = createServer((request, response) => {
    void (async () => {
      const asked = await readJson(request)
      const state = isRecord(asked) ? String(asked.state) : ''
      current = isRecord(asked) && asked.action === 'setup' ? forced(state) : undefined
      response.writeHead(status(state))
      response.end()
    })()
  })
  const stateUrl = await started(states)
  return {
    url: endpoint.url,
    credentials: endpoint.credentials,
    stateUrl,
    close: async () => {
      await endpoint.close()
      await closed(states)
    },
  }
}

/** As many clients would write it: Express, HTTP Basic, first error only, and the state route in the same application. */
export async function startExpressProvider(): Promise<Provider> {
  const contract = await loadContract()
  const authority = basic()
  const app = express()
  let forced: number | undefined
  app.use(express.json())
  app.post('/_states', (request: Request, response: Response) => {
    const { state, action } = request.body as { state: string; action: string }
    forced = action === 'setup' ? rightStatus(state) : undefined
    response.sendStatus(200)
  })
  app.use((request, response, next) => {
    if (forced !== undefined) response.sendStatus(forced)
    else if (authority.accepts(request, Buffer.alloc(0))) next()
    else response.sendStatus(401)
  })
  for (const operation of contract.operations) {
    app.post(operation.path, (request: Request, response: Response) => {
      const [violation] = operation.validate(request.body, 'published')
      if (violation === undefined) response.json({ message: 'Success' })
      else {
        const errors = [{ field: violation.pointer, code: violation.code }]
        response.status(422).json({ message: 'Validation failure', errors })
      }
    })
  }
  const server = createServer(app)
  const url = await started(server)
  return {
    url,
    stateUrl: `${url}/_states`,
    credentials: authority.credentials(url),
    close: () => closed(server),
  }
}

export const text = (status: number, type: string, body: string): EndpointResponse => ({
  status,
  headers: { 'content-type': type },
  body,
})

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return JSON.parse(Buffer.concat(chunks).toString())
}

async function started(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
