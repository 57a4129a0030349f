import type { Signer } from '../../auth/index.ts'
import type { Addresses } from '../../contract/index.ts'
import { type HttpRequest, Secret } from '../../core/index.ts'

/** Every secret that comes up in a run: none is written anywhere. */
export class SeenSecrets {
  readonly #signer: Signer
  readonly #secrets = new Map<string, Secret>()

  constructor({ addresses, signer }: { readonly addresses: Addresses; readonly signer: Signer }) {
    this.#signer = signer
    for (const secret of addresses.secrets) this.keep(secret)
  }

  keep(secret: Secret): void {
    this.#secrets.set(secret.expose(), secret)
  }

  /** Every credential that was sent, including invalid ones: an endpoint may echo any of them. */
  keepSent({ headers }: HttpRequest): void {
    for (const [name, value] of headers) {
      // A signature is valid for its own request only, and there is one for each.
      if (!(value instanceof Secret) || value.expose().startsWith('AWS4')) continue
      // The name of a scheme is not a secret: treated as one, it would be redacted from every header and sentence.
      if (/^(?:Bearer|Basic) *$/i.test(value.expose())) continue
      this.keep(value)
      if (name.toLowerCase() === 'authorization' && value.expose().includes(' '))
        this.keep(value.within((text) => text.slice(text.indexOf(' ') + 1)))
    }
  }

  all(): readonly Secret[] {
    return [...this.#signer.secrets(), ...this.#secrets.values()]
  }
}
