import type { Operation } from '../../contract/index.ts'
import type { Exchange, Transport } from '../../core/index.ts'
import type { Deviation } from '../../messages/index.ts'
import type { Session } from '../run/session.ts'
import type { BadCredentials } from './spoiling.ts'

/** A wrong body that comes without the right credentials: it is the credentials that have to be judged. */
interface Before {
  readonly name: string
  readonly title: string
  /** Whether it comes with wrong credentials instead of none. */
  readonly isWrong: boolean
  readonly bytes: (invalidMessage: () => unknown) => Uint8Array
}

export const BEFORE: readonly Before[] = [
  {
    name: 'before-schema',
    title: 'answers 401 to an invalid message without credentials',
    isWrong: false,
    bytes: (invalidMessage) => Buffer.from(JSON.stringify(invalidMessage())),
  },
  {
    name: 'before-json',
    title: 'answers 401 to broken JSON without credentials',
    isWrong: false,
    bytes: () => Buffer.from('{"order":'),
  },
  {
    name: 'before-json-with-wrong-credentials',
    title: 'answers 401 to broken JSON with wrong credentials',
    isWrong: true,
    bytes: () => Buffer.from('{"order":'),
  },
]

/** Of each scheme the credentials that have the right form and are not known. */
const UNKNOWN: ReadonlySet<string> = new Set([
  'unknown-token',
  'wrong-password',
  'unknown-key',
  'wrong-secret',
])

interface Context {
  readonly ways: readonly BadCredentials[]
  readonly deviations: readonly Deviation[]
  readonly transport: Transport
}

export async function judgedFirst(
  session: Session,
  operation: Operation,
  before: Before,
  { ways, deviations: [deviation], transport }: Context,
): Promise<Exchange> {
  const { clock } = session.options
  const raw = before.bytes(() =>
    session.message(operation, deviation === undefined ? [] : [deviation.edit]),
  )
  const unknown = ways.find(({ name }) => UNKNOWN.has(name))
  if (!before.isWrong || unknown === undefined)
    return session.target.send(operation, undefined, { raw, credentials: 'none' })
  return session.target.send(operation, undefined, {
    raw,
    alter: (good) => unknown.spoil(good, { transport, clock }),
  })
}
