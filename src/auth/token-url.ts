import { readHttpUrl } from '../core/index.ts'

/**
 * Checks the URL of a token service.
 * @throws HarnessError INVALID_URL
 */
export function readTokenUrl(text: string, where: string): string {
  return readHttpUrl(text, where, {
    subject: 'The token URL',
    example: 'https://client.example/oauth/token',
    credentialsBelong:
      'give them as --client-id and $DROPSHIP_CLIENT_SECRET, with --token-auth basic',
  })
}
