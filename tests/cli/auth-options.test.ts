import { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { addAuthOptions, readCredentials, readOtherClient } from '../../src/cli/options/auth.ts'
import { readRequestHeaders } from '../../src/cli/options/request-headers.ts'
import { HarnessError } from '../../src/core/index.ts'

function read(line: string, env: Readonly<Record<string, string>> = {}) {
  const command = addAuthOptions(new Command().exitOverride())
  command.parse(line.split(' ').filter(Boolean), { from: 'user' })
  return readCredentials(command.opts(), env)
}

function codeOf(line: string, env: Readonly<Record<string, string>> = {}): string {
  try {
    read(line, env)
    return 'no error'
  } catch (error) {
    return error instanceof HarnessError ? `${error.code} ${error.exitCode}` : String(error)
  }
}

const CLIENT = { DROPSHIP_CLIENT_ID: 'i', DROPSHIP_CLIENT_SECRET: 's' }

describe('the scheme', () => {
  it.each([
    ['', 'none', {}],
    ['--token-url http://localhost:1/token', 'oauth2', CLIENT],
    ['--username a --password b', 'basic', {}],
    ['--api-key k --header X-Api-Key', 'api-key', {}],
    ['--auth api-key --header X-Key', 'api-key', { DROPSHIP_API_KEY: 'k' }],
    [
      '--auth aws-sigv4 --region r --service s',
      'aws-sigv4',
      { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' },
    ],
  ])('of "%s" is %s', (line, scheme, env) => {
    expect(read(line, env).scheme).toBe(scheme)
  })
})

describe('another client', () => {
  const readOther = (options: object, env: Record<string, string> = {}) =>
    readOtherClient(options as Record<string, unknown>, env)

  it('is read from its option and from the environment, or absent', () => {
    expect(readOther({})).toBeUndefined()
    const env = { DROPSHIP_OTHER_CLIENT_SECRET: 'hush' }
    const other = readOther({ otherClientId: 'shop' }, env)
    expect([other?.clientId, other?.clientSecret.expose()]).toEqual(['shop', 'hush'])
    expect(String(other?.clientSecret)).toBe('$DROPSHIP_OTHER_CLIENT_SECRET')
  })

  it.each([
    [{ otherClientId: 'shop' }, '--other-client-id needs $DROPSHIP_OTHER_CLIENT_SECRET.'],
    [{ otherClientSecret: 'hush' }, '--other-client-secret needs --other-client-id.'],
  ])('of %j is rejected', (options, sentence) => {
    expect(() => readOther(options)).toThrow(sentence)
  })
})

describe('usage errors', () => {
  it.each([
    ['--username a --api-key k', 'MISSING_OPTION 2'],
    ['--auth oauth2', 'MISSING_OPTION 2'],
    ['--auth oauth2 --token-url http://h/t', 'MISSING_SECRET 2'],
    ['--auth oauth2 --token-url ftp://h/t --client-id i --client-secret s', 'INVALID_URL 2'],
    ['--username a', 'MISSING_SECRET 2'],
    ['--auth api-key --api-key k', 'MISSING_OPTION 2'],
    ['--auth aws-sigv4 --region r --service s', 'MISSING_SECRET 2'],
    ['--auth none --username a', 'INVALID_OPTION 2'],
    ['--auth basic --username a --password b --header X --api-key k', 'INVALID_OPTION 2'],
    ['--auth basic --username a --password b --token-auth json', 'INVALID_OPTION 2'],
    ['--auth api-key --header X --api-key k --token-param audience=x', 'INVALID_OPTION 2'],
    ['--token-url http://h/t --region r', 'MISSING_OPTION 2'],
    ['--token-url http://h/t --token-param audience', 'INVALID_OPTION 2', CLIENT],
    ['--token-url http://h/t --token-param client_id=x', 'INVALID_OPTION 2', CLIENT],
    ['--token-url http://h/t --scope a --token-param scope=b', 'INVALID_OPTION 2', CLIENT],
  ] as const)('"%s" gives %s', (line, code, env: Record<string, string> = {}) => {
    expect(codeOf(line, env)).toBe(code)
  })

  it('with a missing secret names the variable and the option', () => {
    expect(() => read('--username a')).toThrow('--auth basic needs $DROPSHIP_PASSWORD.')
  })
})

it('secrets are not shown when credentials are printed', () => {
  expect(JSON.stringify(read('--username a --password hunter2'))).toBe(
    '{"scheme":"basic","username":"a","password":"$DROPSHIP_PASSWORD"}',
  )
})

it('what belongs to another scheme is named, with the way out', () => {
  const line = '--auth basic --username a --password b --header X --api-key k'
  expect(() => read(line)).toThrow(
    '--header and --api-key belong to api-key, and the scheme is basic.',
  )
})

it('token parameters may be given several times, and contain any character', () => {
  const line =
    '--token-url http://h/t --token-param audience=a=b --token-param r=1 --token-param r=2'
  expect(read(line, CLIENT)).toMatchObject({ parameters: { audience: 'a=b', r: ['1', '2'] } })
})

describe('--request-header', () => {
  const headers = (texts: readonly string[], env: Record<string, string> = {}) =>
    readRequestHeaders({ requestHeader: texts }, env).map(([name, value]) => [
      name,
      value.expose(),
      String(value),
    ])

  it('is read with its value, or from the environment, and shown as a variable', () => {
    const env = { KEY: 'from-key', DROPSHIP_HEADER_X_B2: 'from-name' }
    expect(headers(['X-Tenant: acme: 1', 'X-A:$KEY', 'X-C: ${KEY}', 'X-B2'], env)).toEqual([
      ['X-Tenant', 'acme: 1', '$DROPSHIP_HEADER_X_TENANT'],
      ['X-A', 'from-key', '$KEY'],
      ['X-C', 'from-key', '$KEY'],
      ['X-B2', 'from-name', '$DROPSHIP_HEADER_X_B2'],
    ])
  })

  it.each([
    ['X-A: $NOT_SET', 'The request header X-A needs $NOT_SET.'],
    ['X-A', 'The request header X-A needs $DROPSHIP_HEADER_X_A.'],
    [': value', 'A request header has no name.'],
  ])('%j is rejected', (text, sentence) => {
    expect(() => headers([text])).toThrow(sentence)
  })
})
