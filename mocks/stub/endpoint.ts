import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Contract } from '../../src/contract/index.ts'
import { type Application, createApplication } from './application.ts'
import { createJudge, type Judgement, readingOf, type ReceivedRequest } from './judge.ts'
import type { Parts } from './parts.ts'
import { createServe } from './serve.ts'
import { createTokenService } from './token-service.ts'

const TOKEN_PATH = '/oauth/token'

/** The client's endpoint without a server: owns which contract is in force. */
export interface Endpoint {
  readonly contract: Contract
  /** Where the token service is; `undefined` unless the stub expects OAuth 2. */
  readonly tokenPath: string | undefined
  route(request: IncomingMessage, response: ServerResponse): void
  /** Puts another contract in force. Requests that are under way finish under the one they began with. */
  replace(contract: Contract): Promise<void>
  close(): Promise<void>
}

export async function createEndpoint(contract: Contract, parts: Parts): Promise<Endpoint> {
  const { auth, tokens, tokenLifetimeMs: lifetimeMs } = parts
  const issue =
    auth.scheme === 'oauth2'
      ? createTokenService({ expected: auth, tokens, lifetimeMs })
      : undefined
  const tokenPath = issue === undefined ? undefined : TOKEN_PATH
  let current = { contract, application: await applicationFor(contract, parts, tokenPath, issue) }
  return {
    get contract() {
      return current.contract
    },
    tokenPath,
    route: (request, response) => current.application.route(request, response),
    replace: async (next) => {
      const application = await applicationFor(next, parts, tokenPath, issue)
      const before = current
      current = { contract: next, application }
      await before.application.close()
    },
    close: () => current.application.close(),
  }
}

function applicationFor(
  contract: Contract,
  parts: Parts,
  tokenPath: string | undefined,
  issue: ((request: ReceivedRequest) => Judgement) | undefined,
): Promise<Application> {
  const { clock, journal, stage, strictness, tokens, check, challenge } = parts
  const { maxBodyBytes, runHeader } = parts
  const judge = createJudge({ contract, strictness, check })
  const serve = createServe({
    clock,
    journal,
    stage,
    tokens,
    challenge,
    judge: (destination, request) =>
      destination.kind === 'token' && issue !== undefined
        ? issue(request)
        : judge(destination.kind === 'operation' ? destination.site : undefined, request),
    maxBodyBytes,
    reading: readingOf(strictness),
    runHeader,
    signal: parts.closing.signal,
  })
  return createApplication(contract, tokenPath, serve)
}
