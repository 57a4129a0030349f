import { createSecureServer } from 'node:http2'
import { describe, expect, it } from 'vitest'
import type { Report } from '../../src/certify/index.ts'
import { nextFor } from '../../src/certify/run/connection-advice.ts'
import {
  createTransport,
  type ExchangeFailure,
  systemClock,
  valueAt,
} from '../../src/core/index.ts'
import { apiKey, basic, tokens, type TestAuthority } from '../endpoints/authority.ts'
import { CAUSES } from '../endpoints/causes.ts'
import { type Behaviour, correctBehaviour, json } from '../endpoints/endpoint.ts'
import { certifyBehaviour } from '../support/certifying.ts'
import { listening } from '../support/http-servers.ts'
import { LOCALHOST_CERTIFICATE, TRUSTING_LOCALHOST } from '../support/localhost-certificate.ts'

function advicesOf({ checks, problem }: Report): string[] {
  const failing = checks.filter((each) => each.status === 'failed' || each.status === 'warned')
  return [
    ...failing.flatMap(({ fix }) => fix ?? []),
    ...(problem === undefined ? [] : [problem.next]),
  ]
}

describe.each(CAUSES)('%s', (_title, options, causes) => {
  it.each(causes)('for $title: its own advice alone', async ({ behaviour, advice }) => {
    const advices = advicesOf(await certifyBehaviour(behaviour(), options))
    expect(advices.filter((text) => advice.test(text))).not.toEqual([])
    const ofOthers = causes.filter((other) => other.advice.source !== advice.source)
    for (const other of ofOthers) {
      expect(advices.filter((text) => other.advice.test(text))).toEqual([])
    }
  })
})

