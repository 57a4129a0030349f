import { HarnessError } from '../core/index.ts'

/**
 * RFC 7617 §2: the first colon ends the user name.
 * @throws HarnessError INVALID_OPTION
 */
export function assertBasicUsername(username: string): void {
  if (!username.includes(':')) return
  throw new HarnessError('INVALID_OPTION', 'A user name of HTTP Basic cannot hold a colon.', {
    found: JSON.stringify(username),
    next: 'check --username; a colon separates user name and password on the wire',
  })
}
