import { afterAll, afterEach, beforeAll } from 'vitest'
import { startStub, type Stub } from '../../mocks/stub/index.ts'
import type { Exchange } from '../../src/core/index.ts'
import { createStubClient, type StubClient } from './stub-client.ts'

/** One stub for all tests of a file, which plays nothing any more after each, and its client. */
export interface PlayedStub {
  readonly stub: Stub
  readonly client: StubClient
  /** A valid confirmation. */
  readonly example: () => unknown
  /** Posts it. */
  readonly deliver: () => Promise<Exchange>
  /** What became of so many of them: a status, or the kind of failure. */
  readonly outcomes: (count: number) => Promise<(number | string | undefined)[]>
}

/** Where {@link PlayedStub.deliver} posts to. */
export const PATH = '/drop_shipment_confirmation'

export function usePlayedStub(): PlayedStub {
  let stub: Stub
  let client: StubClient
  beforeAll(async () => {
    stub = await startStub({ auth: { scheme: 'none' } })
    client = createStubClient(stub)
  })
  afterEach(() => stub.stop())
  afterAll(async () => {
    await client.close()
    await stub.close()
  })
  const example = (): unknown => stub.contract.operations[0]?.examples[0]?.value
  const deliver = (): Promise<Exchange> => client.post(PATH, example())
  return {
    get stub() {
      return stub
    },
    get client() {
      return client
    },
    example,
    deliver,
    outcomes: async (count) => {
      const result: (number | string | undefined)[] = []
      for (let index = 0; index < count; index++) {
        const { response, failure } = await deliver()
        result.push(failure?.kind ?? response?.status)
      }
      return result
    },
  }
}
