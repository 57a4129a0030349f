import { type OAuth2Credentials, tokenRequest } from '../../auth/index.ts'
import type { Operation } from '../../contract/index.ts'
import { type Exchange, isRecord, Secret } from '../../core/index.ts'
import { OWN_CONNECTION } from './request.ts'
import { parseResponse } from './response.ts'
import type { Session } from './session.ts'

/**
 * A token besides the one that the run uses, or `undefined` when the token service issues none.
 * @param shownAs what reports show in its place
 */
export async function issueToken(
  session: Session,
  credentials: OAuth2Credentials,
  shownAs: string,
): Promise<Secret | undefined> {
  const { json } = parseResponse(await session.target.ask(tokenRequest(credentials)))
  if (!isRecord(json) || typeof json.access_token !== 'string') return undefined
  const token = new Secret(json.access_token, shownAs)
  session.target.secrets.keep(token)
  return token
}

/** How a token is sent, where not over the ordinary connection. */
export interface TokenConnection {
  readonly isNew?: boolean
  readonly parallel?: boolean
}

/** An ordinary message with this token instead of the run's. */
export async function sendToken(
  session: Session,
  operation: Operation,
  token: Secret,
  { isNew = false, parallel = false }: TokenConnection = {},
): Promise<Exchange> {
  return session.target.send(operation, session.message(operation), {
    credentials: 'none',
    parallel,
    headers: [
      ['Authorization', token.within((value) => `Bearer ${value}`)],
      ...(isNew ? [OWN_CONNECTION] : []),
    ],
  })
}
