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

  /** @internal */
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

/** How a value looks where it is echoed: as it is, in a URL, in a form, in JSON, in Base64, in hexadecimal. */
function spellings(value: string): string[] {
  const bytes = Buffer.from(value)
  const hex = bytes.toString('hex')
  const inUrl = encodeURIComponent(value)
  return [
    value,
    inUrl,
    inUrl.replaceAll(/%[0-9A-F]{2}/g, (escaped) => escaped.toLowerCase()),
    new URLSearchParams([['', value]]).toString().slice(1),
    JSON.stringify(value).slice(1, -1),
    bytes.toString('base64'),
    bytes.toString('base64url'),
    hex,
    hex.toUpperCase(),
    ...(value.length < LEAST_CHANGED ? [] : [value.toUpperCase(), value.toLowerCase()]),
    ...[0, 1, 2].flatMap((before) => withinBase64(bytes, before)),
  ]
}

/** A shorter secret in other capitals, or in the middle of Base64, could be any text. */
const LEAST_CHANGED = 8

/** What is the same in the Base64 of every text that has so many bytes, modulo three, before the secret: `Bearer X`. */
function withinBase64(secret: Uint8Array, before: number): string[] {
  if (secret.length < LEAST_CHANGED) return []
  const encoded = Buffer.concat([Buffer.alloc(before), secret])
  const first = Math.ceil((before * 8) / 6)
  const last = Math.floor((encoded.length * 8) / 6)
  return (['base64', 'base64url'] as const).map((encoding) =>
    encoded.toString(encoding).slice(first, last),
  )
}

/** Replaces known secrets in text that came from outside (an endpoint may echo what it was sent). */
export class Redactor {
  #known = new Map<string, string>()
  /** By the hash of their first characters: nearly every text has none, and is searched once instead of once for each. */
  #byHead: HeadIndex | undefined

  /** Secrets of fewer than four characters are not searched for: they would blank out ordinary text. */
  add(...secrets: readonly Secret[]): void {
    for (const secret of secrets) {
      const value = secret.expose()
      if (value.length < HEAD) continue
      for (const spelling of spellings(value)) this.#known.set(spelling, secret.placeholder)
    }
    // A secret may contain another one: the longest is replaced first, so that no part of it remains.
    this.#known = new Map(
      [...this.#known].toSorted(([left], [right]) => right.length - left.length),
    )
    this.#byHead = undefined
  }

  /** An excerpt that ends with `…` may end within a secret: the beginning of one is replaced as well. */
  redact(text: string): string {
    const result = this.#has(text) ? this.#replaced(text) : text
    return result.includes(CUT) ? this.#redactCut(result) : result
  }

  #has(text: string): boolean {
    if (this.#known.size === 0) return false
    this.#byHead ??= indexByHead([...this.#known.keys()])
    const { places, mask } = this.#byHead
    let head = 0
    for (let end = 0; end < text.length; end++) {
      head = withNext(head, text.charCodeAt(end))
      const found = places[hashOf(head) & mask]
      if (found?.some((value) => text.startsWith(value, end - HEAD + 1)) === true) return true
    }
    return false
  }

  #replaced(text: string): string {
    let result = text
    for (const [value, placeholder] of this.#known) {
      // A function: a placeholder begins with a dollar sign, which means something in a replacement.
      if (result.includes(value)) result = result.replaceAll(value, () => placeholder)
    }
    return result
  }

  #redactCut(text: string): string {
    const parts = text.split(CUT)
    const last = parts.pop() ?? ''
    const clean = parts.map((part) => {
      for (const [value, placeholder] of this.#known) {
        const start = startOfCutSecret(part, value)
        if (start !== undefined) return `${part.slice(0, start)}${placeholder}`
      }
      return part
    })
    return [...clean, last].join(CUT)
  }
}

/** No secret is searched for that is shorter. */
const HEAD = 4
/** Places for each value: so few texts meet one by chance. */
const SPARSE = 64

/** The last characters of a text, a byte each: what is compared afterwards is the text itself. */
function withNext(head: number, code: number): number {
  return (head << 8) | (code & 0xff)
}

function hashOf(head: number): number {
  return Math.imul(head, 0x9e3779b1) >>> 16
}

interface HeadIndex {
  readonly places: readonly (readonly string[] | undefined)[]
  /** Of a hash, the bits that number a place. */
  readonly mask: number
}

/** As large as the values need: every new token makes an index anew. */
function indexByHead(values: readonly string[]): HeadIndex {
  const size = Math.min(2 ** 16, 2 ** Math.ceil(Math.log2(values.length * SPARSE)))
  const places: (readonly string[] | undefined)[] = Array.from({ length: size })
  for (const value of values) {
    let head = 0
    for (let at = 0; at < HEAD; at++) head = withNext(head, value.charCodeAt(at))
    const place = hashOf(head) & (size - 1)
    places[place] = [...(places[place] ?? []), value]
  }
  return { places, mask: size - 1 }
}

const CUT = '…'

/** So few characters of a secret tell nothing of it, and occur in ordinary text. */
const SHORTEST_CUT = 6

/** Where the beginning of a secret begins with which a text ends. */
function startOfCutSecret(text: string, secret: string): number | undefined {
  const head = secret.slice(0, SHORTEST_CUT)
  let at = text.indexOf(head, Math.max(0, text.length - secret.length))
  while (at >= 0) {
    if (secret.startsWith(text.slice(at))) return at
    at = text.indexOf(head, at + 1)
  }
  return undefined
}
