import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ExamEnvironment, SenderDriver } from '../../../src/examine/index.ts'
import type { TestMessage } from '../behaviour.ts'

/** Access tokens, one for all that wait. */
export interface AccessTokenSource {
  /** @throws Error when there is none to have */
  get(): Promise<string>
  /** Forgets a token that was rejected. */
  reject(token: string): void
}

/** Delivers one message with a library's own retries; rejects when these are over. */
export type Deliver = (
  message: TestMessage,
  tokens: AccessTokenSource,
  signal: AbortSignal,
) => Promise<unknown>

const TOKEN_TIMEOUT_MS = 10_000

/** A sender whose retries are a library's; it keeps its messages in a file. */
export function librarySender(
  deliver: Deliver,
  examples: Readonly<Record<string, unknown>>,
): SenderDriver {
  const deliverAll = (
    messages: readonly TestMessage[],
    environment: ExamEnvironment,
    signal: AbortSignal,
  ): Promise<unknown> => {
    const tokens = createTokens(environment, signal)
    return Promise.all(
      messages.map((message) => deliver(message, tokens, signal).catch(() => undefined)),
    )
  }
  return {
    canRestart: true,
    start: (environment) => {
      const stopping = new AbortController()
      const messages = environment.isRestart ? stored(environment) : accept(environment, examples)
      void deliverAll(messages, environment, stopping.signal)
      return Promise.resolve({
        trouble: () => undefined,
        stop: () => {
          stopping.abort()
          return Promise.resolve()
        },
      })
    },
    retry: async (environment) => {
      await deliverAll(stored(environment), environment, new AbortController().signal)
      return undefined
    },
  }
}

function fileOf({ stateFolder }: ExamEnvironment): string {
  return join(stateFolder, 'messages.json')
}

function stored(environment: ExamEnvironment): TestMessage[] {
  const file = fileOf(environment)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as TestMessage[]) : []
}

function accept(
  environment: ExamEnvironment,
  examples: Readonly<Record<string, unknown>>,
): TestMessage[] {
  const messages = Object.entries(environment.endpoints).map(([operation, url]) => ({
    id: `${operation}-1`,
    operation,
    url,
    body: JSON.stringify(examples[operation]),
  }))
  writeFileSync(fileOf(environment), JSON.stringify(messages))
  return messages
}

function createTokens({ credentials }: ExamEnvironment, signal: AbortSignal): AccessTokenSource {
  let token: string | undefined
  let pending: Promise<string> | undefined
  const request = async (): Promise<string> => {
    const limit = new AbortController()
    const timer = setTimeout(() => limit.abort(), TOKEN_TIMEOUT_MS)
    try {
      const response = await fetch(credentials.DROPSHIP_EXAM_TOKEN_URL ?? '', {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_id: credentials.DROPSHIP_EXAM_CLIENT_ID ?? '',
          client_secret: credentials.DROPSHIP_EXAM_CLIENT_SECRET ?? '',
        }),
        signal: AbortSignal.any([signal, limit.signal]),
      })
      const { access_token: issued } = (await response.json()) as { access_token?: string }
      if (!response.ok || issued === undefined) throw new Error('no token')
      token = issued
      return issued
    } finally {
      clearTimeout(timer)
    }
  }
  return {
    get: () => {
      if (token !== undefined) return Promise.resolve(token)
      pending ??= request().finally(() => {
        pending = undefined
      })
      return pending
    },
    reject: (rejected) => {
      if (token === rejected) token = undefined
    },
  }
}
