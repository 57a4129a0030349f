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
    sent: step(2, (session) => sendBody(session, operation, body)),
  }))
  const empty = steps.find(({ body }) => body.name === 'empty-object')?.sent
  return steps.map((own) => ({ ...own, empty: empty ?? own.sent }))
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
  const exchange = isHandled(first) || isSilence(first) ? first : await send()
  session.silence(operation, exchange)
  return { exchange }
}
