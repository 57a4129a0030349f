import { withPaths } from '../../support/contracts.ts'
import { body, object, ofPaths, type UnusualDocument } from './variation.ts'

const TEXT = { type: 'string' }
const ref = (to: string): object => ({ $ref: to })

/** Schemas that refer to others, to themselves, and to other files. */
export const REFERENCES: Readonly<Record<string, UnusualDocument>> = {
  'a $dynamicRef that an outer schema redirects': ofPaths(
    { '/shelves': body(ref('https://shelf.example/strict-tree')) },
    {
      valid: [{ label: 'a' }, { label: 'a', children: [{ label: 'b', children: [] }] }],
      invalid: [
        { label: 'a', more: 1 },
        { label: 'a', children: [{ label: 'b', more: 1 }] },
        { label: 'a', children: [{}] },
      ],
    },
    {
      components: {
        schemas: {
          Tree: {
            $id: 'https://shelf.example/tree',
            $dynamicAnchor: 'node',
            type: 'object',
            required: ['label'],
            properties: {
              label: TEXT,
              children: { type: 'array', items: { $dynamicRef: '#node' } },
            },
          },
          StrictTree: {
            $id: 'https://shelf.example/strict-tree',
            $dynamicAnchor: 'node',
            $ref: 'tree',
            unevaluatedProperties: false,
          },
        },
      },
    },
  ),
  'a reference back to its own schema, with rules beside it': ofPaths(
    { '/shelves': body(ref('#/components/schemas/Shelf')) },
    {
      valid: [{}, { within: { label: 'a' } }, { within: { label: 'a', within: { label: 'b' } } }],
      invalid: [
        { within: {} },
        { within: { label: 'a', within: {} } },
        { label: 1 },
        { within: { label: 1 } },
      ],
    },
    {
      components: {
        schemas: {
          Shelf: {
            type: 'object',
            properties: {
              label: TEXT,
              within: { ...ref('#/components/schemas/Shelf'), required: ['label'] },
            },
          },
        },
      },
    },
  ),
  'an $anchor': ofPaths(
    { '/shelves': body(object({ code: ref('#code') })) },
    { valid: [{ code: 'AB' }], invalid: [{ code: 'ab' }, { code: 1 }] },
    { components: { schemas: { Code: { $anchor: 'code', type: 'string', pattern: '^[A-Z]+$' } } } },
  ),
  'an $id that is relative to another': ofPaths(
    { '/shelves': body(ref('https://shelf.example/schemas/shelf')) },
    { valid: [{ label: 'ab' }], invalid: [{ label: 'a' }, {}] },
    {
      components: {
        schemas: {
          Shelf: {
            $id: 'https://shelf.example/schemas/shelf',
            ...object({ label: ref('label') }),
            $defs: { label: { $id: 'label', type: 'string', minLength: 2 } },
          },
        },
      },
    },
  ),
  'two schemas that contain each other': ofPaths(
    { '/shelves': body(ref('#/components/schemas/Room')) },
    {
      valid: [{ name: 'a' }, { name: 'a', shelves: { north: { room: { name: 'b' } } } }],
      invalid: [{}, { name: 'a', shelves: { north: {} } }, { name: 'a', shelves: [] }],
    },
    {
      components: {
        schemas: {
          Room: {
            type: 'object',
            required: ['name'],
            properties: {
              name: TEXT,
              shelves: { type: 'object', additionalProperties: ref('#/components/schemas/Shelf') },
            },
          },
          Shelf: object({ room: ref('#/components/schemas/Room') }),
        },
      },
    },
  ),
  'rules beside a reference': ofPaths(
    {
      '/shelves': body(
        object({
          label: { $ref: '#/components/schemas/Label', maxLength: 3, description: 'short' },
        }),
      ),
    },
    { valid: [{ label: 'abc' }], invalid: [{ label: 'abcd' }, { label: '' }] },
    { components: { schemas: { Label: { type: 'string', minLength: 1 } } } },
  ),
  'a reference whose pointer is escaped': ofPaths(
    { '/shelves': body(object({ label: ref('#/components/schemas/Shelf/properties/a~1b%20c') })) },
    { valid: [{ label: 'ab' }], invalid: [{ label: 'a' }] },
    {
      components: {
        schemas: {
          Shelf: { type: 'object', properties: { 'a/b c': { type: 'string', minLength: 2 } } },
        },
      },
    },
  ),
  'parameters, bodies, responses and path items by reference': ofPaths(
    { '/halls/{hall}/shelves': ref('#/components/pathItems/Shelves') },
    { valid: [{ label: 'a' }], invalid: [{}] },
    {
      components: {
        pathItems: {
          Shelves: {
            parameters: [ref('#/components/parameters/Hall')],
            post: {
              operationId: 'shelf',
              requestBody: ref('#/components/requestBodies/Shelf'),
              responses: { '200': ref('#/components/responses/Kept') },
            },
          },
        },
        parameters: {
          Hall: { name: 'hall', in: 'path', required: true, schema: { type: 'integer' } },
        },
        requestBodies: {
          Shelf: {
            required: true,
            content: { 'application/json': { schema: object({ label: TEXT }) } },
          },
        },
        responses: {
          Kept: {
            description: 'kept',
            headers: { 'X-Shelf': ref('#/components/headers/Shelf') },
            content: { 'application/json': { schema: object({ number: { type: 'integer' } }) } },
          },
        },
        headers: { Shelf: { required: true, schema: { type: 'integer', minimum: 1 } } },
      },
    },
  ),
  'a discriminator that names schemas': ofPaths(
    {
      '/shelves': body({
        oneOf: [ref('#/components/schemas/Book'), ref('#/components/schemas/Disc')],
        discriminator: { propertyName: 'kind', mapping: { paper: 'Book', disc: 'Disc' } },
      }),
    },
    {
      valid: [
        { kind: 'paper', pages: 1 },
        { kind: 'disc', tracks: 1 },
      ],
      invalid: [{ kind: 'paper', tracks: 1 }, { kind: 'other', pages: 1 }, { pages: 1 }],
    },
    {
      components: {
        schemas: {
          Book: object({ kind: { const: 'paper' }, pages: { type: 'integer', minimum: 1 } }),
          Disc: object({ kind: { const: 'disc' }, tracks: { type: 'integer', minimum: 1 } }),
        },
      },
    },
  ),
  'a discriminator that names files': {
    files: {
      'contract.yaml': withPaths({
        '/shelves': body({
          oneOf: [ref('./book.json'), ref('parts/disc.json#/$defs/Disc')],
          discriminator: {
            propertyName: 'kind',
            mapping: { paper: './book.json', disc: 'parts/disc.json#/$defs/Disc' },
          },
        }),
      }),
      'book.json': JSON.stringify(object({ kind: { const: 'paper' }, title: ref('text.json') })),
      'text.json': JSON.stringify({ type: 'string', minLength: 1 }),
      'parts/disc.json': JSON.stringify({
        $defs: { Disc: object({ kind: { const: 'disc' }, title: ref('../text.json') }) },
      }),
    },
    valid: [
      { kind: 'paper', title: 'a' },
      { kind: 'disc', title: 'a' },
    ],
    invalid: [{ kind: 'disc', title: '' }, { kind: 'map', title: 'a' }, { kind: 'disc' }],
  },
  'keys and values that YAML might read as something else': {
    files: {
      'contract.yaml': `openapi: 3.1.0
info: { title: Shelf, version: '1' }
paths:
  /shelves:
    post:
      operationId: shelf
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: ['null', on, '1.0']
              properties:
                null: { type: integer }
                on: { enum: [on, off, yes, 2026-01-01] }
                1.0: { const: NO }
                ~: { type: boolean }
                0x10: { type: string }
      responses: { 200: { description: accepted } }
`,
    },
    valid: [
      { null: 1, on: 'on', '1.0': 'NO', '~': true, '0x10': '' },
      { null: 1, on: '2026-01-01', '1.0': 'NO' },
    ],
    invalid: [
      { null: 1, on: true, '1.0': 'NO' },
      { '': 1, on: 'on', '1.0': 'NO' },
      { null: 1, on: 'on', '1': 'NO' },
      { null: 1, on: 'on', '1.0': false },
      { null: 1, on: 'on', '1.0': 'NO', '~': 1 },
    ],
  },
  'anchors and merges of YAML': {
    files: {
      'contract.yaml': `openapi: 3.1.0
info: { title: Shelf, version: '1' }
paths:
  /shelves:
    post:
      operationId: shelf
      requestBody:
        required: true
        content:
          application/json:
            schema: &shelf
              type: object
              required: [label]
              properties:
                label: &text { type: string, minLength: 1 }
                other: *text
                short: { <<: *text, maxLength: 2 }
      responses: &accepted { '200': { description: accepted } }
    put:
      operationId: replace
      requestBody: { required: true, content: { application/json: { schema: *shelf } } }
      responses: *accepted
`,
    },
    valid: [{ label: 'a', other: 'b', short: 'cc' }],
    invalid: [{ label: '' }, { label: 'a', other: '' }, { label: 'a', short: 'ccc' }],
  },
}
