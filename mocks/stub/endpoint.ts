import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Contract } from '../../src/contract/index.ts'
import { type Application, createApplication } from './application.ts'
import { createJudge, type Judgement, readingOf, type ReceivedRequest } from './judge.ts'
import type { Parts } from './parts.ts'
import { placedContract } from './places.ts'
import { createServe } from './serve.ts'
import { createTokenService } from './token-service.ts'

/** Where the token service of a stub that expects OAuth 2 is. */
export const TOKEN_PATH = '/oauth/token'

/** The client's endpoint without a server: owns which contract is in force. */
export interface Endpoint {
  readonly contract: Contract
  /** The path of each operation in force, as it was written. */
  readonly paths: Readonly<Record<string, string>>
  /** Where the token service is; `undefined` unless the stub expects OAuth 2. */
  readonly tokenPath: string | undefined
  route(request: IncomingMessage, response: ServerResponse): void
  /** Puts another contract in force. Requests that are under way finish under the one they began with. */
  replace(contract: Contract): Promise<void>
  close(): Promise<void>
}

/** @throws HarnessError UNKNOWN_OPERATION, INVALID_OPTION for paths that cannot be served */
export async function createEndpoint(contract: Contract, parts: Parts): Promise<Endpoint> {
  const { auth, tokens, tokenLifetimeMs: lifetimeMs } = parts
  const issue =
    auth.scheme === 'oauth2'
      ? createTokenService({ expected: auth, tokens, lifetimeMs })
      : undefined
  const tokenPath = issue === undefined ? undefined : TOKEN_PATH
  const serving = async (served: Contract) => {
    const placed = placedContract(served, parts.paths, tokenPath)
    const documented = served.operations.map(({ id, path }) => [id, path] as const)
    const paths = { ...Object.fromEntries(documented), ...parts.paths }
    const application = await applicationFor(placed, parts, tokenPath, issue)
    return { contract: served, paths, application }
  }
  let current = await serving(contract)
  return {
    get contract() {
      return current.contract
    },
    get paths() {
      return current.paths
    },
    tokenPath,
    route: (request, response) => current.application.route(request, response),
    replace: async (next) => {
      const after = await serving(next)
      const before = current
      current = after
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
  const { clock, journal, effects, stage, strictness, tokens, check, challenge } = parts
  const { maxBodyBytes, runHeader } = parts
  const judge = createJudge({ contract, strictness, check })
  const serve = createServe({
    clock,
    journal,
    effects,
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
