import { describe, expect, it } from 'vitest'
import {
  belowUrl,
  HarnessError,
  parsedUrl,
  readHttpUrl,
  renderError,
  secretsInUrl,
  shownUrl,
} from '../../src/core/index.ts'
import { URLS } from '../support/urls.ts'

describe('a URL that requests are sent to', () => {
  it.each(URLS)('$what is $verdict', ({ url, verdict, says = /./ }) => {
    if (verdict === 'accepted') {
      const written = url.trim().replace('HTTPS:', 'https:')
      expect(readHttpUrl(url, '--to')).toBe(written)
      // What is kept as it is written is what a parser understands.
      expect(new URL(written).href).toBe(new URL(url).href)
      return
    }
    try {
      readHttpUrl(url, '--to')
      expect.unreachable()
    } catch (error) {
      if (!(error instanceof HarnessError)) throw error
      expect(error).toMatchObject({ code: 'INVALID_URL', details: { where: '--to' } })
      expect(renderError(error)).toMatch(says)
      expect(JSON.stringify(error.details)).not.toContain('hush')
    }
  })

  it.each(['https://client.example/orders/{id}', 'http://[::1]:8080/a?code=k=='])(
    '%s is kept as it is written',
    (url) => expect(readHttpUrl(url, 'x')).toBe(url),
  )

  it('stays one after any number of calls, with letters beyond ASCII', () => {
    // Optimized code of Node 20 gives another result of URL.canParse.
    const url = 'https://bücher.example/größe'
    for (let call = 0; call < 10_000; call++) parsedUrl(url)
    expect(parsedUrl(url)?.hostname).toBe('xn--bcher-kva.example')
  })
})

it.each([
  ['https://h', 'https://h/op'],
  ['https://h/', 'https://h/op'],
  ['https://h/a/b//', 'https://h/a/b/op'],
  ['http://h:8080/a?key=1', 'http://h:8080/a/op?key=1'],
  ['https://h/?tenant=7/', 'https://h/op?tenant=7/'],
])('the path of an operation comes after that of %s, and before its query', (base, url) => {
  expect(belowUrl(base, '/op')).toBe(url)
})

describe('the query of a URL', () => {
  it.each([
    ['https://h/a?code=k-1==&tenant=7', 'https://h/a?code=$DROPSHIP_QUERY_CODE&tenant=7'],
    ['https://h/a?X-Api-Key=k', 'https://h/a?X-Api-Key=$DROPSHIP_QUERY_X_API_KEY'],
    ['https://h/a?sig=abc#x', 'https://h/a?sig=$DROPSHIP_QUERY_SIG#x'],
    ['https://h/a?x=9f86d081884c7d659a2feaa0', 'https://h/a?x=$DROPSHIP_QUERY_X'],
    ['https://h/a?x=eyJhbGciOi.J9.e', 'https://h/a?x=$DROPSHIP_QUERY_X'],
    [
      '/a?access_token=t&subscription-key=k',
      '/a?access_token=$DROPSHIP_QUERY_ACCESS_TOKEN&subscription-key=$DROPSHIP_QUERY_SUBSCRIPTION_KEY',
    ],
  ])('%s is shown without its secrets', (url, shown) => {
    expect(shownUrl(url)).toBe(shown)
    // What is shown already holds none any more.
    expect(shownUrl(shown)).toBe(shown)
    expect(secretsInUrl(shown)).toEqual([])
  })

  it.each(['https://h/a', 'https://h/code=1', 'https://h/a?tenant=acme-retail-production&v=1.2&q'])(
    '%s holds none',
    (url) => {
      expect(shownUrl(url)).toBe(url)
      expect(secretsInUrl(url)).toEqual([])
    },
  )
})
