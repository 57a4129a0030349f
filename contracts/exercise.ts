import { createSigner, type Credentials } from '../src/auth/index.ts'
import {
  belowUrl,
  type Clock,
  createRandom,
  createTransport,
  type HttpRequest,
  Secret,
  systemClock,
} from '../src/core/index.ts'
import { createWorker, openStore, type StoredDelivery } from '../src/queue/index.ts'
import { createAttempter, createSender, type DeliveryResult } from '../src/sender/index.ts'
import { ACCESS_TOKEN, CLIENT, EXPIRED_TOKEN, TOKEN_PATH } from './interactions.ts'

/** What the real sender did. */
export interface SentInteraction {
  readonly result: DeliveryResult
  /** Every request that left it, token requests included. */
  readonly requests: readonly HttpRequest[]
}

export interface SendingOptions {
  readonly url: string
  readonly operation: string
  readonly body: unknown
  /** `expired`: the sender holds a token that has expired, and gets the next one from the token service. */
  readonly token: 'good' | 'expired'
}

/** The real time, in which no wait takes any. */
const IMPATIENT: Clock = { ...systemClock, sleep: () => Promise.resolve() }

/** Delivers one message with the sender of `src/sender/`, its transport and its signer. */
export async function sendFor({
  url,
  operation,
  body,
  token,
}: SendingOptions): Promise<SentInteraction> {
  const transport = createTransport({ clock: systemClock, timeoutMs: 5000 })
  const requests: HttpRequest[] = []
  const held = token === 'good' ? ACCESS_TOKEN : EXPIRED_TOKEN
  const observed: typeof transport = {
    send: (request, options) => {
      requests.push(request)
      return transport.send(request, options)
    },
    close: () => transport.close(),
  }
  try {
    const signer = createSigner(credentialsAt(url), {
      // The token that the sender already holds comes from an earlier day, not from this provider.
      transport: {
        ...observed,
        send: withFirstResponse((...sent) => observed.send(...sent), held),
      },
      clock: systemClock,
    })
    const sender = createSender({
      endpoint: url,
      transport: observed,
      signer,
      clock: IMPATIENT,
      random: createRandom(1),
    })
    return { result: await sender.send({ operation, body }), requests }
  } finally {
    await transport.close()
  }
}

type Send = ReturnType<typeof createTransport>['send']

function withFirstResponse(send: Send, token: string): Send {
  let isFirst = true
  return async (request, options) => {
    if (!isFirst) return send(request, options)
    isFirst = false
    const body = Buffer.from(JSON.stringify({ access_token: token, token_type: 'Bearer' }))
    const headers = [['content-type', 'application/json']] as const
    return {
      request,
      response: { status: 200, headers, body, truncated: false },
      startedAt: systemClock.now(),
      durationMs: 0,
    }
  }
}

export interface QueueingOptions {
  readonly url: string
  readonly operation: string
  readonly body: unknown
  /** The path of a SQLite file. */
  readonly store: string
}

/** Delivers one message through the durable queue, and gives what the failure queue holds in the end. */
export async function queueFor({
  url,
  operation,
  body,
  store: location,
}: QueueingOptions): Promise<readonly StoredDelivery[]> {
  const clock = systemClock
  const transport = createTransport({ clock, timeoutMs: 5000 })
  const store = await openStore(location, { clock })
  try {
    const send: Send = (request, options) => transport.send(request, options)
    const signer = createSigner(credentialsAt(url), {
      transport: { ...transport, send: withFirstResponse(send, ACCESS_TOKEN) },
      clock,
    })
    await store.enqueue([
      {
        id: 'msg_1',
        endpoint: url,
        operation,
        method: 'POST',
        url: belowUrl(url, `/${operation}`),
        body: Buffer.from(JSON.stringify(body)),
      },
    ])
    const attempt = createAttempter({ transport, signer, clock })
    // The waits are the policy's affair, and proven there.
    const policy = { backoffMs: 1, jitter: 0 }
    const worker = createWorker({ store, attempt, clock, random: createRandom(1), policy })
    await worker.run({ until: 'empty' })
    return (await store.list({ states: ['failed'] })).deliveries
  } finally {
    await store.close()
    await transport.close()
  }
}

/** Gets an access token as the sender does before its first delivery. */
export async function requestTokenFrom(url: string): Promise<string | undefined> {
  const transport = createTransport({ clock: systemClock, timeoutMs: 5000 })
  try {
    const signer = createSigner(credentialsAt(url), { transport, clock: systemClock })
    const signed = await signer.sign({ method: 'POST', url, headers: [] })
    return signed.ok ? signed.token?.expose() : undefined
  } finally {
    await transport.close()
  }
}

function credentialsAt(url: string): Credentials {
  return {
    scheme: 'oauth2',
    tokenUrl: `${url}${TOKEN_PATH}`,
    clientId: CLIENT.id,
    clientSecret: new Secret(CLIENT.secret, '$DROPSHIP_CLIENT_SECRET'),
    tokenAuth: 'json',
  }
}
