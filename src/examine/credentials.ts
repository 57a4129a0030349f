import type { ExpectedCredentials } from '../auth/index.ts'
import { Secret } from '../core/index.ts'

/** How a sender is told what to authenticate with: environment variables by their names. */
export function credentialVariables(
  expected: ExpectedCredentials,
  tokenUrl: string,
): Record<string, string> {
  const named = { DROPSHIP_EXAM_AUTH: expected.scheme }
  switch (expected.scheme) {
    case 'oauth2':
      return {
        ...named,
        DROPSHIP_EXAM_TOKEN_URL: tokenUrl,
        DROPSHIP_EXAM_CLIENT_ID: expected.clientId,
        DROPSHIP_EXAM_CLIENT_SECRET: expected.clientSecret.expose(),
      }
    case 'basic':
      return {
        ...named,
        DROPSHIP_EXAM_USERNAME: expected.username,
        DROPSHIP_EXAM_PASSWORD: expected.password.expose(),
      }
    case 'api-key':
      return {
        ...named,
        DROPSHIP_EXAM_HEADER: expected.header,
        DROPSHIP_EXAM_API_KEY: expected.key.expose(),
      }
    case 'aws-sigv4':
      return {
        ...named,
        DROPSHIP_EXAM_REGION: expected.region,
        DROPSHIP_EXAM_SERVICE: expected.service,
        DROPSHIP_EXAM_ACCESS_KEY_ID: expected.accessKeyId,
        DROPSHIP_EXAM_SECRET_ACCESS_KEY: expected.secretAccessKey.expose(),
      }
    case 'none':
      return named
  }
}

/** What must not reach a report. */
export function secretsOf(expected: ExpectedCredentials): readonly Secret[] {
  switch (expected.scheme) {
    case 'oauth2':
      return [expected.clientSecret]
    case 'basic':
      return [expected.password]
    case 'api-key':
      return [expected.key]
    case 'aws-sigv4':
      return [expected.secretAccessKey]
    case 'none':
      return []
  }
}

/**
 * Credentials of a scheme for one examination.
 * @param createText gives unguessable text
 */
export function examCredentials(
  scheme: ExpectedCredentials['scheme'],
  createText: () => string,
): ExpectedCredentials {
  const secret = (name: string): Secret => new Secret(createText(), name)
  switch (scheme) {
    case 'oauth2':
      return {
        scheme,
        clientId: 'examined-sender',
        clientSecret: secret('$DROPSHIP_EXAM_CLIENT_SECRET'),
      }
    case 'basic':
      return { scheme, username: 'examined-sender', password: secret('$DROPSHIP_EXAM_PASSWORD') }
    case 'api-key':
      return { scheme, header: 'X-Api-Key', key: secret('$DROPSHIP_EXAM_API_KEY') }
    case 'aws-sigv4':
      return {
        scheme,
        region: 'us-east-1',
        service: 'execute-api',
        accessKeyId: 'EXAMINED',
        secretAccessKey: secret('$DROPSHIP_EXAM_SECRET_ACCESS_KEY'),
      }
    case 'none':
      return { scheme }
  }
}
