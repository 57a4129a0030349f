import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Agent, fetch } from 'undici'
import type { Random } from '../../src/core/index.ts'
import type { ExamEnvironment, SenderDriver } from '../../src/examine/index.ts'
import type { VirtualClock } from './virtual-clock.ts'

import type { SenderBehaviour, SenderReply, TestMessage } from './behaviour.ts'

export interface SenderWorld {
  readonly clock: VirtualClock
  readonly random: Random
  /** The message of each operation. */
  readonly examples: Readonly<Record<string, unknown>>
}

/** A sender in this process: a plain fetch loop, with one behaviour for every situation. */
export function inProcess(behaviour: SenderBehaviour, world: SenderWorld): SenderDriver {
  return {
    canRestart: true,
    start: (environment) => {
      const stopping = new AbortController()
      const sender = new Sender(behaviour, environment, world, stopping.signal)
      const messages = environment.isRestart ? sender.stored() : sender.takeOn(world.examples)
      const done = sender.deliverAll(messages).catch(() => undefined)
      return Promise.resolve({
        trouble: () => undefined,
        stop: async () => {
          stopping.abort()
          await done
          await sender.close()
        },
      })
    },
    retry: async (environment) => {
      const sender = new Sender(behaviour, environment, world, new AbortController().signal)
      await Promise.all(
        sender
          .stored()
          .map((message) =>
            sender.attempt({ ...message, body: behaviour.manualBytes(message) }, 1),
          ),
      )
      await sender.close()
      return undefined
    },
  }
}

class Sender {
  readonly #behaviour: SenderBehaviour
  readonly #environment: ExamEnvironment
  readonly #world: SenderWorld
  readonly #signal: AbortSignal
  readonly #agent: Agent
  #token: string | undefined
  #pending: Promise<string | undefined> | undefined
  #woken = new AbortController()

