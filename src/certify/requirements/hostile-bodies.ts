import type { Operation } from '../../contract/index.ts'
import type { Exchange } from '../../core/index.ts'
import type { HostileBody } from '../mutations/bodies.ts'
import type { Outcome } from '../results/check.ts'
import { type Step, step } from '../run/group.ts'
import { isHandled, isSilence } from '../run/response.ts'
import type { Session } from '../run/session.ts'

/** One hostile body, and what became of it. */
export interface SentBody {
  readonly body: HostileBody
  readonly sent: Step<BodyResponse>
  /** What became of the body `{}`, as which some frameworks read others. */
  readonly empty: Step<BodyResponse>
}

export type BodyResponse = { readonly exchange: Exchange } | { readonly skipped: Outcome }

/** Steps that send these bodies to an operation, one after the other. */
export function sentBodies(operation: Operation, bodies: readonly HostileBody[]): SentBody[] {
  const steps = bodies.map((body) => ({
    body,
    sent: step(2, (session) => sendBody(session, operation, body), {
      isExpected: (response) => isExpected(response, body),
    }),
  }))
  const empty = steps.find(({ body }) => body.name === 'empty-object')?.sent
  return steps.map((own) => ({ ...own, empty: empty ?? own.sent }))
}

/** What every check of it expects: what is not JSON is rejected, and anything else is handled. */
function isExpected(response: BodyResponse, { isNotJson }: HostileBody): boolean {
  if ('skipped' in response) return false
  const { exchange } = response
  return isNotJson ? isRejectedAsUnreadable(exchange) : isHandled(exchange)
}

/** Whether a body that is not JSON got a 4xx that may be about it. */
export function isRejectedAsUnreadable(exchange: Exchange): boolean {
  const status = exchange.response?.status ?? 0
  return isHandled(exchange) && status >= 400 && status !== 401 && status !== 404
}

/** A bad response counts when it comes twice; silence counts at once. */
async function sendBody(
  session: Session,
  operation: Operation,
  { make }: HostileBody,
): Promise<BodyResponse> {
  const skipped = session.silence(operation, undefined)
  if (skipped !== undefined) return { skipped }
  const send = (): Promise<Exchange> => {
    const body = session.message(operation)
    return session.target.send(operation, body, make(JSON.stringify(body)))
  }
  const first = await send()
  if (!isHandled(first)) session.assertAlone()
  const exchange = isHandled(first) || isSilence(first) ? first : await send()
  session.silence(operation, exchange)
  return { exchange }
}
