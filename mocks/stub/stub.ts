import { randomBytes } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import {
  assertExpectable,
  createAccessTokens,
  createAuthenticationCheck,
  type Credentials,
  type ExpectedCredentials,
} from '../../src/auth/index.ts'
import { type Contract, loadContract } from '../../src/contract/index.ts'
import { Redactor, Secret, systemClock } from '../../src/core/index.ts'
import { createApplication } from './application.ts'
import { createJournal } from './journal/journal.ts'
import type { Redaction } from './journal/show.ts'
import { createJudge, readingOf } from './judge.ts'
import { closeServer, createHttpServer, listen } from './listen.ts'
import type { Stub, StubOptions } from './options.ts'
import { scenarioOf } from './scenarios/find.ts'
import { createStage } from './scenarios/stage.ts'
import { createServe } from './serve.ts'
import { createTokenService } from './token-service.ts'

/** What senders authenticate with unless told otherwise: fit for loopback only, and no secret. */
export const DEFAULT_CLIENT: Extract<ExpectedCredentials, { scheme: 'oauth2' }> = {
  scheme: 'oauth2',
  clientId: 'drop-ship-sender',
  clientSecret: new Secret('only-for-local-use', '$DROPSHIP_CLIENT_SECRET'),
}

const TOKEN_PATH = '/oauth/token'
const HOUR_MS = 3_600_000
const MIB = 1024 * 1024

/**
 * Starts a client endpoint that behaves as the contract asks: the contract's operations, the client's token service,
 * and a journal of all that happens.
 *
 * @throws HarnessError PORT_IN_USE, ADDRESS_UNAVAILABLE, INVALID_OPTION, and those of loading a contract
 * @example
 * const stub = await startStub()
 * // … deliver to stub.url with stub.credentials …
 * stub.journal.entries({ verdict: 'invalid' })
 * await stub.close()
 */
export async function startStub(options: StubOptions = {}): Promise<Stub> {
  const { auth = DEFAULT_CLIENT, clock = systemClock, strictness = 'intended' } = options
  assertExpectable(auth)
  const contract = options.contract ?? (await loadContract())
  const createText = (): string => randomBytes(24).toString('base64url')
  const tokens = createAccessTokens({ clock, createText })
  const journal = createJournal({
    maxEntries: options.journalEntries ?? 1000,
    maxBytes: options.journalBytes ?? 32 * MIB,
    redaction: redactionOf(auth),
  })
  const check = await createAuthenticationCheck(auth, { clock, tokens })
  const judge = createJudge({ contract, strictness, check })
  const lifetimeMs = options.tokenLifetimeMs ?? 25 * HOUR_MS
  const issue =
    auth.scheme === 'oauth2'
      ? createTokenService({ expected: auth, tokens, lifetimeMs })
      : undefined
  const stage = createStage()
  const closing = new AbortController()
  // One listener for every request that waits.
  setMaxListeners(0, closing.signal)
  const serve = createServe({
    clock,
    journal,
    stage,
    tokens,
    signal: closing.signal,
    judge: (destination, request) =>
      destination.kind === 'token' && issue !== undefined
        ? issue(request)
        : judge(destination.kind === 'operation' ? destination.site : undefined, request),
    maxBodyBytes: options.maxBodyBytes ?? 5 * MIB,
    reading: readingOf(strictness),
    runHeader: (options.runHeader ?? 'x-dropship-run').toLowerCase(),
  })
  const tokenPath = issue === undefined ? undefined : TOKEN_PATH
  const application = await createApplication(contract, tokenPath, serve)
  const server = createHttpServer(
    { requestTimeoutMs: options.requestTimeoutMs ?? 30_000 },
    (request, response) => application.route(request, response),
  )
  const { host = '127.0.0.1', port = 0 } = options
  const url = await listen(server, { host, port, portOption: '--port' })
  const tokenUrl = tokenPath === undefined ? undefined : `${url}${tokenPath}`
  return {
    url,
    ...(tokenUrl === undefined ? {} : { tokenUrl }),
    credentials: credentialsFor(auth, tokenUrl),
    contract,
    journal,
    tokens,
    play: (scenario, { run } = {}) => {
      const isRead = typeof scenario !== 'string' && 'kind' in scenario
      stage.play(isRead ? scenario : scenarioOf(scenario, operationIds(contract)), run)
    },
    stop: ({ run } = {}) => stage.stop(run),
    playing: () => stage.playing(),
    close: async () => {
      closing.abort()
      await closeServer(server, 1000)
      await application.close()
    },
  }
}

function operationIds(contract: Contract): string[] {
  return contract.operations.map(({ id }) => id)
}

function credentialsFor(auth: ExpectedCredentials, tokenUrl: string | undefined): Credentials {
  return auth.scheme === 'oauth2' ? { ...auth, tokenUrl: tokenUrl ?? '', tokenAuth: 'form' } : auth
}

function redactionOf(auth: ExpectedCredentials): Redaction {
  const redactor = new Redactor()
  switch (auth.scheme) {
    case 'oauth2':
      redactor.add(auth.clientSecret)
      break
    case 'basic':
      redactor.add(auth.password)
      break
    case 'api-key':
      redactor.add(auth.key)
      break
    case 'aws-sigv4':
      redactor.add(auth.secretAccessKey)
      break
    case 'none':
  }
  return {
    redactor,
    secretHeader: auth.scheme === 'api-key' ? auth.header.toLowerCase() : undefined,
  }
}
