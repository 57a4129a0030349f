import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadContract } from '../../src/contract/index.ts'
import { createMessages } from '../../src/messages/index.ts'
import type { Running } from '../support/guarded-endpoints.ts'
import { TWINS } from '../support/guarded-twins.ts'
import { post, type Posted } from '../support/post.ts'

const CONFIRMATION = 'drop_shipment_confirmation'
const PATH = `/${CONFIRMATION}`
const operation = (await loadContract()).operation(CONFIRMATION)
const VALID = JSON.stringify(createMessages(operation).message('full'))
const INVALID = '{"shipment":{"carrier":7}}'

const ask = ({ url }: Running, target: string, body: string): Promise<Posted> =>
  post(url, { target, headers: { 'content-type': 'application/json' }, body })

/** Ways to write a target that a router may take for the operation's path, or for none. */
const SPELLINGS: readonly (readonly [what: string, spelt: (path: string) => string])[] = [
  ['as documented', (path) => path],
  ['with an encoded underscore', (path) => path.replace('_', '%5F')],
  ['with an encoded underscore in lower case', (path) => path.replace('_', '%5f')],
  ['with an encoded letter', (path) => path.replace('drop', '%64rop')],
  [
    'with every letter encoded',
    (path) => path.replaceAll(/[a-z]/g, (c) => `%${c.charCodeAt(0).toString(16)}`),
  ],
  ['encoded twice', (path) => path.replace('_', '%255F')],
  ['with an encoding that is none', (path) => `${path}%zz`],
  ['with a slash at its end', (path) => `${path}/`],
  ['with two slashes at its end', (path) => `${path}//`],
  ['with a doubled slash', (path) => path.replace(/\/(?=drop)/, '//')],
  ['with an encoded slash', (path) => path.replace(/\/(?=drop)/, '%2F')],
  ['in upper case', (path) => path.toUpperCase()],
  ['with one letter in upper case', (path) => path.replace('drop', 'Drop')],
  ['with a fragment', (path) => `${path}#x`],
  ['with an empty fragment', (path) => `${path}#`],
  ['with a query', (path) => `${path}?x`],
  ['with a query after a slash', (path) => `${path}/?x=${PATH}`],
  ['with a parameter after a semicolon', (path) => `${path};x`],
  ['as a URL', (path) => `http://h${path}`],
  ['as a URL with a fragment', (path) => `http://h${path}#x`],
  ['as a URL in upper case', (path) => `HTTP://H${path}`],
  ['as a URL with a backslash', (path) => `http://h${path.replace('/', '\\')}`],
  ['with dots', (path) => path.replace(/\/(?=drop)/, '/./')],
  ['with dots that lead back', (path) => path.replace(/\/(?=drop)/, '/x/../')],
  ['with a byte that is not ASCII', (path) => `${path}\u00e9`],
]

describe.each(Object.entries(TWINS))('%s', (_name, twins) => {
  const { prefix } = twins
  let [plain, guarded]: Running[] = []
  beforeAll(async () => {
    ;[plain, guarded] = [await twins.start(false), await twins.start(true)]
  })
  afterAll(async () => {
    await plain?.close()
    await guarded?.close()
  })

  it.each(SPELLINGS)('a path %s reaches no handler with an invalid message', async (_, spelt) => {
    if (plain === undefined || guarded === undefined) return
    const target = spelt(`${prefix}${PATH}`)
    const runs = (await ask(plain, target, INVALID)).text.includes('"ran"')
    const { status, text } = await ask(guarded, target, INVALID)
    expect(text).not.toContain('"ran"')
    if (runs) expect([target, status]).toEqual([target, 422])
    // What is valid is served as if nobody had looked at it.
    expect((await ask(guarded, target, VALID)).text.includes('"ran"')).toBe(runs)
  })

  it('runs its handler at all', async () => {
    if (guarded === undefined) return
    expect((await ask(guarded, `${prefix}${PATH}`, VALID)).text).toContain('"ran"')
  })
})
