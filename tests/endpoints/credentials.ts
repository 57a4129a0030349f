import type { Credentials } from '../../src/auth/index.ts'
import { Secret } from '../../src/core/index.ts'

/** What endpoints of other frameworks and stacks expect of the sender, by the URL at which each is reached. */

export const apiKey = (key: string) => (): Credentials => ({
  scheme: 'api-key',
  header: 'X-Api-Key',
  key: new Secret(key, '$DROPSHIP_API_KEY'),
})

export const oauth2 =
  (clientSecret: string) =>
  (url: string): Credentials => ({
    scheme: 'oauth2',
    tokenUrl: `${url}/oauth/token`,
    clientId: 'optoro',
    clientSecret: new Secret(clientSecret, '$DROPSHIP_CLIENT_SECRET'),
    tokenAuth: 'form',
  })

export const basic = (password: string) => (): Credentials => ({
  scheme: 'basic',
  username: 'optoro',
  password: new Secret(password, '$DROPSHIP_PASSWORD'),
})
