import { body, json, object, ofPaths, parameter, SHELF, type UnusualDocument } from './variation.ts'

const COUNTS = { type: 'array', minItems: 1, items: { type: 'integer', minimum: 1 } }

const PLACE = object({ floor: { type: 'integer', minimum: 1 }, name: { type: 'string' } })

const FILTER = object({
  floor: { type: 'integer' },
  marks: { type: 'array', items: { type: 'string' } },
})

/** Paths, and parameters in every place and style. */
export const PARAMETERS: Readonly<Record<string, UnusualDocument>> = {
  'a path with two parameters in one segment': ofPaths({
    '/reports/{year}-{month}/shelves': body(SHELF, {
      parameters: [
        parameter('path', 'year', { type: 'integer', minimum: 2000, maximum: 2100 }),
        parameter('path', 'month', { type: 'string', pattern: '^(0[1-9]|1[0-2])$' }),
      ],
    }),
  }),
  'a path with two parameters, of which one operation changes one': ofPaths({
    '/halls/{hall}/shelves/{number}': {
      parameters: [
        parameter('path', 'hall', { type: 'string', pattern: '^[a-z]+$' }),
        parameter('path', 'number', { type: 'string' }),
      ],
      ...body(SHELF, {
        parameters: [parameter('path', 'number', { type: 'integer', minimum: 1 })],
      }),
    },
  }),
  'paths that no router of segments tells apart, and some that are not sent': ofPaths(
    {
      '/shelves/{number}.json': body(SHELF, {
        operationId: 'document',
        parameters: [parameter('path', 'number', { type: 'integer' })],
      }),
      '/shelves/{number}:close': body(object({ why: { type: 'string' } }), {
        operationId: 'close',
        parameters: [parameter('path', 'number', { type: 'integer' })],
      }),
      '/shelves/{place}': {
        put: body(COUNTS, {
          operationId: 'fill',
          parameters: [parameter('path', 'place', { type: 'string' })],
        }).post,
      },
      '/shelves/{other}': body(
        { type: 'boolean' },
        {
          operationId: 'other',
          parameters: [parameter('path', 'other', { type: 'string' })],
        },
      ),
      '/shelves#new': body(SHELF, { operationId: 'fragment' }),
      '/shelves?kind=new': body(SHELF, { operationId: 'query' }),
    },
    { excluded: ['fragment', 'query'] },
    { webhooks: { 'shelf#full?': body(SHELF, { operationId: 'full' }) } },
  ),
  'a plain segment beside one with a parameter': ofPaths({
    '/halls/{hall}/{number}': body(SHELF, {
      operationId: 'numbered',
      parameters: [
        parameter('path', 'hall', { type: 'integer' }),
        parameter('path', 'number', { type: 'integer' }),
      ],
    }),
    '/halls/{hall}/first': body(object({ first: { type: 'boolean' } }), {
      operationId: 'first',
      parameters: [parameter('path', 'hall', { type: 'integer' })],
    }),
  }),
  'lists in headers and queries, in every style': ofPaths({
    '/shelves': body(SHELF, {
      parameters: [
        parameter('header', 'X-Counts', COUNTS),
        parameter('query', 'each', COUNTS),
        parameter('query', 'commas', COUNTS, { explode: false }),
        parameter('query', 'pipes', COUNTS, { style: 'pipeDelimited', explode: false }),
        parameter('query', 'blanks', COUNTS, { style: 'spaceDelimited', explode: false }),
      ],
    }),
  }),
  'lists and objects in paths and headers, and a text that must be empty': ofPaths({
    '/halls{hall}/{floors}/{place}/{point}': body(SHELF, {
      parameters: [
        parameter('path', 'hall', { type: 'integer' }, { style: 'matrix' }),
        parameter('path', 'floors', COUNTS, { style: 'label', explode: true }),
        parameter('path', 'place', PLACE),
        parameter('path', 'point', PLACE, { style: 'matrix', explode: true }),
        parameter('header', 'X-Place', PLACE, { explode: true }),
        parameter('cookie', 'place', PLACE, { explode: false }),
        parameter('query', 'note', { type: 'string', enum: [''] }, { allowEmptyValue: true }),
      ],
    }),
  }),
  'a cookie, a parameter that is JSON, and one that may be empty': ofPaths({
    '/shelves': body(SHELF, {
      parameters: [
        parameter('cookie', 'session', { type: 'string', minLength: 4 }),
        {
          in: 'query',
          name: 'filter',
          required: true,
          content: json(object({ floor: { type: 'integer' } })),
        },
        { in: 'query', name: 'trial', allowEmptyValue: true, schema: { type: 'string' } },
      ],
    }),
  }),
  'objects in a query, in brackets and property by property': ofPaths(
    {
      '/shelves': body(SHELF, {
        parameters: [
          parameter('query', 'filter', FILTER, { style: 'deepObject', explode: true }),
          parameter('query', 'page', object({ from: { type: 'integer', minimum: 0 } })),
        ],
      }),
    },
    { notTested: ['query parameter filter schema', 'query parameter page schema'] },
  ),
  'a parameter whose example is the path of another operation': ofPaths({
    '/halls/{hall}/shelves': body(SHELF, {
      parameters: [parameter('path', 'hall', { type: 'string' }, { example: 'main' })],
    }),
    '/halls/main/shelves': body(COUNTS, { operationId: 'main' }),
    '/halls/text/shelves': { put: body({ type: 'boolean' }, { operationId: 'text' }).post },
  }),
}
