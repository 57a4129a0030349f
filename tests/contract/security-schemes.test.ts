import { describe, expect, it } from 'vitest'
import { lint } from '../../src/lint/index.ts'
import { systemClock } from '../../src/core/index.ts'
import { ACCEPTED, compileText, withFiles, withPaths } from '../support/contracts.ts'
import { certifyMock } from '../support/own-mock.ts'

const flow = { tokenUrl: 'https://id.example/token', scopes: {} }
const login = { authorizationUrl: 'https://id.example/login', scopes: {} }

/** Schemes of a document, each with what is said of it where the harness cannot go through it. */
const SCHEMES: Readonly<Record<string, readonly [scheme: object, said?: string]>> = {
  header: [{ type: 'apiKey', in: 'header', name: 'X-Key' }],
  basic: [{ type: 'http', scheme: 'Basic' }],
  bearer: [{ type: 'http', scheme: 'bearer' }],
  machine: [{ type: 'oauth2', flows: { clientCredentials: flow, implicit: login } }],
  query: [
    { type: 'apiKey', in: 'query', name: 'key' },
    'its key goes into the URL that you give, and no check asks whether it is required',
  ],
  cookie: [
    { type: 'apiKey', in: 'cookie', name: 'key' },
    "its key is sent where --request-header 'Cookie: …' gives it, and no check asks whether it is required",
  ],
  digest: [
    { type: 'http', scheme: 'digest' },
    'HTTP digest cannot be sent; the credentials of --auth are sent and tested instead',
  ],
  mutual: [
    { type: 'mutualTLS' },
    'the client certificate of --cert is presented, and no check asks whether it is required',
  ],
  openid: [
    { type: 'openIdConnect', openIdConnectUrl: 'https://id.example/openid' },
    'its discovery document is not read; tokens are those of client credentials, from the URL of --token-url',
  ],
  person: [
    { type: 'oauth2', flows: { implicit: login } },
    'it needs a person to log in (implicit); tokens of client credentials are sent and tested instead, or one of yours: --auth api-key --header Authorization',
  ],
  // Not asked for by any operation that is judged.
  unused: [{ type: 'http', scheme: 'digest' }],
}

const NAMES = Object.keys(SCHEMES).filter((name) => name !== 'unused')
const TEXT = withPaths(
  {
    '/shelves': {
      get: { operationId: 'read', security: [{ unused: [] }], responses: ACCEPTED },
      post: {
        operationId: 'shelf',
        requestBody: { content: { 'application/json': { schema: {} } } },
        responses: ACCEPTED,
      },
    },
  },
  {
    security: NAMES.map((name) => ({ [name]: [] })),
    components: {
      securitySchemes: Object.fromEntries(
        Object.entries(SCHEMES).map(([name, [scheme]]) => [name, scheme]),
      ),
    },
  },
)
const EXPECTED = NAMES.flatMap((name) => {
  const said = SCHEMES[name]?.[1]
  return said === undefined
    ? []
    : [`The security scheme ${name} (contract.yaml:1) is out of reach: ${said}.`]
})

describe('security schemes that the harness cannot go through', () => {
  it('are told by the contract, each with what is done instead', async () => {
    expect((await compileText(TEXT)).outOfReach).toEqual(EXPECTED)
  })

  it('are told by a certification and by lint, beside operations that are out of reach', async () => {
    const { excluded } = await certifyMock(await compileText(TEXT), undefined, {
      only: ['accept/*'],
    })
    expect(excluded?.slice(1)).toEqual(EXPECTED)
    const { notJudged } = await withFiles({ 'contract.yaml': TEXT }, (folder) =>
      lint({
        documents: [{ path: `${folder}/contract.yaml`, shownAs: 'contract.yaml' }],
        pacts: [],
        providers: () => [],
        clock: systemClock,
      }),
    )
    expect(notJudged).toEqual(expect.arrayContaining(EXPECTED))
  })
})
