import { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { addAuthOptions, readCredentials, readOtherClient } from '../../src/cli/options/auth.ts'
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

describe('the scheme', () => {
  const client = { DROPSHIP_CLIENT_ID: 'i', DROPSHIP_CLIENT_SECRET: 's' }
  it.each([
    ['', 'none', {}],
    ['--token-url http://localhost:1/token', 'oauth2', client],
    ['--username a --password b', 'basic', {}],
    ['--api-key k --header X-Api-Key', 'api-key', {}],
    ['--auth none --username a', 'none', {}],
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
  ])('of %j is refused', (options, sentence) => {
    expect(() => readOther(options)).toThrow(sentence)
  })
})

describe('wrong use', () => {
  it.each([
    ['--username a --api-key k', 'MISSING_OPTION 2'],
    ['--auth oauth2', 'MISSING_OPTION 2'],
    ['--auth oauth2 --token-url http://h/t', 'MISSING_SECRET 2'],
    ['--auth oauth2 --token-url ftp://h/t --client-id i --client-secret s', 'INVALID_URL 2'],
    ['--username a', 'MISSING_SECRET 2'],
    ['--auth api-key --api-key k', 'MISSING_OPTION 2'],
    ['--auth aws-sigv4 --region r --service s', 'MISSING_SECRET 2'],
  ])('"%s" gives %s', (line, code) => {
    expect(codeOf(line)).toBe(code)
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
