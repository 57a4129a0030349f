/** What the cases are compared with. */
export const DOCUMENT = `openapi: 3.1.0
info: { title: Pets, version: '1' }
paths:
  /pets/{pet}:
    put:
      operationId: savePet
      security: [{ token: [] }]
      parameters:
        - { name: pet, in: path, required: true, schema: { type: integer } }
        - { name: limit, in: query, schema: { type: integer } }
        - { name: X-Trace, in: header, required: true, schema: { type: integer } }
        - { name: X-List, in: header, schema: { type: array, items: { type: integer } } }
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [name], properties: { name: { type: string } } } }, application/vnd.pet.v2+json: { schema: { type: object, required: [title], properties: { title: { type: string } } } } } }
      responses:
        '200':
          description: saved
          headers: { X-Rate: { schema: { type: string, enum: [low, high] } } }
          content: { application/json: { schema: { type: object, required: [id, kind], properties: { id: { type: integer }, kind: { type: string } } } } }
        '202': { description: later }
        '422': { description: rejected }
  /others:
    post:
      operationId: saveOther
      requestBody: { content: { application/json: { schema: { type: object } } } }
      responses: { default: { description: any, content: { application/json: { schema: { type: object } } } } }
  /quiet:
    post:
      operationId: saveQuietly
      requestBody: { content: { application/json: { schema: { type: object } } } }
      responses: { '200': { description: saved } }
    get: { operationId: quiet, responses: { '200': { description: found } } }
components: { securitySchemes: { token: { type: http, scheme: bearer } } }
`

export const request = {
  method: 'PUT',
  path: '/pets/10',
  headers: { 'Content-Type': 'application/json', Authorization: 'Bearer x', 'X-Trace': '7' },
  body: { name: 'Rex' },
}
export const response = {
  status: 200,
  headers: { 'Content-Type': 'application/json' },
  body: { id: 1 },
  matchingRules: { body: { $: { combine: 'AND', matchers: [{ match: 'type' }] } } },
}
const ofOther = { ...request, method: 'POST', path: '/others', body: {} }
const quiet = { status: 200, headers: {}, body: undefined }
const { 'Content-Type': _type, ...untyped } = request.headers
const { Authorization: _token, ...anonymous } = request.headers
const { 'X-Trace': _trace, ...untraced } = request.headers
const sending = (headers: object) => ({ headers: { ...request.headers, ...headers } })
const expecting = (headers: object) => ({ headers: { ...response.headers, ...headers } })

interface Case {
  readonly what: string
  readonly request?: object
  readonly response?: object
  /** The codes of the comparator, warnings in brackets. */
  readonly comparator: readonly string[]
  /** The rules of lint. */
  readonly lint: readonly string[]
  /** Why the two differ. */
  readonly because?: string
}

