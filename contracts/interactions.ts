import { MatchersV3 } from '@pact-foundation/pact'
import type { Contract, Operation } from '../src/contract/index.ts'
import { applyEdits, createMessages, type Messages } from '../src/messages/index.ts'
import { identifiersOf, type Template, templateOf } from './matchers.ts'
import { STATES, type StateName } from './states.ts'

const { atLeastLike, regex, string } = MatchersV3

/** Examples that a verification replaces by what the client's own token service issues. */
export const ACCESS_TOKEN = 'access-token-of-the-sender'
export const EXPIRED_TOKEN = 'expired-token-of-the-sender'
export const CLIENT = { id: 'client-id-of-the-sender', secret: 'client-secret-of-the-sender' }
export const TOKEN_PATH = '/oauth/token'

/** What the sender sends in an interaction, and how it handles the response. */
export type Exercise =
  | {
      readonly kind: 'delivery'
      readonly operation: string
      readonly body: unknown
      readonly outcome: 'delivered' | 'failed'
    }
  | { readonly kind: 'token' }
  /** Covered with the interactions it leads to: a 401 alone is not an outcome. */
  | { readonly kind: 'renewal'; readonly operation: string; readonly body: unknown }

/** One promise of the pact. */
export interface Interaction {
  readonly description: string
  readonly state?: {
    readonly name: StateName
    readonly parameters: Readonly<Record<string, string>>
  }
  readonly path: string
  readonly authorization?: string
  /** A template of JSON. */
  readonly body: Template
  readonly status: number
  /** The part of the response's body that the sender or its technical contact relies on. */
  readonly responseBody?: Template
  readonly exercise: Exercise
}

/** Every promise of the pact, in the order of their descriptions, all derived from the contract. */
export function interactionsOf(contract: Contract): Interaction[] {
  return [
    ...contract.operations.flatMap((operation) => deliveries(operation)),
    tokenRequest(),
  ].toSorted((left, right) => (left.description < right.description ? -1 : 1))
}

function deliveries(operation: Operation): Interaction[] {
  const messages = createMessages(operation, { seed: 'pact' })
  const [minimal, full] = [messages.message('minimal'), messages.message('full')]
  return [
    accepted(operation, 'a message with what is required', minimal),
    accepted(operation, 'a message with every field', full),
    rejected(operation, 'a message with an expired access token', 401, minimal, {
      state: state(STATES.tokenExpired),
      authorization: `Bearer ${EXPIRED_TOKEN}`,
      exercise: { kind: 'renewal', operation: operation.id, body: minimal },
    }),
    rejected(operation, 'a message while the client service cannot read requests', 400, minimal, {
      state: state(STATES.unreadable),
    }),
    invalid(operation, messages),
    rejected(operation, 'a message while the client service fails', 500, minimal, {
      state: state(STATES.failing),
    }),
    rejected(operation, 'a message while the client service is unavailable', 502, minimal, {
      state: state(STATES.unavailable),
    }),
  ]
}

function state(
  name: StateName,
  parameters: Readonly<Record<string, string>> = {},
): NonNullable<Interaction['state']> {
  return { name, parameters }
}

/** The sender goes by the status alone: nothing else of the response is required. */
function accepted(operation: Operation, title: string, message: unknown): Interaction {
  const { order, items } = identifiersOf(operation.schema('intended'), message)
  return {
    description: `${operation.id}: ${title}`,
    state: state(STATES.orderKnown, { order, items: items.join(',') }),
    path: operation.path,
    authorization: `Bearer ${ACCESS_TOKEN}`,
    body: templateOf(operation.schema('intended'), message),
    status: 200,
    exercise: { kind: 'delivery', operation: operation.id, body: message, outcome: 'delivered' },
  }
}

function rejected(
  operation: Operation,
  title: string,
  status: number,
  message: unknown,
  changes: Partial<Interaction> = {},
): Interaction {
  return {
    ...accepted(operation, title, message),
    status,
    exercise: { kind: 'delivery', operation: operation.id, body: message, outcome: 'failed' },
    ...changes,
  }
}

/** The first property that even the published reading requires is missing. */
function invalid(operation: Operation, messages: Messages): Interaction {
  const missing = messages.deviations().find(({ kind }) => kind === 'missing')
  if (missing === undefined)
    throw new Error(`${operation.id} requires nothing: no message is invalid`)
  const message = applyEdits(messages.message('full'), [missing.edit])
  const { state: _state, ...rest } = rejected(
    operation,
    `a message without ${missing.rulePointer}`,
    422,
    message,
    {
      responseBody: {
        message: string('Validation failure'),
        errors: atLeastLike({ field: string(missing.pointer) }, 1),
      },
    },
  )
  return rest
}

/** Printable, not empty, and a string: a pattern alone takes the text of any JSON value. */
function headerText(example: string): Template {
  return {
    'pact:matcher:type': [
      { 'pact:matcher:type': 'type' },
      { 'pact:matcher:type': 'regex', regex: String.raw`^[\x21-\x7E]+$` },
    ],
    value: example,
  }
}

/**
 * The client credentials grant of RFC 6749 §4.4. Pact's native core keeps no form bodies that it could match, so the pact shows
 * the credentials as JSON; a verification asks in the way that the client's token service takes.
 */
function tokenRequest(): Interaction {
  return {
    description: 'token service: a request for an access token',
    state: state(STATES.clientRegistered),
    path: TOKEN_PATH,
    body: {
      grant_type: 'client_credentials',
      client_id: CLIENT.id,
      client_secret: CLIENT.secret,
    },
    status: 200,
    responseBody: {
      access_token: headerText(ACCESS_TOKEN),
      token_type: regex('^[Bb][Ee][Aa][Rr][Ee][Rr]$', 'Bearer'),
    },
    exercise: { kind: 'token' },
  }
}
