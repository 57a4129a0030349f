import { describe, expect, it } from 'vitest'
import { endpointUrl } from '../../src/sender/index.ts'

describe('an endpoint URL', () => {
  it.each([
    ['https://h/', '/op', 'https://h/op'],
    ['https://h/a/b/', '/op', 'https://h/a/b/op'],
    ['http://h:8080/a?key=1', '/op', 'http://h:8080/a/op?key=1'],
  ])('%s with %s is %s', (endpoint, path, url) => {
    expect(endpointUrl(endpoint)(path)).toBe(url)
  })

  it.each(['client.example', 'ftp://h', '', 'https://user:pw@h'])('is not %j', (endpoint) => {
    expect(() => endpointUrl(endpoint)).toThrow('The endpoint')
  })
})
