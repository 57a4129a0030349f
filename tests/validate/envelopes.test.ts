import { Readable } from 'node:stream'
import { expect, it } from 'vitest'
import { checkFiles } from '../../src/validate/index.ts'
import { compileText, posting, withFiles, withPaths } from '../support/contracts.ts'

/** Two operations, of which the first has a property of its own with the name that envelopes have. */
function contractOf(more: object): string {
  const credit = {
    type: 'object',
    required: ['operation'],
    properties: { operation: { type: 'string' }, ...more },
  }
  const refund = { type: 'object', required: ['amount'], properties: { amount: { minimum: 1 } } }
  return withPaths({
    '/credit': posting(credit, { operationId: 'credit' }),
    '/refund': posting(refund, { operationId: 'refund' }),
  })
}

const AN_OPERATION = contractOf({ amount: { type: 'integer' } })
const ALSO_A_BODY = contractOf({ body: { type: 'object' } })

it.each([
  ['an envelope, where bodies have an operation', AN_OPERATION, 'refund', { amount: 0 }, 1],
  ['an envelope around such a body', AN_OPERATION, 'credit', { operation: 'debit' }, 0],
  ['a body, whose operation the contract does not have', AN_OPERATION, 'debit', { amount: 0 }, 0],
  ['a body, where bodies have an operation and a body', ALSO_A_BODY, 'refund', { amount: 0 }, 0],
])('a record with an operation and a body is %s', async (_what, text, operation, body, invalid) => {
  const contract = await compileText(text)
  const record = JSON.stringify({ operation, body })
  const judged = await withFiles({ 'record.json': record }, (folder) =>
    checkFiles([`${folder}/record.json`], {
      contract,
      reading: 'intended',
      stdin: Readable.from([]),
      onProblem: () => undefined,
      onUnreadable: (error) => {
        throw error
      },
    }),
  )
  expect([judged.messages, judged.invalid]).toEqual([1, invalid])
})
