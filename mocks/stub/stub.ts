import type { Server } from 'node:http'
import type { Credentials, ExpectedCredentials } from '../../src/auth/index.ts'
import { loadContract } from '../../src/contract/index.ts'
import {
  closeServer,
  createHttpServer,
  defined,
  listen,
  type TlsKeyPair,
} from '../../src/core/index.ts'
import { type ContractWatch, watchContract } from './contract-watch.ts'
import { allowOrigin } from './cors.ts'
import { createStubEndpoint, type StubEndpoint } from './endpoint.ts'
import type { Stub, StubOptions } from './options.ts'
import { createDependencies, type StubDependencies } from './dependencies.ts'
import type { LocalApi } from './admin/local-api.ts'
import { scenarioOf } from './scenarios/find.ts'

/** Milliseconds that requests in flight get when the stub closes. */
const GRACE_MS = 1000
const REQUEST_TIMEOUT_MS = 30_000

interface Admin {
  readonly url: string
  close(): Promise<void>
}

/**
 * Starts a client endpoint that implements the contract: its operations, the client's token service, and a journal of
 * all requests.
 *
 * @throws HarnessError PORT_IN_USE, ADDRESS_UNAVAILABLE, INVALID_OPTION, and those of loading a contract
 * @example
 * const stub = await startStub()
 * // … deliver to stub.url with stub.credentials …
 * stub.journal.entries({ verdict: 'invalid' })
 * await stub.close()
 */
export async function startStub(options: StubOptions = {}): Promise<Stub> {
  const dependencies = await createDependencies(options)
  const endpoint = await createStubEndpoint(
    options.contract ?? (await loadContract()),
    dependencies,
  )
  const { host = '127.0.0.1', port = 0 } = options
  const tls = options.https === true ? await certificateFor(host, dependencies) : undefined
  const server = createHttpServer(
    { requestTimeoutMs: options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS },
    (request, response) => {
      const { corsOrigin } = options
      if (corsOrigin !== undefined && allowOrigin(corsOrigin, request, response)) return
      endpoint.route(request, response)
    },
    tls,
  )
  const url = await listen(server, { host, port, portOption: '--port' })
  let admin: Admin | undefined
  try {
    admin = await startAdmin(options, dependencies, endpoint)
  } catch (error) {
    await closeServer(server, 0)
    throw error
  }
  const watch = startWatch(options, endpoint)
  const certificate = tls === undefined ? {} : { certificate: tls.certificate }
  return createStub({ url, ...certificate, admin }, dependencies, endpoint, async () => {
    dependencies.closing.abort()
    watch?.close()
    await Promise.all([closeServer(server, GRACE_MS), admin?.close()])
    await endpoint.close()
  })
}

async function certificateFor(host: string, { clock }: StubDependencies): Promise<TlsKeyPair> {
  const { makeCertificate } = await import('./certificate.ts')
  return makeCertificate(host, clock.now())
}

interface Addresses {
  readonly url: string
  readonly certificate?: string
  readonly admin: Admin | undefined
}

function createStub(
  { url, certificate, admin }: Addresses,
  dependencies: StubDependencies,
  endpoint: StubEndpoint,
  close: () => Promise<void>,
): Stub {
  const { auth, journal, effects, player, tokens, clock } = dependencies
  const tokenUrl = endpoint.tokenPath === undefined ? undefined : `${url}${endpoint.tokenPath}`
  return {
    url,
    get endpoints() {
      const paths = Object.entries(endpoint.paths)
      return Object.fromEntries(paths.map(([operation, path]) => [operation, `${url}${path}`]))
    },
    ...defined({ tokenUrl, adminUrl: admin?.url, certificate }),
    credentials: credentialsFor(auth, tokenUrl),
    get contract() {
      return endpoint.contract
    },
    journal,
    effects,
    tokens,
    play: (scenario, { run } = {}) => {
      const isParsed = typeof scenario !== 'string' && 'kind' in scenario
      const operations = endpoint.contract.operations.map(({ id }) => id)
      player.play(isParsed ? scenario : scenarioOf(scenario, operations), run)
    },
    stop: ({ run } = {}) => player.stop(run),
    playing: () => player.playing(),
    clock,
    close,
  }
}

async function startAdmin(
  options: StubOptions,
  { journal, effects, player, tokens, clock, closing }: StubDependencies,
  endpoint: StubEndpoint,
): Promise<Admin | undefined> {
  const { adminPort: port, host = '127.0.0.1' } = options
  if (port === undefined) return undefined
  const startedAt = clock.monotonic() - clock.aheadMs
  // Made for its first request: without one, the stub is ready sooner.
  let made: Promise<LocalApi> | undefined
  const admin = (): Promise<LocalApi> =>
    (made ??= import('./admin/admin.ts').then(({ createAdmin }) =>
      createAdmin({
        contract: () => endpoint.contract,
        startedAt,
        journal,
        effects,
        player,
        tokens,
        clock,
        closing: closing.signal,
      }),
    ))
  const server: Server = createHttpServer(
    { requestTimeoutMs: REQUEST_TIMEOUT_MS },
    (request, response) => void admin().then((api) => api.route(request, response)),
  )
  // Anyone who reaches the admin API can change the stub: it listens on loopback wherever the stub listens.
  const url = await listen(server, {
    host: host === '::1' ? host : '127.0.0.1',
    port,
    portOption: '--admin-port',
  })
  return {
    url,
    close: async () => {
      await closeServer(server, GRACE_MS)
      await (await made)?.close()
    },
  }
}

function startWatch(
  { onContractChange }: StubOptions,
  endpoint: StubEndpoint,
): ContractWatch | undefined {
  if (onContractChange === undefined) return undefined
  return watchContract({
    contract: endpoint.contract,
    replace: (contract) => endpoint.replace(contract),
    onChange: onContractChange,
  })
}

function credentialsFor(auth: ExpectedCredentials, tokenUrl: string | undefined): Credentials {
  return auth.scheme === 'oauth2' ? { ...auth, tokenUrl: tokenUrl ?? '', tokenAuth: 'form' } : auth
}
