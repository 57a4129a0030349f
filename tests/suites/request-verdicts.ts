import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { loadContract } from '../../src/contract/index.ts'
import { createMessages } from '../../src/messages/index.ts'
import { MEDIA_TYPES } from '../support/media-types.ts'
import type { Post } from '../support/post.ts'

/** What every door that judges requests says of one, in the words of the stub. */
export type RequestVerdict = 'accepted' | 'wrong-media-type' | 'not-json' | 'invalid'

/** A request for the first operation of the contract. */
export interface RequestCase extends Post {
  readonly title: string
  readonly verdict: RequestVerdict
}

const operation = (await loadContract()).operation('drop_shipment_confirmation')

export const REQUEST_PATH = operation.path

const VALID = JSON.stringify(createMessages(operation).message('full', 2))
const JSON_TYPE = { 'content-type': 'application/json' }

const declared: readonly RequestCase[] = MEDIA_TYPES.map(({ type, inUtf8 }) => ({
  title: `declared as ${type}`,
  headers: { 'content-type': type },
  body: VALID,
  verdict: inUtf8 ? 'accepted' : 'wrong-media-type',
}))

const json = (
  title: string,
  body: string | Uint8Array,
  verdict: RequestVerdict,
  more: Post = {},
): RequestCase => ({ title, headers: JSON_TYPE, body, verdict, ...more })

const broken = VALID.replace(/"carrier":"[^"]*"/, '"carrier":7')

/** One row, one verdict, asked of every door. */
export const REQUEST_CASES: readonly RequestCase[] = [
  ...declared,
  { title: 'that declares nothing', body: VALID, verdict: 'wrong-media-type' },
  { title: 'that declares nothing and is empty', verdict: 'wrong-media-type' },
  json('of a valid message', VALID, 'accepted'),
  json('of a valid message, without its length', VALID, 'accepted', { isChunked: true }),
  json('with blanks around it', ` \r\n\t${VALID}\n`, 'accepted'),
  json('with a property twice', VALID.replace('{', '{"shipment":1,'), 'accepted'),
  json(
    'with text that turns around',
    VALID.replace('"carrier":"', '"carrier":"\u202E'),
    'accepted',
  ),
  json(
    'with half a surrogate, escaped',
    VALID.replace('"carrier":"', '"carrier":"\\ud83d'),
    'accepted',
  ),
  json('that begins with a byte order mark', `\uFEFF${VALID}`, 'not-json'),
  json('that begins with a byte order mark, without its length', `\uFEFF${VALID}`, 'not-json', {
    isChunked: true,
  }),
  json('of a byte order mark alone', '\uFEFF', 'not-json'),
  json('with a byte order mark after its blanks', ` \uFEFF${VALID}`, 'not-json'),
  json('that is empty', '', 'not-json'),
  json('that is empty, without its length', '', 'not-json', { isChunked: true }),
  json('of blanks', ' \n', 'not-json'),
  json('that is cut', VALID.slice(0, -9), 'not-json'),
  json('with a comma too much', VALID.replace(/}$/, ',}'), 'not-json'),
  json(
    'in Latin-1',
    Buffer.from(VALID.replace(/"carrier":"/, '"carrier":"\u00e9'), 'latin1'),
    'not-json',
  ),
  json('in UTF-16', Buffer.from(`\uFEFF${VALID}`, 'utf16le'), 'not-json'),
  json('that is compressed', gzipSync(VALID), 'wrong-media-type', {
    headers: { ...JSON_TYPE, 'content-encoding': 'gzip' },
  }),
  json('whose encoding is none', VALID, 'accepted', {
    headers: { ...JSON_TYPE, 'content-encoding': 'identity' },
  }),
  json('with a field of an incorrect type', broken, 'invalid'),
  json('of a list', '[]', 'invalid'),
]

/** @param verdictOf asks a door @param isDecidedBefore what something before the door decides by itself */
export function requestVerdictSuite(
  verdictOf: (request: RequestCase) => Promise<RequestVerdict>,
  isDecidedBefore: (request: RequestCase) => boolean = () => false,
): void {
  it.each(REQUEST_CASES.filter((each) => !isDecidedBefore(each)))(
    'a request $title is $verdict',
    async (request) => {
      expect(await verdictOf(request)).toBe(request.verdict)
    },
  )
}

const VERDICTS: Readonly<Record<number, RequestVerdict>> = {
  200: 'accepted',
  400: 'not-json',
  415: 'wrong-media-type',
  422: 'invalid',
}

/** The verdict of an endpoint, by its status. */
export function verdictOfStatus(status: number): RequestVerdict {
  const verdict = VERDICTS[status]
  if (verdict === undefined) throw new Error(`an endpoint of this suite responded ${status}`)
  return verdict
}
