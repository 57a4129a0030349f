import type { TestAuthority } from './authority.ts'
import { type Behaviour, type Call, correctBehaviour, json, send } from './endpoint.ts'

/** Endpoints that are correct but for what one of their operations does. */
export const OPERATION = 'drop_shipment_cancellation'

export const isAsked = ({ operation }: Call): boolean => operation.id === OPERATION

/** An endpoint that responds so to what one of its operations is sent. */
export function responding(
  respond: (call: Call) => void,
  isMeant: (call: Call) => boolean = isAsked,
) {
  return (): Behaviour => ({
    ...correctBehaviour(),
    intercept: (call) => {
      if (!isMeant(call)) return false
      respond(call)
      return true
    },
  })
}

export const status =
  (code: number) =>
  ({ response }: Call): void =>
    send(response, json(code, { message: 'no' }))

const isAccepted =
  (reading: 'published' | 'intended') =>
  ({ operation, bytes }: Call): boolean => {
    try {
      return operation.accepts(JSON.parse(bytes.toString('utf8')), reading)
    } catch {
      return false
    }
  }

export const isValid = isAccepted('published')

/** Accepted by one reading of the contract alone. */
export const isDisputed = (call: Call): boolean =>
  isAsked(call) && isValid(call) !== isAccepted('intended')(call)

/** Under headers that no delivery has. */
export const isOtherwiseEncoded = ({ request: { headers } }: Call): boolean =>
  headers['content-encoding'] !== undefined || headers['content-type'] !== 'application/json'

export const isInvalid = (call: Call): boolean => isAsked(call) && !isValid(call)
export const lacksBrand = (call: Call): boolean =>
  isInvalid(call) && /^\{"order":(?!.*"brand":.*"order_items")/.test(call.bytes.toString('utf8'))

export const hasNoCredentials = (call: Call): boolean =>
  isAsked(call) && call.request.headers.authorization === undefined

/** Requests that are rejected after a certain one; the suite sends some again before it concludes. */
const LOCKED = 6

/** Correct until a certain request; then it rejects some valid ones. */
export function remembering(isStone: (call: Call) => boolean, code: number) {
  return (): Behaviour => ({
    ...correctBehaviour(),
    intercept: (call) => {
      if (!isAsked(call)) return false
      const { memory, response } = call
      if (isStone(call)) memory.set('until', call.number + LOCKED)
      else if (Number(memory.get('until') ?? 0) >= call.number && isValid(call)) {
        send(response, json(code, { message: 'no' }))
        return true
      }
      return false
    },
  })
}

/** Responds so to requests that are inside at the same time. */
export function crowded(code: number) {
  return (): Behaviour => {
    let inside = 0
    const correct = correctBehaviour()
    return {
      ...correct,
      accept: async (call, body) => {
        inside++
        await new Promise((resolve) => setTimeout(resolve, 5))
        const isCrowded = inside > 1
        inside--
        return isCrowded ? json(code, { message: 'no' }) : correct.accept(call, body)
      },
    }
  }
}

/** The second and each later time that the same message comes. */
export function repeated(code: number) {
  return (): Behaviour => ({
    ...correctBehaviour(),
    accept: ({ bytes, memory }) => {
      const key = bytes.toString('utf8')
      const isKnown = memory.has(key)
      memory.set(key, true)
      return isKnown ? json(code, { message: 'seen' }) : json(200, { message: 'Success' })
    },
  })
}

export const withAuthority = (authority: TestAuthority) => (): Behaviour => ({
  ...correctBehaviour(authority),
  authenticate: ({ request, bytes }) =>
    authority.accepts(request, bytes) ? undefined : json(401, { message: 'Not authorized' }),
})

/** Requires what the contract leaves open. */
export const requiring =
  (isMissing: (order: Record<string, unknown>) => boolean) => (): Behaviour => ({
    ...correctBehaviour(),
    invented: ({ operation }, body) => {
      if (operation.id !== OPERATION) return undefined
      const { order } = body as { order: Record<string, unknown> }
      return isMissing(order) ? json(422, { message: 'no', errors: [] }) : undefined
    },
  })

export const isEmpty = (value: unknown): boolean => Object.keys(value as object).length === 0
