import {
  HarnessError,
  type Header,
  type HttpRequest,
  isRecord,
  jsonIn,
  Secret,
  textOf,
  type Transport,
} from '../core/index.ts'

/** Where a Pact Broker is, and what it lets us in with. */
export interface BrokerAccess {
  readonly url: string
  readonly token?: Secret
  readonly username?: string
  readonly password?: Secret
}

/** A broker's HAL API: every address but the first is taken from the links of an answer. */
export interface Broker {
  /** The address of a link of the broker's index, its parameters put in. @throws HarnessError as `call` does */
  link(relation: string, parameters?: Readonly<Record<string, string>>): Promise<string>
  /** @throws HarnessError BROKER_UNAVAILABLE, BROKER_REFUSED */
  call(method: string, url: string, body?: unknown): Promise<Record<string, unknown>>
}

export function connectBroker(access: BrokerAccess, transport: Transport): Broker {
  const authorization = authorizationOf(access)
  const call: Broker['call'] = async (method, url, body) => {
    // A link that leads to another host must not receive the broker's credentials.
    const isOwn = new URL(url).origin === new URL(access.url).origin
    const request: HttpRequest = {
      method,
      url,
      headers: [
        ['Accept', 'application/hal+json, application/json'],
        ...(body === undefined ? [] : [['Content-Type', 'application/json'] as const]),
        ...(isOwn ? authorization : []),
      ],
      ...(body === undefined ? {} : { body: Buffer.from(JSON.stringify(body)) }),
    }
    const { response, failure } = await transport.send(request)
    if (response === undefined || failure !== undefined) {
      throw new HarnessError('BROKER_UNAVAILABLE', 'The Pact Broker gave no answer.', {
        where: `${method} ${url}`,
        found: failure?.message ?? 'no answer',
        next: 'check --broker-url and the network',
      })
    }
    const text = textOf(response.body)
    if (response.status < 200 || response.status > 299)
      throw refused(method, url, response.status, text)
    const answer = jsonIn(text)
    if (isRecord(answer)) return answer
    if (text === '') return {}
    throw new HarnessError(
      'BROKER_UNAVAILABLE',
      'The Pact Broker gave an answer that is no JSON.',
      {
        where: `${method} ${url}`,
        found: text.slice(0, 200),
        next: 'check --broker-url: it should lead to the broker itself',
      },
    )
  }
  let index: Promise<Record<string, unknown>> | undefined
  return {
    call,
    link: async (relation, parameters = {}) => {
      const href = linkIn(await (index ??= call('GET', access.url)), relation)
      if (href === undefined) {
        throw new HarnessError('BROKER_REFUSED', `The Pact Broker does not offer ${relation}.`, {
          where: access.url,
          next: 'check --broker-url, or use a newer broker',
        })
      }
      return new URL(
        href.replaceAll(/\{(\w+)\}/g, (whole, name: string) =>
          name in parameters ? encodeURIComponent(parameters[name] ?? '') : whole,
        ),
        `${access.url}/`,
      ).toString()
    },
  }
}

function authorizationOf({ token, username, password }: BrokerAccess): Header[] {
  if (token !== undefined) return [['Authorization', token.within((text) => `Bearer ${text}`)]]
  if (username === undefined) return []
  const pair = Buffer.from(`${username}:${password?.expose() ?? ''}`).toString('base64')
  const secret = new Secret(pair, '$PACT_BROKER_PASSWORD')
  return [['Authorization', secret.within((text) => `Basic ${text}`)]]
}

function refused(method: string, url: string, status: number, text: string): HarnessError {
  const isLocked = status === 401 || status === 403
  return new HarnessError('BROKER_REFUSED', `The Pact Broker answered ${status}.`, {
    where: `${method} ${url}`,
    ...(text === '' ? {} : { found: text.slice(0, 500) }),
    next: isLocked
      ? 'check $PACT_BROKER_TOKEN, or $PACT_BROKER_USERNAME and $PACT_BROKER_PASSWORD'
      : 'the broker says why: see found',
  })
}

/** The address of a link in a HAL document. */
export function linkIn(document: unknown, relation: string): string | undefined {
  const links = isRecord(document) && isRecord(document._links) ? document._links : {}
  const link = links[relation]
  return isRecord(link) && typeof link.href === 'string' ? link.href : undefined
}
