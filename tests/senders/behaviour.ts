import type { Random } from '../../src/core/index.ts'

/** One message as it was accepted: its bytes and its id stay. */
export interface TestMessage {
  readonly id: string
  readonly operation: string
  readonly url: string
  readonly body: string
}

/** What came of one request. */
export interface SenderReply {
  /** 0: no response. */
  readonly status: number
  readonly retryAfter?: string
  readonly location?: string
  readonly text: string
}

/** How a sender behaves: the defaults are correct, and each flaw changes one of them. */
export interface SenderBehaviour {
  readonly retries: number
  /** Milliseconds before a retry, counted from 1. */
  readonly wait: (retry: number, random: Random) => number
  readonly isSuccess: (reply: SenderReply) => boolean
  readonly isRetried: (reply: SenderReply) => boolean
  /** The bytes of a delivery, counted from 1. */
  readonly bytes: (message: TestMessage, delivery: number) => string | Buffer
  readonly headers: (message: TestMessage, delivery: number) => Record<string, string>
  /** Headers of schemes without tokens. */
  readonly credentials?: (variables: Readonly<Record<string, string>>) => Record<string, string>
  readonly method: string
  readonly url: (message: TestMessage) => string
  /** Milliseconds that Retry-After asks for. */
  readonly retryAfterMs: (value: string | undefined, now: number) => number
  /** What a 401 is followed by. */
  readonly onUnauthorized: 'renew' | 'same token' | 'nothing' | 'for ever'
  /** When a token is requested. */
  readonly tokens: 'shared' | 'each delivery' | 'each waiter' | 'storm'
  /** Whether a token is used after its end. */
  readonly redirects: 'not followed' | 'followed' | 'followed with credentials'
  /** Milliseconds for a request. */
  readonly timeoutMs: number
  readonly maxResponseBytes: number
  readonly isParallel: boolean
  readonly isDurable: boolean
  readonly verifiesCertificates: boolean
  /** Whether a message that was accepted wakes those that wait. */
  readonly flushes: boolean
  /** Messages when they are accepted. */
  readonly message: (operation: string, example: unknown) => string
  /** The bytes of a manual retry. */
  readonly manualBytes: (message: TestMessage) => string
  /** Whether a message is sent when there is no token. */
  readonly sendsWithoutToken: boolean
  readonly losesOnTokenFailure: boolean
  /** The grant that tokens are requested with. */
  readonly grant: string
}

export const CORRECT: SenderBehaviour = {
  retries: 5,
  wait: (retry, random) => 1000 * 2 ** (retry - 1) * (1 + 0.2 * random.next()),
  isSuccess: ({ status }) => status >= 200 && status < 300,
  isRetried: () => true,
  bytes: ({ body }) => body,
  headers: ({ id }) => ({ 'content-type': 'application/json', 'webhook-id': id }),
  method: 'POST',
  url: ({ url }) => url,
  retryAfterMs: (value, now) => {
    if (value === undefined) return 0
    const seconds = Number(value)
    return Number.isNaN(seconds) ? Date.parse(value) - now : seconds * 1000
  },
  onUnauthorized: 'renew',
  tokens: 'shared',
  redirects: 'not followed',
  timeoutMs: 30_000,
  maxResponseBytes: 1024 * 1024,
  isParallel: true,
  isDurable: true,
  verifiesCertificates: true,
  flushes: false,
  message: (_operation, example) => JSON.stringify(example),
  manualBytes: ({ body }) => body,
  sendsWithoutToken: false,
  losesOnTokenFailure: false,
  grant: 'client_credentials',
}
