import type { Signer, TokenFailure } from '../../auth/index.ts'
import type { Addresses } from '../../contract/index.ts'
import { type HttpRequest, Secret } from '../../core/index.ts'
import { RunEnded } from './run-ended.ts'

export interface OwnAccessOptions {
  readonly addresses: Addresses
  readonly signer: Signer
  readonly signal: AbortSignal
}

/** The own credentials of a run, apart from any message. */
export class OwnAccess {
  readonly #options: OwnAccessOptions

  constructor(options: OwnAccessOptions) {
    this.#options = options
  }

  /** Gets the access token that the first request will carry; says what went wrong, or nothing. */
  async firstToken(): Promise<TokenFailure | undefined> {
    const { signer, signal } = this.#options
    const signed = await signer.sign(this.#anyRequest(), signal)
    if (signal.aborted) throw new RunEnded()
    return signed.ok ? undefined : signed.failure
  }

  /** Gets a new token as after a 401; says what went wrong, or nothing. */
  async renewToken(): Promise<string | undefined> {
    const { signer, signal } = this.#options
    const signed = await signer.sign(this.#anyRequest(), signal)
    if (!signed.ok) return signed.failure.message
    const renewed = await signer.renew(signed.token, signal)
    return renewed.ok ? undefined : renewed.failure.message
  }

  /** The correct credentials as they are now, without their scheme: the token, the key, the pair in base64. */
  async correctCredentials(name: string): Promise<string | undefined> {
    const { signer, signal } = this.#options
    const signed = await signer.sign(this.#anyRequest(), signal)
    if (!signed.ok) return undefined
    const [, value] = signed.request.headers.find(([key]) => key.toLowerCase() === name) ?? []
    const text = value instanceof Secret ? value.expose() : value
    return name === 'authorization' ? text?.slice(text.indexOf(' ') + 1) : text
  }

  /** What is signed to see the credentials alone. */
  #anyRequest(): HttpRequest {
    return { method: 'POST', url: this.#options.addresses.enabled[0]?.url ?? '', headers: [] }
  }
}
