import { HarnessError, isHeaderName, isHeaderValue, plural, type Secret } from '../../core/index.ts'
import { type AuthenticationCheck, REALM, unauthenticated } from '../checking.ts'
import { fixedHeaders } from '../signing.ts'
import type { Scheme } from './scheme.ts'

export interface ApiKeyCredentials {
  readonly scheme: 'api-key'
  /** The header that carries the key, for example `X-Api-Key`. */
  readonly header: string
  readonly key: Secret
}

export const apiKey: Scheme<ApiKeyCredentials> = {
  name: 'api-key',
  label: 'API key in a header',
  openApi: { type: 'apiKey', in: 'header' },
  fields: {
    header: {
      label: 'Header',
      placeholder: 'name',
      help: 'the header that carries the key',
      example: 'X-Api-Key',
      expected: { usual: 'X-Api-Key', exam: 'X-Api-Key' },
    },
    key: {
      option: 'apiKey',
      label: 'Key',
      placeholder: 'key',
      variable: 'DROPSHIP_API_KEY',
      isSecret: true,
      expected: {},
    },
  },
  placeholder: ({ name }) => [String(name), 'any-key'],
  header: ({ header }) => header.toLowerCase(),
  assertSendable: ({ header, key }) => {
    if (isHeaderName(header) && isHeaderValue(key.expose())) return
    throw new HarnessError('INVALID_OPTION', 'No HTTP header can carry this API key.', {
      expected: 'a header name as X-Api-Key, and a key of printable ASCII characters',
      found: `the header name ${JSON.stringify(header)} with a key of ${plural(key.expose().length, 'character')}`,
      next: 'check --header and --api-key (no line end may follow the key)',
    })
  },
  assertExpectable: ({ header }) => {
    if (isHeaderName(header)) return
    throw new HarnessError('INVALID_OPTION', 'No HTTP header has this name.', {
      expected: 'a header name such as X-Api-Key',
      found: JSON.stringify(header),
      where: '--header',
    })
  },
  sign: ({ header, key }) => fixedHeaders('api-key', [key], [[header, key]]),
  check: createCheck,
  challenge: challengeOf,
}

function challengeOf({ header }: ApiKeyCredentials): string {
  return `ApiKey ${REALM}, header="${header}"`
}

function createCheck(expected: ApiKeyCredentials): AuthenticationCheck {
  const { header, key } = expected
  const name = header.toLowerCase()
  const challenge = challengeOf(expected)
  const missing = unauthenticated(
    'missing',
    `The request carries no API key: send it in the header ${header}.`,
    challenge,
  )
  const wrong = unauthenticated('wrong', `The API key in ${header} is wrong.`, challenge)
  return ({ headers }) => {
    const value = headers[name]
    if (value === undefined || value === '') return missing
    return key.equals(String(value)) ? undefined : wrong
  }
}
