import {
  HarnessError,
  type Header,
  type HttpRequest,
  type HttpResponse,
  isRecord,
  jsonIn,
  objectOf,
  propertiesOf,
  Secret,
  textOf,
  type Transport,
} from '../core/index.ts'
import { type Pact, parsePact } from './pact-file.ts'

/** Where a Pact Broker is, and the credentials that it asks for. */
export interface BrokerAccess {
  /** Without a slash at its end. */
  readonly url: string
  readonly token?: Secret
  readonly username?: string
  readonly password?: Secret
}

export interface RelayOptions {
  readonly access: BrokerAccess
  readonly transport: Transport
  readonly signal: AbortSignal
  /** Whether results are published to the broker. */
  readonly publishes: boolean
  /** What the verifier is given in place of a pact. */
  readonly given: (pact: Pact) => string
  /** What the broker is told of a pact: the verifier's results made readable; nothing when `undefined`. */
  readonly told: (pact: Pact, results: Results) => Results | undefined
}

/** A verifier's results of one pact, in the words of the Pact Broker's API. */
export type Results = Readonly<Record<string, unknown>>

export interface Relayed {
  readonly status: number
  readonly body: string
}

const NOTHING: Relayed = { status: 200, body: '{}' }

/**
 * What Pact's own verifier talks to in place of a Pact Broker. The verifier does the talking; the relay adds the
 * credentials, marks the pacts on their way, and keeps back results that would mislead.
 */
export class BrokerRelay {
  readonly #options: RelayOptions
  readonly #authorization: readonly Header[]
  readonly #notices = new Notices()
  readonly #failures = new Map<string, HarnessError>()
  /** By the address that takes their results. */
  readonly #pacts = new Map<string, Pact>()

  constructor(options: RelayOptions) {
    this.#options = options
    this.#authorization = authorizationOf(options.access)
  }

  /** What went wrong with the broker first, and did not go well later. */
  failure(): HarnessError | undefined {
    return [...this.#failures.values()][0]
  }

  /** The broker's own words: why a pact is verified, and what its published result means. */
  notices(): readonly string[] {
    return this.#notices.said
  }

  /**
   * Passes a request on to the broker.
   * @param rest what follows the broker's own address
   * @param home where the verifier finds the broker
   */
  async relay(method: string, rest: string, body: Buffer, home: string): Promise<Relayed> {
    const url = `${this.#options.access.url}${rest}`
    const request = `${method} ${url}`
    const pact = method === 'POST' ? this.#pacts.get(url) : undefined
    try {
      const response =
        pact === undefined
          ? this.#given(await this.#asked(method, url, body), url, home)
          : await this.#published(pact, url, body)
      this.#failures.delete(request)
      return response
    } catch (error) {
      if (!(error instanceof HarnessError)) throw error
      this.#failures.set(request, error)
      // After 503 the verifier asks again, a few times.
      return { status: error.code === 'BROKER_UNAVAILABLE' ? 503 : 400, body: '{}' }
    }
  }

  /** What the verifier is given in place of a document of the broker. */
  #given(text: string, url: string, home: string): Relayed {
    const { access, publishes, given } = this.#options
    const document = jsonIn(text)
    this.#notices.listed(document)
    const moved = (json: unknown): unknown => withLinks(json, access.url, home)
    if (!isRecord(document) || !Array.isArray(document.interactions)) {
      return { status: 200, body: JSON.stringify(moved(document)) }
    }
    // What is promised stays as it is written, numbers included.
    const properties = propertiesOf(text).map(([name, json]): [string, string] => [
      name,
      name === '_links' ? JSON.stringify(moved(jsonIn(json))) : json,
    ])
    const pact = parsePact(objectOf(properties), url)
    const address = linkIn(document, 'pb:publish-verification-results')
    if (address !== undefined) this.#pacts.set(address, pact)
    else if (publishes) this.#failures.set(`results of ${url}`, takesNoResults(url))
    this.#notices.begun(url)
    return { status: 200, body: given(pact) }
  }

