import { readHttpUrl } from '../core/index.ts'

/**
 * Checks the URL of a client's service that sets provider states. It is called unchanged, with its query.
 * @throws HarnessError INVALID_URL
 */
export function readStateUrl(text: string, where: string): string {
  return readHttpUrl(text, where, {
    subject: 'The state URL',
    example: 'https://client.example/states',
    credentialsBelong: 'leave them out: no credentials are sent to this service',
  })
}
