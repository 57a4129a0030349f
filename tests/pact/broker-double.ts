import { createServer, type IncomingMessage } from 'node:http'
import { isRecord } from '../../src/core/index.ts'
import { cleanUp, listening } from '../support/http-servers.ts'

/** One request that the double got. */
export interface BrokerRequest {
  readonly method: string
  readonly path: string
  readonly authorization: string | undefined
  readonly body: unknown
}

export interface BrokerDouble {
  readonly url: string
  readonly requests: readonly BrokerRequest[]
  /** The bodies of the requests to a path. */
  bodies(method: string, path: string | RegExp): unknown[]
}

export interface DoubleOptions {
  /** The pact that it has for the provider. */
  readonly pact?: Record<string, unknown>
  readonly pending?: boolean
  /** Whether results of the pact may be published. */
  readonly takesResults?: boolean
  /** What it writes in its own way. */
  readonly written?: (json: string) => string
  /** What its matrix says, one after the other. */
  readonly deployable?: readonly (boolean | null)[]
  /** What is returned instead: a login page, a proxy's error. */
  readonly instead?: { readonly status: number; readonly type: string; readonly text: string }
  /** The Authorization header that it asks for. */
  readonly authorization?: string
}

/**
 * A DOUBLE of a Pact Broker, not a broker: it responds with the links and properties of the documented HAL API and remembers what it
 * was asked. No real broker can run where these tests do; that ours speaks with one is not shown by them.
 */
export async function startBrokerDouble(options: DoubleOptions = {}): Promise<BrokerDouble> {
  const requests: BrokerRequest[] = []
  const deployable = [...(options.deployable ?? [true])]
  let url = ''
  const responseTo = (method: string, path: string): unknown => {
    const known: Record<string, () => unknown> = {
      'GET /': () => indexAt(url),
      'GET /pacts/provider/DropShipClient/for-verification': () => ({
        _links: { self: { href: `${url}/pacts/provider/DropShipClient/for-verification` } },
      }),
      'POST /pacts/provider/DropShipClient/for-verification': () => listed(url, options),
      'GET /pacts/1': () => ({
        ...options.pact,
        _links: {
          self: { href: `${url}/pacts/1` },
          'pb:provider': { href: `${url}/pacticipants/DropShipClient` },
          ...(options.takesResults === false
            ? {}
            : { 'pb:publish-verification-results': { href: `${url}/pacts/1/results` } }),
        },
      }),
      'GET /pacticipants/DropShipClient': () => providerAt(`${url}/pacticipants/DropShipClient`),
      'POST /contracts/publish': () => ({
        notices: [{ type: 'success', text: 'a new pact' }],
      }),
      'GET /matrix': () => matrix(deployable.length > 1 ? deployable.shift() : deployable[0]),
    }
    return (known[`${method} ${path}`] ?? (() => ({})))()
  }
  const server = createServer((request, response) => {
    void (async () => {
      const body = await readJson(request)
      const { method = '', url: target = '', headers } = request
      requests.push({ method, path: target, authorization: headers.authorization, body })
      if (options.instead !== undefined) {
        response.writeHead(options.instead.status, { 'content-type': options.instead.type })
        response.end(options.instead.text)
        return
      }
      const isRejected =
        options.authorization !== undefined && headers.authorization !== options.authorization
      response.writeHead(isRejected ? 401 : 200, { 'content-type': 'application/hal+json' })
      const json = JSON.stringify(responseTo(method, target.split('?')[0] ?? ''))
      response.end(isRejected ? '' : (options.written?.(json) ?? json))
    })()
  })
  url = `http://127.0.0.1:${await listening(server)}`
  cleanUp(() => server.closeAllConnections())
  return {
    url,
    requests,
    bodies: (method, path) =>
      requests
        .filter((each) => each.method === method)
        .filter((each) => (typeof path === 'string' ? each.path === path : path.test(each.path)))
        .map(({ body }) => body),
  }
}

function indexAt(url: string): unknown {
  return linksBelow(url, {
    self: '',
    'pb:provider-pacts-for-verification': '/pacts/provider/{provider}/for-verification',
    'pb:publish-contracts': '/contracts/publish',
  })
}

function providerAt(url: string): unknown {
  return linksBelow(url, {
    self: '',
    'pb:branch-version': '/branches/{branch}/versions/{version}',
    'pb:version-tag': '/versions/{version}/tags/{tag}',
  })
}

function linksBelow(url: string, paths: Readonly<Record<string, string>>): unknown {
  const links = Object.entries(paths).map(([name, path]) => [
    name,
    { href: `${url}${path}`, ...(path.includes('{') ? { templated: true } : {}) },
  ])
  return { _links: Object.fromEntries(links) as unknown }
}

function listed(url: string, { pact, pending = false }: DoubleOptions): unknown {
  const entry = {
    shortDescription: 'latest',
    verificationProperties: {
      pending,
      notices: [
        { when: 'before_verification', text: 'The pact is verified because it is the latest.' },
        { when: 'after_verification:success_true_published_true', text: 'It is not pending now.' },
        { when: 'after_verification:success_false_published_true', text: 'It stays pending.' },
      ],
    },
    _links: { self: { href: `${url}/pacts/1`, name: 'the latest pact' } },
  }
  return { _embedded: { pacts: pact === undefined ? [] : [entry] }, _links: {} }
}

function matrix(deployable: boolean | null | undefined): unknown {
  const reason =
    deployable === true
      ? 'All required verification results are published and successful'
      : 'There is no verified pact'
  return { summary: { deployable, reason, unknown: deployable === null ? 1 : 0 }, matrix: [] }
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const body: unknown = JSON.parse(Buffer.concat(chunks).toString() || 'null')
  return isRecord(body) ? body : undefined
}