  async #published(pact: Pact, url: string, body: Buffer): Promise<Relayed> {
    const results = jsonIn(body.toString())
    const told = isRecord(results) ? this.#options.told(pact, results) : undefined
    if (told === undefined) return NOTHING
    await this.#asked('POST', url, Buffer.from(JSON.stringify(told)))
    this.#notices.published(pact.file, told.success === true)
    return NOTHING
  }

  /** The text of the broker's response: a JSON object. @throws HarnessError BROKER_UNAVAILABLE, BROKER_REFUSED */
  async #asked(method: string, url: string, body: Buffer): Promise<string> {
    const { transport, signal } = this.#options
    const hasBody = body.length > 0
    const request: HttpRequest = {
      method,
      url,
      headers: [
        ['Accept', 'application/hal+json, application/json'],
        ...(hasBody ? [['Content-Type', 'application/json'] as const] : []),
        ...this.#authorization,
      ],
      ...(hasBody ? { body } : {}),
    }
    const { response, failure } = await transport.send(request, { signal })
    if (response !== undefined && failure === undefined) {
      return objectIn(response, `${method} ${url}`)
    }
    throw new HarnessError('BROKER_UNAVAILABLE', 'The Pact Broker gave no response.', {
      where: `${method} ${url}`,
      found: failure?.message ?? 'no response',
      next: 'check --broker-url and the network',
    })
  }
}

function objectIn(response: HttpResponse, where: string): string {
  const text = textOf(response.body)
  const { status } = response
  if (status < 200 || status > 299) throw rejected(status, text, where)
  if (text === '') return '{}'
  if (isRecord(jsonIn(text))) return text
  throw new HarnessError('BROKER_REFUSED', 'The response of the Pact Broker is not JSON.', {
    where,
    found: text.slice(0, 200),
    next: 'check --broker-url: it should lead to the broker itself',
  })
}

function rejected(status: number, text: string, where: string): HarnessError {
  const isLocked = status === 401 || status === 403
  const code = status >= 500 || status === 429 ? 'BROKER_UNAVAILABLE' : 'BROKER_REFUSED'
  return new HarnessError(code, `The Pact Broker responded with ${status}.`, {
    where,
    ...(text === '' ? {} : { found: text.slice(0, 500) }),
    next: isLocked
      ? 'check $PACT_BROKER_TOKEN, or $PACT_BROKER_USERNAME and $PACT_BROKER_PASSWORD'
      : 'the broker says why: see found',
  })
}

function takesNoResults(where: string): HarnessError {
  return new HarnessError('BROKER_REFUSED', 'The Pact Broker takes no results for this pact.', {
    where,
    found: 'the pact has no link pb:publish-verification-results',
    next: 'check that the credentials allow writing',
  })
}

function authorizationOf({ token, username, password }: BrokerAccess): Header[] {
  if (token !== undefined) return [['Authorization', token.within((text) => `Bearer ${text}`)]]
  if (username === undefined) return []
  const pair = Buffer.from(`${username}:${password?.expose() ?? ''}`).toString('base64')
  const secret = new Secret(pair, '$PACT_BROKER_PASSWORD')
  return [['Authorization', secret.within((text) => `Basic ${text}`)]]
}

/** The address of a link of a HAL document. */
function linkIn(document: unknown, relation: string): string | undefined {
  const links = isRecord(document) && isRecord(document._links) ? document._links : {}
  const link = links[relation]
  return isRecord(link) && typeof link.href === 'string' ? link.href : undefined
}

/** A HAL document whose links to one address lead to another. Links elsewhere stay, and get no credentials. */
function withLinks(value: unknown, from: string, to: string): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => withLinks(item, from, to))
  if (!isRecord(value)) return value
  const entries = Object.entries(value).map(([name, part]) => {
    const isLink = name === 'href' && typeof part === 'string'
    return [name, isLink ? relinked(part, from, to) : withLinks(part, from, to)]
  })
  return Object.fromEntries(entries) as unknown
}

function relinked(href: string, from: string, to: string): string {
  const absolute = href.startsWith('/') ? `${new URL(from).origin}${href}` : href
  const rest = absolute.slice(from.length)
  return absolute.startsWith(from) && /^(?:$|[/?{])/.test(rest) ? `${to}${rest}` : href
}

/** The broker's notices, which it gives with the list of pacts, each for its time. */
class Notices {
  readonly said: string[] = []
  readonly #byPact = new Map<string, readonly Readonly<Record<string, unknown>>[]>()

  listed(document: unknown): void {
    const embedded = isRecord(document) && isRecord(document._embedded) ? document._embedded : {}
    for (const each of listOf(embedded.pacts)) {
      const { verificationProperties: properties } = isRecord(each) ? each : {}
      const notices = isRecord(properties) ? listOf(properties.notices).filter(isRecord) : []
      this.#byPact.set(linkIn(each, 'self') ?? '', notices)
    }
  }

  begun(url: string): void {
    this.#say(url, 'before_verification')
  }

  published(url: string, success: boolean): void {
    this.#say(url, `after_verification:success_${success}_published_true`)
  }

  #say(url: string, when: string): void {
    const now = (this.#byPact.get(url) ?? []).filter((each) => each.when === when)
    this.said.push(...now.map(({ text }) => String(text)))
  }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
