import type { Credentials } from '../../src/auth/index.ts'
import { Secret } from '../../src/core/index.ts'

/** What senders of tests send where, and as whom. */

export const ENDPOINT = 'https://client.example/hooks'

export const OAUTH: Credentials = {
  scheme: 'oauth2',
  tokenUrl: 'https://client.example/token',
  clientId: 'id',
  clientSecret: new Secret('top-secret', '$DROPSHIP_CLIENT_SECRET'),
  tokenAuth: 'form',
}

export const MESSAGE = {
  operation: 'drop_shipment_confirmation',
  body: { shipment: { carrier: 'UPS' } },
}
