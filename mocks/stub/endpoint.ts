import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Contract } from '../../src/contract/index.ts'
import { type Application, createApplication } from './application.ts'
import { createJudge, type StubDecision, readingOf, type ReceivedRequest } from './judge.ts'
import type { StubDependencies } from './dependencies.ts'
import { placedContract } from './paths.ts'
import { createRequestHandler } from './request-handler.ts'
import { createTokenService } from './token-service.ts'

/** The path of the token service of a stub that expects OAuth 2. */
export const TOKEN_PATH = '/oauth/token'

/** The client's endpoint without a server: owns the contract that is in force. */
export interface StubEndpoint {
  readonly contract: Contract
  /** The path of each operation in force, as it was written. */
  readonly paths: Readonly<Record<string, string>>
  /** The path of the token service; `undefined` unless the stub expects OAuth 2. */
  readonly tokenPath: string | undefined
  route(request: IncomingMessage, response: ServerResponse): void
  /** Puts another contract in force. Requests in flight finish under the contract they began with. */
  replace(contract: Contract): Promise<void>
  close(): Promise<void>
}

/** @throws HarnessError UNKNOWN_OPERATION, INVALID_OPTION for paths that cannot be served */
export async function createStubEndpoint(
  contract: Contract,
  dependencies: StubDependencies,
): Promise<StubEndpoint> {
  const { auth, tokens, tokenLifetimeMs: lifetimeMs } = dependencies
  const issue =
    auth.scheme === 'oauth2'
      ? createTokenService({ expected: auth, tokens, lifetimeMs })
      : undefined
  const tokenPath = issue === undefined ? undefined : TOKEN_PATH
  const serving = async (served: Contract) => {
    const placed = placedContract(served, dependencies.paths, tokenPath)
    const documented = served.operations.map(({ id, path }) => [id, path] as const)
    const paths = { ...Object.fromEntries(documented), ...dependencies.paths }
    const application = await applicationFor(placed, dependencies, tokenPath, issue)
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
  dependencies: StubDependencies,
  tokenPath: string | undefined,
  issue: ((request: ReceivedRequest) => StubDecision) | undefined,
): Promise<Application> {
  const { clock, journal, effects, player, strictness, tokens, check, challenge } = dependencies
  const { maxBodyBytes, runHeader } = dependencies
  const judge = createJudge({ contract, strictness, check })
  const serve = createRequestHandler({
    clock,
    journal,
    effects,
    player,
    tokens,
    challenge,
    issue,
    judge,
    maxBodyBytes,
    reading: readingOf(strictness),
    runHeader,
    signal: dependencies.closing.signal,
  })
  return createApplication(contract, tokenPath, serve)
}