  constructor(
    behaviour: SenderBehaviour,
    environment: ExamEnvironment,
    world: SenderWorld,
    signal: AbortSignal,
  ) {
    this.#behaviour = behaviour
    this.#world = world
    this.#environment = environment
    this.#signal = signal
    this.#agent = new Agent({
      connect: { rejectUnauthorized: behaviour.verifiesCertificates },
      keepAliveTimeout: 2000,
    })
  }

  takeOn(examples: Readonly<Record<string, unknown>>): TestMessage[] {
    const messages = Object.entries(this.#environment.endpoints).map(([operation, url], index) => ({
      id: `msg-${index}-${this.#environment.situation}`,
      operation,
      url,
      body: this.#behaviour.message(operation, examples[operation]),
    }))
    if (this.#behaviour.isDurable) writeFileSync(this.#store(), JSON.stringify(messages))
    return messages
  }

  stored(): TestMessage[] {
    return existsSync(this.#store())
      ? (JSON.parse(readFileSync(this.#store(), 'utf8')) as TestMessage[])
      : []
  }

  #store(): string {
    return join(this.#environment.stateFolder, 'messages.json')
  }

  async deliverAll(messages: readonly TestMessage[]): Promise<void> {
    if (this.#behaviour.isParallel) {
      await Promise.all(messages.map((message) => this.#deliver(message)))
      return
    }
    for (const message of messages) await this.#deliver(message)
  }

  async close(): Promise<void> {
    await this.#agent.destroy()
  }

  async #deliver(message: TestMessage): Promise<void> {
    const { retries, wait, isSuccess, isRetried, retryAfterMs, flushes } = this.#behaviour
    const { clock, random } = this.#world
    for (let retry = 0; retry <= retries; retry++) {
      const reply = await this.attempt(message, retry + 1)
      if (isSuccess(reply)) {
        if (flushes) this.#wakeAll()
        return
      }
      if (retry === retries || !isRetried(reply)) return
      const asked = retryAfterMs(reply.retryAfter, clock.now())
      await clock
        .sleep(
          Math.max(wait(retry + 1, random), asked),
          AbortSignal.any([this.#signal, this.#woken.signal]),
        )
        .catch(() => this.#signal.throwIfAborted())
    }
  }

  #wakeAll(): void {
    const woken = this.#woken
    this.#woken = new AbortController()
    woken.abort()
  }

  /** One attempt, with its resend after a 401. */
  async attempt(message: TestMessage, delivery: number): Promise<SenderReply> {
    const { onUnauthorized, losesOnTokenFailure, sendsWithoutToken } = this.#behaviour
    if (this.#environment.credentials.DROPSHIP_EXAM_AUTH !== 'oauth2') {
      return this.#send(message, delivery, undefined)
    }
    let token = await this.#tokenFor()
    if (token === undefined && !sendsWithoutToken) {
      if (losesOnTokenFailure) return { status: 200, text: '' }
      return { status: 0, text: '' }
    }
    let reply = await this.#send(message, delivery, token)
    if (onUnauthorized === 'nothing') return reply
    for (let left = onUnauthorized === 'for ever' ? 1000 : 1; left > 0; left--) {
      if (reply.status !== 401) return reply
      if (onUnauthorized !== 'same token') {
        if (this.#token === token) this.#token = undefined
        token = await this.#tokenFor()
      }
      reply = await this.#send(message, delivery + 1, token)
    }
    return reply
  }

  async #tokenFor(): Promise<string | undefined> {
    const { tokens } = this.#behaviour
    if (tokens === 'each delivery') return this.#requestToken()
    if (tokens === 'storm') {
      for (let time = 0; time < 30; time++) {
        const token = this.#token ?? (await this.#requestToken())
        if (token !== undefined) return token
      }
      return undefined
    }
    if (this.#token !== undefined) return this.#token
    if (tokens === 'each waiter') return this.#requestToken()
    this.#pending ??= this.#requestToken().finally(() => {
      this.#pending = undefined
    })
    return this.#pending
  }

  async #requestToken(): Promise<string | undefined> {
    const { credentials } = this.#environment
    const reply = await this.#fetch(credentials.DROPSHIP_EXAM_TOKEN_URL ?? '', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: this.#behaviour.grant,
        client_id: credentials.DROPSHIP_EXAM_CLIENT_ID ?? '',
        client_secret: credentials.DROPSHIP_EXAM_CLIENT_SECRET ?? '',
      }).toString(),
    })
    try {
      const { access_token: token } = JSON.parse(reply.text) as { access_token?: string }
      this.#token = token
      return token
    } catch {
      return undefined
    }
  }

  async #send(
    message: TestMessage,
    delivery: number,
    token: string | undefined,
  ): Promise<SenderReply> {
    const { method, headers, bytes, url, redirects } = this.#behaviour
    const request = {
      method,
      headers: {
        ...headers(message, delivery),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...this.#behaviour.credentials?.(this.#environment.credentials),
      },
      body: bytes(message, delivery),
      redirect: redirects === 'followed' ? ('follow' as const) : ('manual' as const),
    }
    const reply = await this.#fetch(url(message), request)
    return redirects === 'followed with credentials' && reply.location !== undefined
      ? this.#fetch(reply.location, request)
      : reply
  }

  async #fetch(url: string, request: Parameters<typeof fetch>[1]): Promise<SenderReply> {
    const { clock } = this.#world
    const limit = new AbortController()
    const done = new AbortController()
    clock.sleep(this.#behaviour.timeoutMs, done.signal).then(
      () => limit.abort(),
      () => undefined,
    )
    const signal = AbortSignal.any([this.#signal, limit.signal])
    try {
      return await clock.request(async () => {
        const response = await fetch(url, { ...request, dispatcher: this.#agent, signal })
        const retryAfter = response.headers.get('retry-after')
        const location = response.headers.get('location')
        return {
          status: response.status,
          text: await this.#read(response),
          ...(retryAfter === null ? {} : { retryAfter }),
          ...(location === null ? {} : { location }),
        }
      })
    } catch {
      this.#signal.throwIfAborted()
      return { status: 0, text: '' }
    } finally {
      done.abort()
    }
  }

  async #read({ body }: Awaited<ReturnType<typeof fetch>>): Promise<string> {
    if (body === null) return ''
    const pieces: Uint8Array[] = []
    let length = 0
    for await (const piece of body as AsyncIterable<Uint8Array>) {
      this.#world.clock.touch()
      length += piece.length
      if (length > this.#behaviour.maxResponseBytes) break
      pieces.push(piece)
    }
    return Buffer.concat(pieces).toString('utf8')
  }
}
