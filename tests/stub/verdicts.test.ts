import { afterAll, beforeAll, describe } from 'vitest'
import { startStub, type Stub } from '../../mocks/stub/index.ts'
import { REQUEST_PATH, requestVerdictSuite, verdictOfStatus } from '../suites/request-verdicts.ts'
import { post } from '../support/post.ts'

describe('the stub', () => {
  let stub: Stub
  beforeAll(async () => {
    stub = await startStub({ auth: { scheme: 'none' }, strictness: 'published' })
  })
  afterAll(() => stub.close())

  requestVerdictSuite(async (request) => {
    const { status } = await post(`${stub.url}${REQUEST_PATH}`, request)
    const verdict = verdictOfStatus(status)
    const noted = stub.journal.entries().at(-1)?.verdict
    if (noted !== verdict) throw new Error(`responded as ${verdict}, noted as ${String(noted)}`)
    return verdict
  })
})
