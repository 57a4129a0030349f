import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startStub, type Stub, writeJournal } from '../../mocks/stub/index.ts'
import { type ExpectedCredentials } from '../../src/auth/index.ts'
import { Secret } from '../../src/core/index.ts'
import { createStubClient } from '../support/stub-client.ts'

const PATH = '/drop_shipment_confirmation'
const OWN = 'päss:word+1'
const FOREIGN = 'a-secret-of-elsewhere'
const CLIENT = { grant_type: 'client_credentials', client_id: 'shop' }

let stub: Stub

beforeAll(async () => {
  stub = await startStub({
    auth: { scheme: 'oauth2', clientId: 'shop', clientSecret: new Secret(OWN, '$S') },
  })
})
afterAll(() => stub.close())

const basic = (secret: string): string =>
  `Basic ${Buffer.from(`shop:${secret}`).toString('base64')}`
const form = (secret: string): RequestInit => ({
  method: 'POST',
  body: new URLSearchParams({ ...CLIENT, client_secret: secret }),
})
const json = (text: string): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: text,
})

interface Spoken {
  readonly what: string
  readonly path: string
  readonly init: RequestInit
  /** What must not be shown, besides what it holds everywhere. */
  readonly secret: string
}

const TABLE: readonly Spoken[] = [
  ...[OWN, FOREIGN].flatMap((secret): Spoken[] => [
    { what: `${secret} in a form`, path: '/oauth/token', init: form(secret), secret },
    {
      what: `${secret} in JSON`,
      path: '/oauth/token',
      init: json(JSON.stringify({ ...CLIENT, client_secret: secret })),
      secret,
    },
    {
      what: `${secret} in JSON that breaks off`,
      path: '/oauth/token',
      init: json(`{"client_secret": ${JSON.stringify(secret).slice(0, -1)}`),
      secret,
    },
    {
      what: `${secret} in HTTP Basic`,
      path: '/oauth/token',
      init: {
        method: 'POST',
        headers: { authorization: basic(secret) },
        body: new URLSearchParams(CLIENT),
      },
      secret: basic(secret),
    },
    { what: `${secret} at a wrong path`, path: '/token', init: form(secret), secret },
    {
      what: `${secret} in a query`,
      path: `${PATH}?client_secret=${encodeURIComponent(secret)}&x=1`,
      init: { method: 'POST' },
      secret: encodeURIComponent(secret),
    },
  ]),
  ...['access_token', 'token', 'api_key', 'apikey', 'X-Amz-Signature', 'password'].map(
    (name): Spoken => ({
      what: `${name} in a query`,
      path: `${PATH}?a=1&${name}=${FOREIGN}`,
      init: { method: 'POST' },
      secret: FOREIGN,
    }),
  ),
  ...[
    'X-Api-Key',
    'Api-Key',
    'X-Auth-Token',
    'X-Amz-Security-Token',
    'Cookie',
    'Authorization',
  ].map((name): Spoken => ({
    what: `the header ${name}`,
    path: PATH,
    init: { method: 'POST', headers: { [name]: FOREIGN } },
    secret: FOREIGN,
  })),
]

it.each(TABLE)('the journal does not show $what', async ({ path, init, secret }) => {
  await fetch(`${stub.url}${path}`, init)
  const [entry] = stub.journal.entries({ limit: 1 })
  const shown = JSON.stringify(entry)
  for (const spelling of [secret, encodeURIComponent(secret), JSON.stringify(secret)]) {
    expect(shown).not.toContain(spelling)
  }
  expect(shown).not.toMatch(/dst_/)
})

it('what is beside a secret is shown', async () => {
  await fetch(`${stub.url}${PATH}?a=1&token=${FOREIGN}&b=2`, { method: 'POST' })
  expect(stub.journal.entries({ limit: 1 })).toMatchObject([
    { target: `${PATH}?a=1&token=[secret]&b=2` },
  ])
})

const schemes: readonly ExpectedCredentials[] = [
  { scheme: 'basic', username: 'me', password: new Secret(OWN, '$P') },
  { scheme: 'api-key', header: 'X-Shop', key: new Secret('key-of-the-shop', '$K') },
  {
    scheme: 'aws-sigv4',
    region: 'eu-west-1',
    service: 'execute-api',
    accessKeyId: 'AKID',
    secretAccessKey: new Secret('aws-secret', '$A'),
    sessionToken: new Secret('aws-session', '$T'),
  },
]
it.each(schemes)('neither journal nor its file holds a secret of $scheme', async (auth) => {
  const directory = mkdtempSync(join(tmpdir(), 'journal-'))
  const other = await startStub({ auth })
  const file = writeJournal(other.journal, join(directory, 'journal.ndjson'))
  const client = createStubClient(other)
  const taken = other.contract.operations[0]?.examples[0]?.value
  expect((await client.post(PATH, taken)).response?.status).toBe(200)
  // A message that echoes them is shown without them, and so is what is said of it.
  const secrets = [OWN, 'key-of-the-shop', 'aws-secret', 'aws-session'].filter((secret) =>
    JSON.stringify(auth, (_key, value: unknown) =>
      value instanceof Secret ? value.expose() : value,
    ).includes(secret),
  )
  await client.post(PATH, { shipment: { carrier: secrets, comments: secrets.join() } })
  await client.close()
  await file.close()
  await other.close()
  const written = readFileSync(join(directory, 'journal.ndjson'), 'utf8')
  expect(written.trimEnd().split('\n')).toHaveLength(2)
  for (const secret of secrets) {
    for (const text of [written, JSON.stringify(other.journal.entries())]) {
      expect(text).not.toContain(secret)
      expect(text).not.toContain(Buffer.from(`me:${secret}`).toString('base64'))
    }
  }
  rmSync(directory, { recursive: true })
})
