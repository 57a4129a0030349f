import { createServer as createTlsServer, type ServerOptions } from 'node:https'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { readClientCertificate, type Route, Secret, trusting } from '../../src/core/index.ts'
import { issue, makeAuthority, type Pair } from '../support/authority.ts'
import { closeAll, listening, outcome, post, transport } from '../support/http-servers.ts'

/** Certificates that a client shows to servers that ask for one. */

afterEach(closeAll)

const PASSPHRASE = 'only for this test'
let authority: Pair
let server: Pair
let client: Pair
let encrypted: Pair
let stranger: Pair

beforeAll(async () => {
  authority = await makeAuthority('Test authority')
  server = await issue(authority, ['localhost'])
  client = await issue(authority, ['sender.test'])
  encrypted = await issue(authority, ['sender.test'], PASSPHRASE)
  stranger = await issue(await makeAuthority('Another authority'), ['sender.test'])
})

const names = { certificate: '--cert client.pem', key: '--key client.key' }

describe('a client certificate', () => {
  it('is read with its key, which may be encrypted, or lie in the same file', () => {
    const passphrase = new Secret(PASSPHRASE, '$DROPSHIP_KEY_PASSPHRASE')
    const both = `${client.cert}\n${client.key}`
    const read = [
      readClientCertificate({ certificate: client.cert, key: client.key, names }),
      readClientCertificate({ certificate: both, key: both, names }),
      readClientCertificate({ certificate: encrypted.cert, key: encrypted.key, passphrase, names }),
    ]
    for (const { key } of read) expect(key.expose()).toMatch(/^-----BEGIN PRIVATE KEY-----/)
    expect(JSON.stringify(read)).not.toContain('PRIVATE KEY-----\\n')
  })

  it.each<[string, () => Partial<Parameters<typeof readClientCertificate>[0]>, object]>([
    [
      'an encrypted key without its passphrase',
      () => encrypted,
      { code: 'MISSING_SECRET', details: { where: '--key client.key' } },
    ],
    [
      'a wrong passphrase',
      () => ({ ...encrypted, passphrase: new Secret('wrong', '$DROPSHIP_KEY_PASSPHRASE') }),
      {
        code: 'INVALID_FILE',
        message: 'The private key cannot be decrypted with this passphrase.',
      },
    ],
    [
      'the key of another certificate',
      () => ({ ...client, key: stranger.key }),
      { message: 'The private key is not that of the certificate.' },
    ],
    [
      'a certificate without a key',
      () => ({ ...client, key: client.cert }),
      { message: '--key client.key does not contain a private key.' },
    ],
    [
      'a key without a certificate',
      () => ({ ...client, certificate: client.key }),
      { message: '--cert client.pem does not contain a certificate.' },
    ],
    [
      'PKCS#12',
      () => ({ ...client, certificate: '0\u0082\u0005\u0003binary' }),
      { details: { next: expect.stringContaining('openssl pkcs12') as string } },
    ],
  ])('is rejected: %s', (_what, change, expected) => {
    const given = change() as Partial<Pair> & {
      readonly certificate?: string
      readonly key: string
    }
    const files = { ...given, certificate: given.certificate ?? given.cert ?? '', names }
    expect(thrownBy(() => readClientCertificate(files))).toMatchObject(expected)
  })
})

function thrownBy(call: () => unknown): unknown {
  try {
    return call()
  } catch (error) {
    return error
  }
}

async function serve(options: ServerOptions): Promise<string> {
  const made = createTlsServer({ ...server, ca: authority.cert, ...options }, (request, response) =>
    request.url === '/reset' ? request.socket.destroy() : response.end('fine'),
  )
  return `https://localhost:${await listening(made)}`
}

function routeWith(pair?: Pair): Route {
  const route = trusting(authority.cert, 'the test')
  if (pair === undefined) return route
  const certificate = { certificate: pair.cert, key: pair.key, names }
  return { ...route, clientCertificate: readClientCertificate(certificate) }
}

const REQUIRED = { requestCert: true, rejectUnauthorized: true }

describe.each(['TLSv1.2', 'TLSv1.3'] as const)('a server that requires one, by %s', (version) => {
  const only = { ...REQUIRED, minVersion: version, maxVersion: version }

  it('accepts the one that it trusts', async () => {
    const url = await serve(only)
    const sending = transport({ route: routeWith(client) })
    expect(outcome(await sending.send(post(url)))).toBe('200, no failure')
    expect(outcome(await sending.send(post(url)))).toBe('200, no failure')
  })

  it.each([
    ['none was given', () => undefined, /, and none was given$/, /--cert FILE --key FILE/],
    [
      'it trusts another',
      () => stranger,
      /, and does not accept the one given$/,
      /the client has registered/,
    ],
  ])('is named as the cause when %s', async (_what, given, message, next) => {
    const sending = transport({ route: routeWith(given()) })
    const { failure, response } = await sending.send(post(await serve(only)))
    expect(response).toBeUndefined()
    expect(failure?.kind).toBe('tls')
    expect(failure?.message).toMatch(/the server asks for a client certificate/)
    expect(failure?.message).toMatch(message)
    expect(failure?.next).toMatch(next)
  })
})

describe('a connection that ends without a response', () => {
  it('is what it is where no certificate was asked for, or the one given is trusted', async () => {
    const plain = await transport({ route: routeWith() }).send(post(`${await serve({})}/reset`))
    expect(outcome(plain)).toBe('no response, connection-reset')
    expect(plain.failure?.message).not.toContain('certificate')
  })
})
