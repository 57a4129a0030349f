import { timingSafeEqual, createHash } from 'node:crypto'
import { inspect } from 'node:util'

/**
 * A value that must not reach a log, report, journal or certificate. Whatever prints it shows its placeholder
 * (`$DROPSHIP_CLIENT_SECRET`); only transport and signers call {@link Secret.expose}.
 */
export class Secret {
  readonly #value: string
  /** What is shown instead, usually the environment variable that holds it: `$DROPSHIP_API_KEY`. */
  readonly placeholder: string

  constructor(value: string, placeholder: string) {
    this.#value = value
    this.placeholder = placeholder
  }

  expose(): string {
    return this.#value
  }

  /** Constant-time comparison. */
  equals(other: string): boolean {
    return constantTimeEqual(this.#value, other)
  }

  /** The same secret within a longer text: `secret.within((value) => 'Bearer ' + value)`. */
  within(wrap: (value: string) => string): Secret {
    return new Secret(wrap(this.#value), wrap(this.placeholder))
  }

  toString(): string {
    return this.placeholder
  }

  toJSON(): string {
    return this.placeholder
  }

  [inspect.custom](): string {
    return `Secret(${this.placeholder})`
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

/** Compares two texts in a time that does not depend on where they differ. */
export function constantTimeEqual(left: string, right: string): boolean {
  return timingSafeEqual(digest(left), digest(right))
}

/** Replaces known secrets in text that came from outside (an endpoint may echo what it was sent). */
export class Redactor {
  readonly #known = new Map<string, string>()

  /** Secrets of fewer than four characters are not searched for: they would blank out ordinary text. */
  add(...secrets: readonly Secret[]): void {
    for (const secret of secrets) {
      const value = secret.expose()
      if (value.length < 4) continue
      this.#known.set(value, secret.placeholder)
      this.#known.set(encodeURIComponent(value), secret.placeholder)
      this.#known.set(Buffer.from(value).toString('base64'), secret.placeholder)
    }
  }

  redact(text: string): string {
    let result = text
    for (const [value, placeholder] of this.#known) {
      if (result.includes(value)) result = result.replaceAll(value, placeholder)
    }
    return result
  }
}
