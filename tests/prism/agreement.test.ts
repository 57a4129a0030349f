import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Prism, startPrism } from '../../mocks/prism/index.ts'
import { startStub, type Stub } from '../../mocks/stub/index.ts'
import { type Contract, loadContract, type Operation } from '../../src/contract/index.ts'
import { isRecord } from '../../src/core/index.ts'
import { applyEdit, createMessages } from '../../src/messages/index.ts'
import { folderForFile } from '../support/folder.ts'

/** The real Prism, and the verdicts of Prism, the stub and the validator on the same messages. */

const folder = folderForFile()
let contract: Contract
let prism: Prism
let stub: Stub
const unexpected: string[] = []

beforeAll(async () => {
  contract = await loadContract()
  const started = await Promise.all([
    startPrism({
      files: contract.files,
      host: '127.0.0.1',
      port: 0,
      portOption: '--prism-port',
      env: process.env,
      log: join(folder, 'logs/prism.log'),
      onUnexpectedExit: (sentence) => unexpected.push(sentence),
    }),
    startStub({ contract, auth: { scheme: 'none' }, strictness: 'published' }),
  ])
  prism = started[0]
  stub = started[1]
}, 60_000)

afterAll(async () => {
  await Promise.all([prism.close(), stub.close()])
})

interface Message {
  readonly name: string
  readonly body: unknown
}

/** The verdicts of the three on one message. */
interface Judged {
  readonly name: string
  readonly accepted: {
    readonly prism: boolean
    readonly stub: boolean
    readonly validator: boolean
  }
  /** Where it is invalid, as the two see it. */
  readonly places: { readonly prism: string[]; readonly validator: string[] }
}

/** Every difference that there is, and why nothing has to be fixed. */
const DIFFERENCES: readonly {
  readonly name: string
  readonly is: Judged['places']
  readonly why: string
}[] = [
  {
    name: 'type:=null',
    is: { prism: ['no body'], validator: [''] },
    why: 'Prism treats the JSON text null as an absent body: rejected all the same, with another reason',
  },
]

async function judged(operation: Operation, { name, body }: Message): Promise<Judged> {
  const post = (url: string): Promise<Response> =>
    fetch(`${url}${operation.path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer any' },
      body: JSON.stringify(body),
    })
  const [byPrism, byStub] = await Promise.all([post(prism.url), post(stub.url)])
  await Promise.all([byPrism.arrayBuffer(), byStub.arrayBuffer()])
  // The body of Prism's 422 is the document's example, whatever was invalid: the violations are in a header.
  const seen = placesOfPrism(byPrism.headers.get('sl-violations'))
  const violations = operation.validate(body, 'published')
  return {
    name,
    accepted: {
      prism: byPrism.ok && seen.length === 0,
      stub: byStub.ok,
      validator: violations.length === 0,
    },
    places: {
      prism: unique(seen),
      // Prism reports a property that is missing or not allowed at the object.
      validator: unique(
        violations.map(({ pointer, keyword }) =>
          /^(required|additionalProperties)$/.test(keyword)
            ? pointer.slice(0, pointer.lastIndexOf('/'))
            : pointer,
        ),
      ),
    },
  }
}

function placesOfPrism(header: string | null): string[] {
  const violations = JSON.parse(header ?? '[]') as unknown[]
  return violations.filter(isRecord).flatMap(({ location, severity }) => {
    if (severity !== 'Error' || !Array.isArray(location)) return []
    const [, part, ...steps] = location.map(String)
    return part === 'body' ? [steps.map((step) => `/${step}`).join('')] : ['no body']
  })
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)].toSorted((left, right) => (left < right ? -1 : 1))
}

async function judgedAll(operation: Operation, messages: readonly Message[]): Promise<Judged[]> {
  const found: Judged[] = []
  const waiting = [...messages]
  const worker = async (): Promise<void> => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop())
      found.push(await judged(operation, next))
  }
  await Promise.all(Array.from({ length: 16 }, worker))
  return found
}

/** The example, the shortest and the longest message, and every single change of it, valid and invalid. */
function everyMessage(operation: Operation): Message[] {
  const messages = createMessages(operation)
  const control = messages.message('full', 2)
  return [
    { name: 'the example', body: messages.example() },
    { name: 'minimal', body: messages.message('minimal') },
    { name: 'full', body: control },
    ...[...messages.variations(), ...messages.deviations()].map(({ id, edit }) => ({
      name: id,
      body: applyEdit(control, edit),
    })),
  ]
}

describe('Prism, the stub and the validator agree', () => {
  it.each([
    'drop_shipment_confirmation',
    'drop_shipment_cancellation',
    'drop_shipment_partial_cancellation',
  ])(
    'on every variation and every deviation of %s',
    async (id) => {
      const operation = contract.operation(id)
      const messages = everyMessage(operation)
      expect(messages.length).toBeGreaterThan(100)
      const all = await judgedAll(operation, messages)
      expect(all.filter(({ accepted }) => new Set(Object.values(accepted)).size > 1)).toEqual([])
      const elsewhere = all.filter(({ places }) => places.prism.join() !== places.validator.join())
      // A difference that is listed and gone fails, as one that is found and not listed.
      expect(elsewhere.map(({ name, places }) => ({ name, is: places }))).toEqual(
        DIFFERENCES.map(({ name, is }) => ({ name, is })),
      )
    },
    60_000,
  )

  it('and each difference is explained', () => {
    for (const { why } of DIFFERENCES) expect(why).toMatch(/\w+ .{20}/)
  })
})

it('what Prism prints is in its own file', () => {
  expect(readFileSync(join(folder, 'logs/prism.log'), 'utf8')).toContain('Prism is listening on')
  expect(unexpected).toEqual([])
})
