import { describe, expect, it } from 'vitest'
import { isLoopbackHost, withoutLoopbackProxy } from '../../src/core/index.ts'

describe('a host is this machine itself', () => {
  it.each([
    ['localhost', true],
    ['LocalHost.', true],
    ['stub.localhost', true],
    ['127.0.0.1', true],
    ['127.8.9.10', true],
    ['::1', true],
    ['[::1]', true],
    ['[::ffff:127.0.0.1]', true],
    ['[::ffff:7f00:1]', true],
    ['localhost.example', false],
    ['notlocalhost', false],
    ['127.0.0.1.example', false],
    ['128.0.0.1', false],
    ['[::2]', false],
    ['0.0.0.0', false],
  ])('%s: %s', (host, expected) => {
    expect(isLoopbackHost(host)).toBe(expected)
  })
})

describe('the environment of a program that talks to loopback', () => {
  it.each<[string, Record<string, string>, string]>([
    ['names loopback where nothing was named', {}, 'localhost,127.0.0.1,::1'],
    [
      'adds it to what was named, the lower case first',
      { no_proxy: 'a.example, .b.example', NO_PROXY: 'c.example' },
      'a.example,.b.example,localhost,127.0.0.1,::1',
    ],
    ['keeps what names it already', { NO_PROXY: '127.0.0.1' }, '127.0.0.1,localhost,::1'],
    ['keeps what names everything', { NO_PROXY: '*' }, '*'],
  ])('%s', (_title, env, expected) => {
    const all = { ...env, https_proxy: 'http://proxy.example:3128' }
    expect(withoutLoopbackProxy(all)).toEqual({ ...all, no_proxy: expected, NO_PROXY: expected })
  })
})
