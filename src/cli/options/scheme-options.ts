import type { Credentials } from '../../auth/index.ts'

type Scheme = Credentials['scheme']

/** The options that belong to a single scheme. */
export const SCHEME_OF: Readonly<Record<string, readonly [flag: string, Scheme]>> = {
  tokenUrl: ['--token-url', 'oauth2'],
  clientId: ['--client-id', 'oauth2'],
  clientSecret: ['--client-secret', 'oauth2'],
  tokenAuth: ['--token-auth', 'oauth2'],
  scope: ['--scope', 'oauth2'],
  tokenParam: ['--token-param', 'oauth2'],
  username: ['--username', 'basic'],
  password: ['--password', 'basic'],
  header: ['--header', 'api-key'],
  apiKey: ['--api-key', 'api-key'],
  region: ['--region', 'aws-sigv4'],
  service: ['--service', 'aws-sigv4'],
  // Fields of the console; on the command line they come from the environment.
  accessKeyId: ['the access key id', 'aws-sigv4'],
  secretAccessKey: ['the secret access key', 'aws-sigv4'],
  sessionToken: ['the session token', 'aws-sigv4'],
}

/** The scheme that an option belongs to; `undefined` for one of every scheme. @param name as in `tokenUrl` */
export function schemeOfOption(name: string): Scheme | undefined {
  return Object.hasOwn(SCHEME_OF, name) ? SCHEME_OF[name]?.[1] : undefined
}
