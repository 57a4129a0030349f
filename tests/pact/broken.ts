import { tokens } from '../endpoints/authority.ts'
import { type Behaviour, json } from '../endpoints/endpoint.ts'
import { type StateFlaws, text } from './providers.ts'

const MINIMAL = 'drop_shipment_confirmation: a message with what is required'
const FULL = 'drop_shipment_confirmation: a message with every field'
const EXPIRED = 'drop_shipment_confirmation: a message with an expired access token'
const INVALID = 'drop_shipment_confirmation: a message without /shipment/client_identifier'
const UNREADABLE =
  'drop_shipment_confirmation: a message while the client service cannot read requests'
const FAILS = 'drop_shipment_confirmation: a message while the client service fails'
const UNAVAILABLE = 'drop_shipment_confirmation: a message while the client service is unavailable'
const PARTIAL = 'drop_shipment_partial_cancellation: a message with every field'
const TOKEN = 'token service: a request for an access token'

type Changes = Partial<Behaviour> | ((right: Behaviour) => Partial<Behaviour>)
/** A provider that breaks one thing an interaction promises, and what the report must say. */
export type Broken = readonly [
  title: string,
  interaction: string,
  cause: RegExp,
  changes: Changes,
  states?: StateFlaws,
]

const rejecting = (body: unknown): Changes => ({ reject: () => json(422, body) })
const tokenResponse = (body: unknown): Changes => ({
  authority: tokens({ respond: () => json(200, body) }),
})
const ONE_ERROR = [{ field: '/shipment/carrier', code: 'missing_field' }]

