import { ACCEPTED } from '../../support/contracts.ts'
import { body, json, object, ofPaths, parameter, SHELF, type UnusualDocument } from './variation.ts'

/** What is around the schemas of bodies: paths, parameters, responses, media types, security, servers. */
export const OPERATIONS: Readonly<Record<string, UnusualDocument>> = {
  'responses of a class, and a default': ofPaths({
    '/shelves': body(SHELF, {
      responses: {
        '2XX': { description: 'kept', content: json(object({ number: { type: 'integer' } })) },
        '4XX': { description: 'invalid', content: json(object({ reason: { type: 'string' } })) },
        default: { description: 'other', content: json(object({ code: { type: 'integer' } })) },
      },
    }),
  }),
  'a default response alone': ofPaths({
    '/shelves': body(SHELF, {
      responses: { default: { description: 'any', content: json(object({ ok: {} })) } },
    }),
  }),
  'successes that are not 200': ofPaths({
    '/created': body(SHELF, {
      operationId: 'created',
      responses: {
        '201': {
          description: 'created',
          headers: {
            Location: { required: true, schema: { type: 'string', format: 'uri-reference' } },
          },
          content: json(SHELF),
        },
      },
    }),
    '/accepted': body(SHELF, {
      operationId: 'accepted',
      responses: { '202': { description: 'accepted' } },
    }),
    '/empty': body(SHELF, { operationId: 'empty', responses: { '204': { description: 'done' } } }),
  }),
  'a success that is plain text': ofPaths({
    '/shelves': body(SHELF, {
      responses: {
        '200': {
          description: 'kept',
          content: { 'text/plain': { schema: { type: 'string', enum: ['OK'] } } },
        },
        '400': {
          description: 'invalid',
          content: { 'text/plain': { schema: { type: 'string' } } },
        },
      },
    }),
  }),
  'several media types, with one schema each': ofPaths({
    '/shelves': body(SHELF, {
      requestBody: {
        required: true,
        content: {
          'text/csv': { schema: { type: 'string' } },
          'application/json': { schema: SHELF },
          'application/vnd.shelf.v2+json': { schema: object({ name: { type: 'string' } }) },
          'application/xml': { schema: SHELF },
        },
      },
    }),
  }),
  'a media type that ends with +json, with a parameter': ofPaths({
    '/shelves': body(SHELF, {
      requestBody: {
        required: true,
        content: { 'application/merge-patch+json; charset=utf-8': { schema: SHELF } },
      },
    }),
  }),
  'every method that has a body, and those that have none': ofPaths(
    {
      '/shelves/{number}': {
        parameters: [parameter('path', 'number', { type: 'integer' })],
        get: { operationId: 'read', responses: ACCEPTED },
        head: { operationId: 'look', responses: ACCEPTED },
        post: body(SHELF).post,
        put: { ...body(SHELF).post, operationId: 'replace' },
        patch: { ...body(SHELF).post, operationId: 'change' },
        delete: { ...body(SHELF).post, operationId: 'remove' },
        options: { operationId: 'ask', responses: ACCEPTED },
        trace: { operationId: 'echo', responses: ACCEPTED },
      },
    },
    { excluded: ['read', 'ask', 'look', 'echo'] },
  ),
  'every kind of security scheme': ofPaths(
    {
      '/shelves': body(SHELF, {
        security: [{ key: [] }, { query: [] }, { cookie: [] }, { basic: [] }, { bearer: [] }],
      }),
      '/others': body(SHELF, {
        operationId: 'others',
        security: [{ oauth: ['write'] }, { openid: [] }, { mutual: [] }, { digest: [] }, {}],
      }),
    },
    { unsentSchemes: ['query', 'cookie', 'openid', 'mutual', 'digest'] },
    {
      components: {
        securitySchemes: {
          key: { type: 'apiKey', in: 'header', name: 'X-Key' },
          query: { type: 'apiKey', in: 'query', name: 'key' },
          cookie: { type: 'apiKey', in: 'cookie', name: 'key' },
          basic: { type: 'http', scheme: 'basic' },
          bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
          digest: { type: 'http', scheme: 'digest' },
          mutual: { type: 'mutualTLS' },
          openid: {
            type: 'openIdConnect',
            openIdConnectUrl: 'https://id.example/.well-known/openid-configuration',
          },
          oauth: {
            type: 'oauth2',
            flows: {
              clientCredentials: { tokenUrl: 'https://id.example/token', scopes: { write: 'all' } },
            },
          },
        },
      },
    },
  ),
  'servers with a base path and variables': ofPaths(
    { '/shelves': body(SHELF, { servers: [{ url: '/v3' }] }) },
    {},
    {
      servers: [
        {
          url: 'https://{region}.shelf.example:{port}/{base}',
          variables: {
            region: { default: 'eu', enum: ['eu', 'us'] },
            port: { default: '8443' },
            base: { default: 'v2' },
          },
        },
      ],
    },
  ),
  callbacks: ofPaths({
    '/shelves': body(SHELF, {
      callbacks: {
        filled: {
          '{$request.body#/url}?id={$response.body#/id}': body(SHELF, { operationId: 'filled' }),
        },
      },
    }),
  }),
  'webhooks alone': ofPaths(
    undefined,
    {},
    {
      webhooks: {
        filled: body(SHELF),
        'shelf.empty': body({ type: 'object', minProperties: 1 }, { operationId: 'emptied' }),
      },
    },
  ),
  'properties for one direction, required': ofPaths(
    {
      '/shelves': body(
        object(
          {
            number: { type: 'integer', readOnly: true },
            secret: { type: 'string', writeOnly: true, minLength: 8 },
            label: { type: 'string' },
          },
          { additionalProperties: false },
        ),
        {
          responses: {
            '200': {
              description: 'kept',
              content: json(
                object({
                  number: { type: 'integer', readOnly: true },
                  secret: { type: 'string', writeOnly: true },
                }),
              ),
            },
          },
        },
      ),
    },
    {
      valid: [{ secret: '12345678', label: 'a' }],
      invalid: [{ label: 'a' }, { secret: '1234567', label: 'a' }],
    },
  ),
  'extensions everywhere, and operations without an id': ofPaths({
    'x-paths': { post: 1 },
    '/shelves': {
      'x-item': [],
      summary: 'Shelves',
      post: {
        'x-operation': { $ref: '#/nowhere' },
        deprecated: true,
        tags: ['a'],
        requestBody: {
          'x-body': null,
          required: true,
          content: { 'application/json': { 'x-media': 1, schema: { ...SHELF, 'x-schema': {} } } },
        },
        responses: { 'x-responses': 1, '200': { description: '', 'x-response': {} } },
      },
    },
  }),
}
