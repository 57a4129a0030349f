import { HarnessError } from '../../core/index.ts'

/**
 * Checks the URL of an endpoint.
 * @throws HarnessError INVALID_URL with what is missing
 */
export function readEndpointUrl(text: string): string {
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text)
  if (hasScheme && URL.canParse(text)) {
    const url = new URL(text)
    if (url.username !== '' || url.password !== '') {
      throw invalid(
        'with credentials in it',
        'put them into --auth basic --username … and DROPSHIP_PASSWORD',
      )
    }
    const [beyond] = /[?#]/.exec(text) ?? []
    if (beyond !== undefined) {
      throw invalid(
        `${JSON.stringify(beyond)} and what follows`,
        'leave it out: the paths of the operations come after the URL; a key belongs into --auth api-key',
      )
    }
    if (url.protocol === 'http:' || url.protocol === 'https:') return text.replace(/\/+$/, '')
  }
  const suggestion =
    !hasScheme && URL.canParse(`https://${text}`)
      ? `did you mean https://${text} or http://${text}?`
      : 'give a URL such as https://client.example/webhooks'
  throw invalid(JSON.stringify(text), suggestion)
}

/**
 * Unlike an endpoint's URL it is called as it stands, with its query.
 * @throws HarnessError INVALID_URL
 */
export function readStateUrl(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text
  throw new HarnessError('INVALID_URL', '--state-url is not an http or https URL.', {
    expected: 'for example https://client.example/states',
    found: JSON.stringify(text),
    where: '--state-url',
  })
}

function invalid(found: string, next: string): HarnessError {
  return new HarnessError('INVALID_URL', "The endpoint's URL is not one that can be called.", {
    expected: 'an absolute http or https URL, below which the paths of the operations lie',
    found,
    next,
  })
}
