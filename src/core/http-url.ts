import { HarnessError } from './errors.ts'
import { shownUrl } from './secret-query.ts'

const EXAMPLE = 'https://client.example/webhooks'

/**
 * Checks a URL that requests are to be sent to. It is kept as it is written, query included.
 *
 * @param where what the URL was given with: an option, a line of a file, a name
 * @throws HarnessError INVALID_URL with what is wrong
 */
export function readHttpUrl(text: string, where: string): string {
  const url = text.trim()
  const hasHost = /^[a-z][a-z0-9+.-]*:\/\/[^/]/i.test(url)
  if (!hasHost || !URL.canParse(url) || /\s/.test(url)) {
    const isSchemeMissing =
      !url.includes('://') && !/\s/.test(url) && URL.canParse(`https://${url}`)
    throw invalid(
      JSON.stringify(shownUrl(text)),
      where,
      isSchemeMissing
        ? `did you mean https://${shownUrl(url)} or http://${shownUrl(url)}?`
        : `give a URL such as ${EXAMPLE}`,
    )
  }
  const { protocol, username, password } = new URL(url)
  if (protocol !== 'http:' && protocol !== 'https:') {
    throw invalid(JSON.stringify(shownUrl(text)), where, `give a URL such as ${EXAMPLE}`)
  }
  if (username !== '' || password !== '') {
    throw invalid(
      'with credentials in it',
      where,
      'put them into --auth basic --username … and DROPSHIP_PASSWORD',
    )
  }
  if (url.includes('#')) {
    throw invalid('"#" and what follows', where, 'leave it out: a fragment is never sent')
  }
  return url
}

function invalid(found: string, where: string, next: string): HarnessError {
  return new HarnessError('INVALID_URL', "The endpoint's URL is not one that can be called.", {
    expected: 'an absolute http or https URL',
    found,
    where,
    next,
  })
}

/** A path below a base URL: it comes after the URL's own path, and before the URL's query. */
export function belowUrl(base: string, path: string): string {
  const queryAt = base.indexOf('?')
  const front = queryAt === -1 ? base : base.slice(0, queryAt)
  return `${front.replace(/\/+$/, '')}${path}${base.slice(front.length)}`
}
