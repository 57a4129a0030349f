import type { Violation } from '../../../src/contract/index.ts'
import {
  type EndpointResponse,
  type Behaviour,
  documented422,
  json,
  correctBehaviour,
} from '../endpoint.ts'
import type { Flaw } from '../flaw.ts'

function strict(name: string, names: string, change: Partial<Behaviour>): Flaw {
  return { name, level: 'strict', names, make: () => ({ ...correctBehaviour(), ...change }) }
}

/** A rejection whose body is made from the violations. */
const body = (
  make: (errors: { field: string; code: string }[]) => unknown,
): Partial<Behaviour> => ({
  reject: (_call, violations) =>
    json(422, make(violations.map(({ field, code }) => ({ field, code })))),
})

const rejectWith = (response: EndpointResponse): Partial<Behaviour> => ({ reject: () => response })

const misnaming = (field: (violation: Violation) => string): Partial<Behaviour> => ({
  reject: (_call, violations) => documented422(violations, field),
})

/** An endpoint that rejects an empty object, as the intended reading does. */
const INTENDED: Partial<Behaviour> = {
  validate: ({ operation }, message) => operation.validate(message, 'intended'),
}

export const RESPONSES: readonly Flaw[] = [
  strict(
    '422 without message',
    '/message',
    body((errors) => ({ errors })),
  ),
  strict(
    '422 without errors',
    '/errors',
    body(() => ({ message: 'no' })),
  ),
  strict(
    '422 with errors as texts',
    '/errors',
    body((errors) => ({ message: 'no', errors: errors.map(({ field }) => field) })),
  ),
  strict(
    '422 with errors as an object',
    '/errors',
    body((errors) => ({
      message: 'no',
      errors: Object.fromEntries(errors.map(({ field, code }) => [field, code])),
    })),
  ),
  strict(
    '422 with an unknown code',
    '/errors/*/code',
    body((errors) => ({
      message: 'no',
      errors: errors.map(({ field }) => ({ field, code: 'E_INVALID' })),
    })),
  ),
  strict(
    '422 with path instead of field',
    '/errors/*/field',
    body((errors) => ({
      message: 'no',
      errors: errors.map(({ field, code }) => ({ path: field, code })),
    })),
  ),
  strict(
    '422 with a number as message',
    '/message',
    body((errors) => ({ message: 422, errors })),
  ),
  strict(
    '422 as a list',
    '422',
    body((errors) => errors),
  ),
  strict(
    '422 as text',
    '422',
    rejectWith({
      status: 422,
      headers: { 'content-type': 'text/plain' },
      body: 'Validation failure',
    }),
  ),
  strict('422 without a body', '422', rejectWith({ status: 422 })),
  strict(
    '422 that is not valid JSON',
    '422',
    rejectWith({
      status: 422,
      headers: { 'content-type': 'application/json' },
      body: '{message: no}',
    }),
  ),
  strict(
    '422 as JSON without saying so',
    '422',
    rejectWith({
      status: 422,
      headers: { 'content-type': 'text/html' },
      body: '{"message":"no","errors":[]}',
    }),
  ),
  strict(
    'names another field',
    'names-field',
    misnaming(() => 'shipment.tracking'),
  ),
  strict(
    'names fields in camel case',
    'names-field',
    misnaming(({ field }) =>
      field
        .replaceAll(/_(\w)/g, (_all, letter: string) => letter.toUpperCase())
        .replaceAll(/^(\w)/g, 'x_$1'),
    ),
  ),
  strict(
    'names the wrong item',
    'names-field',
    misnaming(({ field }) => field.replace(/\[\d+\]/, '[7]')),
  ),
  strict('rejects with 409', 'refuse/', rejectWith(json(409, { message: 'no' }))),
  strict('rejects with 404', 'refuse/', rejectWith(json(404, { message: 'no' }))),
  strict(
    'responds with 200 and an error inside',
    'refuse/',
    rejectWith(json(200, { message: 'error' })),
  ),
  strict('accepts plain text', 'body/text-plain', {
    ...INTENDED,
    mediaType: ({ request }) =>
      /json|plain/.test(request.headers['content-type'] ?? '') ? undefined : json(415, {}),
    parse: (call) =>
      call.request.headers['content-type'] === 'text/plain'
        ? json(200, {})
        : correctBehaviour().parse(call),
  }),
  strict('accepts broken JSON', 'body/truncated', {
    parse: (call) => {
      const parsed = correctBehaviour().parse(call)
      return 'status' in parsed ? json(200, {}) : parsed
    },
  }),
  strict('accepts an empty body', 'body/empty-body', {
    ...INTENDED,
    parse: (call) => (call.bytes.length === 0 ? json(200, {}) : correctBehaviour().parse(call)),
  }),
  strict('declares text as JSON', 'json', {
    accept: () => ({ status: 200, headers: { 'content-type': 'application/json' }, body: 'OK' }),
  }),
  strict('acknowledges with a number as message', '/message', {
    accept: () => json(200, { message: 1 }),
  }),
  strict('acknowledges with a list', 'json', { accept: () => json(200, []) }),
  strict('validates nine of ten messages', 'every-time', {
    validate: ({ operation, number }, message) =>
      number % 10 === 0 ? [] : operation.validate(message, 'published'),
  }),
  strict(
    '422 with an empty list of errors',
    'names-field',
    body(() => ({ message: 'no', errors: [] })),
  ),
  strict(
    '422 whose fields are all empty',
    'names-field',
    misnaming(() => ''),
  ),
]