export const CASES: readonly Case[] = [
  { what: 'what is documented', comparator: [], lint: [] },
  {
    what: 'accepts a media type where no response has any',
    request: { ...ofOther, path: '/quiet', ...sending({ Accept: 'text/html' }) },
    response: quiet,
    comparator: ['(request.accept.unknown)', '(request.header.unknown)'],
    lint: [],
  },
  {
    what: 'says a media type where no request has any',
    request: { ...request, method: 'GET', path: '/quiet', body: undefined },
    response: quiet,
    comparator: ['(request.content-type.unknown)', '(request.header.unknown)'],
    lint: [],
  },
  {
    what: 'calls a path that no document describes',
    request: { path: '/cats/10' },
    comparator: ['request.path-or-method.unknown'],
    lint: ['pact-operation'],
  },
  {
    what: 'calls with another method',
    request: { method: 'PATCH' },
    comparator: ['request.path-or-method.unknown'],
    lint: ['pact-operation'],
  },
  {
    what: 'sends an invalid value in the path',
    request: { path: '/pets/rex' },
    comparator: ['request.path-or-method.unknown'],
    lint: ['pact-request'],
  },
  {
    what: 'sends an invalid value in the path, to be rejected',
    request: { path: '/pets/rex' },
    response: { status: 422, headers: {}, body: undefined },
    comparator: ['request.path-or-method.unknown'],
    lint: [],
    because: 'a consumer test may show how an invalid request is rejected',
  },
  {
    what: 'sends an invalid value in the query',
    request: { query: { limit: ['many'] } },
    comparator: ['request.query.incompatible'],
    lint: ['pact-request'],
  },
  {
    what: 'sends a valid value in the query',
    request: { query: { limit: ['10'] } },
    comparator: [],
    lint: [],
  },
  {
    what: 'sends a number twice in the query',
    request: { query: { limit: ['10', '20'] } },
    comparator: ['request.query.incompatible'],
    lint: ['pact-request'],
  },
  {
    what: 'sends a query parameter that is not documented',
    request: { query: { page: ['1'] } },
    comparator: ['(request.query.unknown)'],
    lint: [],
  },
  {
    what: 'sends an invalid body',
    request: { body: { name: 1 } },
    comparator: ['request.body.incompatible'],
    lint: ['pact-request'],
  },
  {
    what: 'sends a body without what is required',
    request: { body: {} },
    comparator: ['request.body.incompatible'],
    lint: ['pact-request'],
  },
  {
    what: 'sends a body of the second of two media types, which is that of the first',
    request: sending({ 'Content-Type': 'application/vnd.pet.v2+json' }),
    comparator: ['request.body.incompatible'],
    lint: ['pact-request'],
  },
  {
    what: 'sends a body of another media type',
    request: { ...sending({ 'Content-Type': 'text/plain' }), body: 'Rex' },
    comparator: ['request.body.unknown', 'request.content-type.incompatible'],
    lint: ['pact-request'],
  },
  {
    what: 'does not say the media type of its body',
    request: { headers: untyped },
    comparator: ['(request.content-type.missing)'],
    lint: [],
  },
  {
    what: 'accepts a media type that no response has',
    request: sending({ Accept: 'text/html' }),
    comparator: ['request.accept.incompatible'],
    lint: [],
    because:
      'Accept is a wish, which a server may ignore (RFC 9110, 12.5.1); the expected media type is what is compared',
  },
  {
    what: 'sends an invalid header',
    request: sending({ 'X-Trace': 'x' }),
    comparator: ['request.header.incompatible'],
    lint: ['pact-request'],
  },
  {
    what: 'lacks a required header',
    request: { headers: untraced },
    comparator: ['request.header.incompatible'],
    lint: ['pact-request'],
  },
  {
    what: 'sends a list in a header',
    request: sending({ 'X-List': '1, 2' }),
    comparator: [],
    lint: [],
  },
  {
    what: 'sends a header that is not documented',
    request: sending({ 'X-Other': '1' }),
    comparator: ['(request.header.unknown)'],
    lint: [],
  },
  {
    what: 'lacks the credentials',
    request: { headers: anonymous },
    comparator: ['request.authorization.missing'],
    lint: ['pact-request'],
  },
  {
    what: 'expects a status that is not documented',
    response: { status: 418 },
    comparator: ['response.status.unknown'],
    lint: ['pact-status'],
  },
  {
    what: 'expects a status that only the default documents',
    request: ofOther,
    response: { status: 418, body: {} },
    comparator: ['(response.status.default)'],
    lint: [],
  },
  {
    what: 'expects an invalid body',
    response: { body: { id: 'x' } },
    comparator: ['response.body.incompatible'],
    lint: ['pact-response'],
  },
  {
    what: 'expects nothing but a part of the body',
    response: { body: { kind: 'dog' } },
    comparator: [],
    lint: [],
  },
  {
    what: 'expects a property that is not documented',
    response: { body: { id: 1, age: 2 } },
    comparator: ['response.body.incompatible'],
    lint: ['pact-response'],
  },
  {
    what: 'expects a body where none is documented',
    response: { status: 202 },
    comparator: ['(response.content-type.unknown)', 'response.body.unknown'],
    lint: ['pact-response'],
  },
  {
    what: 'expects a media type that is not documented',
    response: { ...expecting({ 'Content-Type': 'text/html' }), body: 'x' },
    comparator: ['response.body.incompatible', 'response.content-type.incompatible'],
    lint: ['pact-response'],
  },
  {
    what: 'expects a media type alone where none is documented',
    response: { status: 202, body: undefined },
    comparator: ['(response.content-type.unknown)'],
    lint: [],
  },
  {
    what: 'expects an invalid header',
    response: expecting({ 'X-Rate': 'none' }),
    comparator: ['response.header.incompatible'],
    lint: ['pact-response'],
  },
  {
    what: 'expects a valid header',
    response: expecting({ 'X-Rate': 'low' }),
    comparator: [],
    lint: [],
  },
  {
    what: 'expects a header that is not documented',
    response: expecting({ 'X-Other': '1' }),
    comparator: ['response.header.unknown'],
    lint: ['pact-response'],
  },
  {
    what: 'expects a header of HTTP that is not documented',
    response: expecting({ ETag: 'x' }),
    comparator: ['(response.header.undefined)'],
    lint: [],
  },
]