describe('a connection that does not come about', () => {
  const failure = (kind: ExchangeFailure['kind'], code: string): ExchangeFailure => ({
    kind,
    code,
    message: '',
  })
  const CONNECTIONS: readonly (readonly [string, ExchangeFailure, RegExp])[] = [
    ['an unknown name', failure('name-resolution', 'ENOTFOUND'), /host name in the URL/],
    ['a closed port', failure('connection-refused', 'ECONNREFUSED'), /host and port/],
    ['a firewall', failure('connect-timeout', 'ETIMEDOUT'), /firewall/],
    ['an own authority', failure('tls', 'DEPTH_ZERO_SELF_SIGNED_CERT'), /--ca FILE; the sender/],
    [
      'a missing part of the chain',
      failure('tls', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'),
      /whole chain/,
    ],
    ['an expired certificate', failure('tls', 'CERT_HAS_EXPIRED'), /renew/],
    ['another name', failure('tls', 'ERR_TLS_CERT_ALTNAME_INVALID'), /the certificate is for/],
    ['no TLS', failure('tls', 'ERR_SSL_WRONG_VERSION_NUMBER'), /speaks no TLS/],
    [
      'HTTP/2 alone',
      failure('tls', 'ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL'),
      /HTTP\/1\.1 beside HTTP\/2/,
    ],
  ]
  it.each(CONNECTIONS)('%s: its own advice alone', (_title, failed, advice) => {
    const next = nextFor(failed, 'https://client.example/hooks') ?? ''
    expect(CONNECTIONS.filter(([, , other]) => other.test(next)).map(([, , own]) => own)).toEqual([
      advice,
    ])
  })
})

it('a server that speaks HTTP/2 alone is named as that, over a real connection', async () => {
  const server = createSecureServer({ ...LOCALHOST_CERTIFICATE, allowHTTP1: false })
  const port = await listening(server)
  const transport = createTransport({ clock: systemClock, route: TRUSTING_LOCALHOST })
  const url = `https://localhost:${port}/hooks`
  const { failure: failed } = await transport.send(
    { method: 'POST', url, headers: [], body: Buffer.from('{}') },
    { timeoutMs: 5000 },
  )
  await transport.close()
  expect(failed?.kind).toBe('tls')
  expect(nextFor(failed, url)).toContain('HTTP/1.1 beside HTTP/2')
})

describe('credentials that are wrong on purpose', () => {
  const shown = async (behaviour: Behaviour, id: string) => {
    const report = await certifyBehaviour(behaviour, {
      level: 'compatible',
      only: [`authenticate/*/${id}`],
    })
    const found = report.checks.find((check) => check.id.endsWith(`/${id}`))
    return `${found?.reproduce ?? ''} ${found?.actual ?? ''} ${found?.fix ?? ''}`
  }
  const accepting = (authority: TestAuthority): Behaviour => ({
    ...correctBehaviour(authority),
    authenticate: ({ request }) =>
      request.headers.authorization === undefined && authority.challenge !== 'ApiKey'
        ? json(401, {})
        : undefined,
  })

  it.each<[string, Behaviour, string, RegExp]>([
    ['what has nothing of the secret is shown', accepting(basic()), 'malformed', /Basic !!!/],
    [
      'what has is described',
      accepting(basic()),
      'truncated-password',
      /Basic \(a truncated password\)/,
    ],
  ])('%s', async (_title, behaviour, id, expected) => {
    expect(await shown(behaviour, id)).toMatch(expected)
  })

  it('a check that needs other credentials says which', async () => {
    const withoutLetters = tokens({ mint: () => String(Math.random()).replaceAll(/\D/g, '') })
    expect(await shown(correctBehaviour(withoutLetters), 'token-in-another-case')).toMatch(
      /skipped: it needs a token with letters .*certify with a token with letters/,
    )
  })
})

it('an API key in a header with an underscore: nginx, which drops it, is named', async () => {
  const { problem } = await certifyBehaviour({
    ...correctBehaviour(apiKey('X_Client_Key')),
    authenticate: () => json(401, {}),
  })
  expect(problem?.next).toMatch(/nginx drops the header x_client_key/)
})

describe('a rejection that names another field', () => {
  const naming = (field: string): Behaviour => ({
    ...correctBehaviour(),
    reject: (call, violations) =>
      violations.some(({ pointer }) => pointer === '/order/brand')
        ? json(422, { message: 'no', errors: [{ field, code: 'invalid' }] })
        : correctBehaviour().reject(call, violations),
  })
  const rejected = async (field: string) => {
    const { checks } = await certifyBehaviour(naming(field), {
      level: 'strict',
      only: ['refuse/drop_shipment_cancellation/*', 'answer/drop_shipment_cancellation/*'],
    })
    return checks.filter(({ status }) => status === 'failed' || status === 'warned')
  }

  it('is for another reason where that field is in the message', async () => {
    const found = await rejected('order.status')
    expect(found.map(({ actual }) => actual)).toContain(
      'rejected for another reason: the response names order.status',
    )
  })

  it('is not, where it is nothing of the message: a warning about the name', async () => {
    const found = await rejected('order.brandName')
    expect(found.map(({ requirement, status }) => [requirement, status])).toEqual([
      ['DS-ANS-03', 'warned'],
    ])
    expect(found[0]?.actual).toContain('what is not in the message')
  })
})

describe('advice that follows from what is wrong', () => {
  it('says of a shop that accepts one message about an order that an order gets many', async () => {
    const shipped = new Set<string>()
    const report = await certifyBehaviour(
      {
        ...correctBehaviour(),
        invented: (_call, body) => {
          const order = JSON.stringify(valueAt(body, ['shipment', 'client_identifier']))
          const isFirst = !shipped.has(order)
          shipped.add(order)
          return isFirst ? undefined : json(409, { message: 'already shipped' })
        },
      },
      {
        level: 'compatible',
        operations: ['drop_shipment_confirmation'],
        fixtures: { orders: [{ identifier: 'A-1001', items: [] }] },
      },
    )
    const everyTime = report.checks.find(({ id }) => id.endsWith('every-time'))
    expect(everyTime?.fix).toMatch(/accept each further message about an order/)
  })

  it('names the property of a token response that is wrong, and how it is to be', async () => {
    const behaviour = correctBehaviour(
      tokens({
        respond: (_response, token) =>
          json(200, { access_token: token, token_type: 'Bearer', expires_in: '3600' }),
      }),
    )
    const report = await certifyBehaviour(behaviour, { only: ['token/response'] })
    expect(report.checks.find(({ id }) => id === 'token/response')).toMatchObject({
      status: 'failed',
      actual: 'expires_in is "3600" instead of a number of seconds',
      fix: 'send expires_in as a JSON number of seconds, without quotes: 3600',
    })
  })
})
