import {
  faultNamed,
  jsonResponse,
  messageResponse,
  type ScenarioBehaviour,
  type StubResponse,
  SUCCESS,
} from '../../../mocks/stub/index.ts'
import { defined, parseRetryAfter } from '../../core/index.ts'

export { SUCCESS }

export const NOT_FOUND: StubResponse = messageResponse(404, 'There is nothing at this path.')
export const FAILED: StubResponse = messageResponse(500, 'Internal Server Error')

export function unauthorized(rejected: {
  readonly message: string
  readonly challenge: string
}): StubResponse {
  return jsonResponse(401, { message: rejected.message }, [
    ['WWW-Authenticate', rejected.challenge],
  ])
}

/** What is done with one request, in the terms of a timeline. */
export interface Played {
  readonly behaviour: ScenarioBehaviour
  readonly played: string
  readonly status?: number
  /** From now, in milliseconds. */
  readonly notBeforeMs?: number
}

/**
 * What a scripted behaviour comes to.
 * @param now milliseconds since the epoch
 */
export function playedFor(
  scripted: ScenarioBehaviour | undefined,
  own: StubResponse,
  now: number,
): Played {
  const planned: ScenarioBehaviour = scripted ?? { kind: 'answer' }
  switch (planned.kind) {
    case 'answer':
    case 'tokens':
    case 'drip':
      return { behaviour: { kind: 'answer' }, played: String(own.status), status: own.status }
    case 'status': {
      const notBeforeMs = parseRetryAfter(planned.headers['Retry-After'], now)
      return {
        behaviour: planned,
        played: String(planned.status),
        status: planned.status,
        ...defined({ notBeforeMs }),
      }
    }
    default: {
      const status = faultNamed(planned.kind).response(own)?.status
      return { behaviour: planned, played: planned.kind, ...defined({ status }) }
    }
  }
}