export const BROKEN: readonly Broken[] = [
  ['responds with 201', MINIMAL, /expected 200 but was 201/, { accept: () => json(201, {}) }],
  ['responds with 202', MINIMAL, /expected 200 but was 202/, { accept: () => json(202, {}) }],
  ['responds with 204', FULL, /expected 200 but was 204/, { accept: () => ({ status: 204 }) }],
  [
    'fails on a good message',
    FULL,
    /expected 200 but was 500/,
    { accept: () => ({ status: 500 }) },
  ],
  [
    'redirects',
    FULL,
    /redirects to \/elsewhere/,
    { accept: () => ({ status: 307, headers: { location: '/elsewhere' } }) },
  ],
  [
    'asks for an optional property',
    MINIMAL,
    /expected 200 but was 422/,
    {
      validate: ({ bytes }) => violationUnless(bytes.includes('"created_at"')),
    },
  ],
  [
    'does not know an optional property',
    FULL,
    /expected 200 but was 422/,
    {
      validate: ({ bytes }) => violationUnless(!bytes.includes('packing_slip')),
    },
  ],
  ['takes no JSON', FULL, /expected 200 but was 415/, { mediaType: () => ({ status: 415 }) }],
  [
    'has no third operation',
    PARTIAL,
    /expected 200 but was 404/,
    {
      authenticate: ({ operation }) =>
        operation.id === 'drop_shipment_partial_cancellation' ? { status: 404 } : undefined,
    },
  ],
  ['knows no order', FULL, /expected 200 but was 404/, { invented: () => ({ status: 404 }) }],
  ['takes any token', EXPIRED, /expected 401 but was 200/, { authenticate: () => undefined }],
  [
    'responds with 403 to a bad token',
    EXPIRED,
    /expected 401 but was 403/,
    { authenticate: () => ({ status: 403 }) },
  ],
  [
    'fails on a bad token',
    EXPIRED,
    /expected 401 but was 500/,
    { authenticate: () => ({ status: 500 }) },
  ],
  [
    'sends a bad token to a login page',
    EXPIRED,
    /redirects to \/login/,
    {
      authenticate: () => ({ status: 302, headers: { location: '/login' } }),
    },
  ],
  ['takes invalid messages', INVALID, /expected 422 but was 200/, { validate: () => [] }],
  [
    'responds with 400 to invalid messages',
    INVALID,
    /expected 422 but was 400/,
    { reject: () => ({ status: 400 }) },
  ],
  ['rejects without a body', INVALID, /body/, { reject: () => ({ status: 422 }) }],
  [
    'rejects without a message',
    INVALID,
    /missing the following keys: message/,
    rejecting({ errors: ONE_ERROR }),
  ],
  [
    'rejects without errors',
    INVALID,
    /missing the following keys: errors/,
    rejecting({ message: 'no' }),
  ],
  [
    'gives one error for the list',
    INVALID,
    /\$\.errors/,
    rejecting({ message: 'no', errors: ONE_ERROR[0] }),
  ],
  [
    'gives an empty list of errors',
    INVALID,
    /\$\.errors/,
    rejecting({ message: 'no', errors: [] }),
  ],
  [
    'gives an error without its field',
    INVALID,
    /missing the following keys: field/,
    rejecting({ message: 'no', errors: [{ code: 'invalid' }] }),
  ],
  [
    'numbers its fields',
    INVALID,
    /\$\.errors\[0\]\.field/,
    rejecting({ message: 'no', errors: [{ field: 7 }] }),
  ],
  [
    'gives a message that is not a text',
    INVALID,
    /\$\.message/,
    rejecting({ message: { en: 'no' }, errors: ONE_ERROR }),
  ],
  ['rejects in HTML', INVALID, /text\/html/, { reject: () => text(422, 'text/html', '<p>no</p>') }],
  [
    'says that its JSON is text',
    INVALID,
    /text\/plain/,
    {
      reject: () => text(422, 'text/plain', JSON.stringify({ message: 'no', errors: ONE_ERROR })),
    },
  ],
  [
    'rejects in JSON that breaks off',
    INVALID,
    /pars/,
    { reject: () => text(422, 'application/json', '{"message":') },
  ],
  [
    'ignores that it should not read',
    UNREADABLE,
    /expected 400 but was 200/,
    {},
    { forced: () => undefined },
  ],
  [
    'ignores that it should fail',
    FAILS,
    /expected 500 but was 200/,
    {},
    { forced: () => undefined },
  ],
  ['is unavailable with 503', UNAVAILABLE, /expected 502 but was 503/, {}, { forced: () => 503 }],
  [
    'cannot set a state',
    FAILS,
    /the state "the client service fails" could not be set at .*: it responded with 500/,
    {},
    { status: () => 500 },
  ],
  [
    'does not know a state',
    MINIMAL,
    /the state "the order is known" could not be set at .*: it responded with 404/,
    {},
    { status: () => 404 },
  ],
  [
    'rejects the client credentials',
    FULL,
    /the token service responded with 401 \(invalid_client\)/,
    {
      authority: { ...tokens(), token: () => json(401, { error: 'invalid_client' }) },
    },
  ],
  [
    'has no token service',
    TOKEN,
    /expected 200 but was 404/,
    {
      authority: {
        ...tokens(),
        token: (_request, path) => (path === '/oauth/token' ? { status: 404 } : undefined),
      },
    },
  ],
  [
    'issues no token',
    TOKEN,
    /missing the following keys: access_token/,
    tokenResponse({ token_type: 'Bearer' }),
  ],
  [
    'issues tokens of another type',
    TOKEN,
    /\$\.token_type/,
    tokenResponse({ access_token: 'a', token_type: 'mac' }),
  ],
  [
    'issues tokens in HTML',
    TOKEN,
    /text\/html/,
    { authority: tokens({ respond: () => text(200, 'text/html', 'x') }) },
  ],
  [
    'resets connections',
    FULL,
    /no response from .*: the connection was closed/,
    {
      intercept: ({ request }) => {
        request.socket.destroy()
        return true
      },
    },
  ],
  ['never responds', FULL, /no response from .* within the time limit/, { intercept: () => true }],
]

function violationUnless(isGood: boolean): ReturnType<Behaviour['validate']> {
  return isGood ? [] : [VIOLATION]
}

const VIOLATION = {
  pointer: '/shipment',
  field: 'shipment',
  code: 'invalid',
  message: 'no',
} as unknown as ReturnType<Behaviour['validate']>[number]
