import type { AuthenticationCheck, CheckContext } from './checking.ts'
import { type ExpectedCredentials, schemeNamed } from './schemes/index.ts'

/** The check for one way to authenticate. */
export async function createAuthenticationCheck(
  expected: ExpectedCredentials,
  context: CheckContext,
): Promise<AuthenticationCheck> {
  return schemeNamed(expected.scheme).check(expected, context)
}

/** @throws HarnessError INVALID_OPTION for credentials that no HTTP header can carry */
export function assertExpectable(expected: ExpectedCredentials): void {
  schemeNamed(expected.scheme).assertExpectable?.(expected)
}
