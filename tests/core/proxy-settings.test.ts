import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { proxyFor, readProxySettings } from '../../src/core/index.ts'

type Env = Readonly<Record<string, string>>

/** The host of the proxy for a URL, `direct`, or why it cannot be used. */
function way(env: Env, url: string): string {
  const proxy = proxyFor(readProxySettings(env), new URL(url))
  if (proxy === undefined) return 'direct'
  return proxy.kind === 'unusable' ? proxy.problem : `${proxy.kind} ${proxy.host}`
}

const HTTP = 'http://client.test/hook'
const HTTPS = 'https://client.test/hook'

describe('the variables of the environment', () => {
  it.each<[string, Env, string, string]>([
    ['nothing is set', {}, HTTP, 'direct'],
    ['http_proxy is for http', { http_proxy: 'http://p.test:3128' }, HTTP, 'http p.test:3128'],
    ['http_proxy is not for https', { http_proxy: 'http://p.test:3128' }, HTTPS, 'direct'],
    ['https_proxy is for https', { https_proxy: 'http://p.test:3128' }, HTTPS, 'http p.test:3128'],
    ['https_proxy is not for http', { https_proxy: 'http://p.test:3128' }, HTTP, 'direct'],
    ['upper case', { HTTPS_PROXY: 'http://p.test:3128' }, HTTPS, 'http p.test:3128'],
    [
      'lower case wins',
      { HTTPS_PROXY: 'http://upper.test:1', https_proxy: 'http://lower.test:2' },
      HTTPS,
      'http lower.test:2',
    ],
    [
      'lower case wins when it is empty, too',
      { HTTPS_PROXY: 'http://upper.test:1', https_proxy: '' },
      HTTPS,
      'direct',
    ],
    ['all_proxy is for both', { all_proxy: 'http://p.test:1' }, HTTP, 'http p.test:1'],
    ['ALL_PROXY', { ALL_PROXY: 'http://p.test:1' }, HTTPS, 'http p.test:1'],
    [
      'all_proxy gives way to one of its own',
      { all_proxy: 'http://all.test:1', https_proxy: 'http://own.test:2' },
      HTTPS,
      'http own.test:2',
    ],
    [
      'all_proxy gives way to an empty one of its own',
      { all_proxy: 'http://all.test:1', https_proxy: '' },
      HTTPS,
      'direct',
    ],
    ['without a scheme', { http_proxy: 'p.test:3128' }, HTTP, 'http p.test:3128'],
    ['without a port', { http_proxy: 'http://p.test' }, HTTP, 'http p.test:80'],
    ['https without a port', { http_proxy: 'https://p.test/' }, HTTP, 'https p.test:443'],
    ['SOCKS without a port', { all_proxy: 'socks5h://p.test' }, HTTP, 'socks p.test:1080'],
    ['an address', { http_proxy: 'http://[fd00::1]:3128' }, HTTP, 'http [fd00::1]:3128'],
    ['no URL', { http_proxy: 'http://' }, HTTP, 'it is not a URL'],
    [
      'another scheme',
      { http_proxy: 'ftp://p.test' },
      HTTP,
      'its scheme is ftp, and not http, https or socks5',
    ],
  ])('%s', (_what, env, url, expected) => {
    expect(way(env, url)).toBe(expected)
  })

  it.each([
    'http://localhost:4010/',
    'https://127.0.0.1/',
    'http://[::1]:8080/',
    'http://stub.localhost/',
  ])('loopback is reached directly: %s', (url) => {
    expect(way({ all_proxy: 'http://p.test:1' }, url)).toBe('direct')
  })

  it('credentials are decoded, and shown nowhere', () => {
    const env = { https_proxy: 'http://me%40here:p%3Ass%2Fword@p.test:3128' }
    const settings = readProxySettings(env)
    expect(settings.https).toMatchObject({ username: 'me@here' })
    const proxy = settings.https
    if (proxy?.kind !== 'http') throw new Error('no proxy')
    expect(proxy.password?.expose()).toBe('p:ss/word')
    expect(`${JSON.stringify(settings)}${inspect(settings, { depth: 9 })}`).not.toContain('ss/word')
  })
})

describe('no_proxy', () => {
  const ways = (no_proxy: string, urls: readonly string[]): string[] =>
    urls.map((url) => way({ all_proxy: 'http://p.test:1', no_proxy }, url))
  const DIRECT = 'direct'
  const PROXY = 'http p.test:1'

  it.each<[string, readonly string[], readonly string[]]>([
    [
      'client.test',
      ['http://client.test', 'https://a.b.client.test:8443'],
      ['http://myclient.test'],
    ],
    ['.client.test', ['http://client.test', 'http://a.client.test'], ['http://aclient.test']],
    ['*.client.test', ['http://client.test', 'http://a.client.test'], ['http://other.test']],
    ['CLIENT.Test.', ['http://client.test', 'http://client.test.'], []],
    [
      'a.test, b.test  c.test',
      ['http://a.test', 'http://b.test', 'http://c.test'],
      ['http://d.test'],
    ],
    ['*', ['http://a.test', 'https://10.0.0.1', 'http://[fd00::1]'], []],
    ['a.test,*', ['http://b.test'], []],
    [
      'client.test:8080',
      ['http://client.test:8080'],
      ['http://client.test', 'http://client.test:80'],
    ],
    ['client.test:443', ['https://client.test'], ['http://client.test', 'https://client.test:444']],
    [
      '10.1.2.3',
      ['http://10.1.2.3', 'http://10.1.2.3:99'],
      ['http://10.1.2.4', 'http://110.1.2.3'],
    ],
    ['2.3', [], ['http://10.1.2.3']],
    ['10.0.0.0/8', ['http://10.255.0.1'], ['http://11.0.0.1', 'http://ten.test']],
    ['192.168.0.0/16:8080', ['http://192.168.3.4:8080'], ['http://192.168.3.4']],
    ['10.0.0.0/99', [], ['http://10.0.0.1']],
    ['fd00::1', ['http://[fd00::1]', 'http://[fd00:0:0::1]:99'], ['http://[fd00::2]']],
    ['[fd00::1]', ['http://[fd00::1]'], []],
    ['[fd00::1]:80', ['http://[fd00::1]'], ['http://[fd00::1]:81']],
    ['fd00::/8', ['http://[fdff::1]'], ['http://[fe00::1]', 'http://10.0.0.1']],
    ['bücher.test', ['http://bücher.test', 'http://xn--bcher-kva.test'], []],
    ['', [], ['http://client.test']],
    [' , ', [], ['http://client.test']],
  ])('%j', (no_proxy, direct, proxied) => {
    expect(ways(no_proxy, direct)).toEqual(direct.map(() => DIRECT))
    expect(ways(no_proxy, proxied)).toEqual(proxied.map(() => PROXY))
  })

  it('lower case wins here, too', () => {
    const env = { all_proxy: 'http://p.test:1', no_proxy: 'a.test', NO_PROXY: 'b.test' }
    expect([way(env, 'http://a.test'), way(env, 'http://b.test')]).toEqual([DIRECT, PROXY])
  })
})
