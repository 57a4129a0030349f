import { afterAll, afterEach, beforeEach } from 'vitest'
import { startStub, type Stub, type StubOptions } from '../../mocks/stub/index.ts'
import { createStubClient, type StubClient } from './stub-client.ts'

/** A stub with a client that signs as it asks. */
export interface RunningStub {
  readonly stub: Stub
  readonly client: StubClient
}

/** One stub for all tests of the file, closed after the last. */
export async function stubForFile(options: StubOptions = {}): Promise<RunningStub> {
  const running = await start(options)
  afterAll(() => close(running))
  return running
}

/** A stub for each test of the file; its properties are those of the test that runs. */
export function stubPerTest(options: StubOptions = {}): RunningStub {
  let running: RunningStub | undefined
  const now = (): RunningStub => {
    if (running === undefined) throw new Error('no test runs')
    return running
  }
  beforeEach(async () => {
    running = await start(options)
  })
  afterEach(() => close(now()))
  return {
    get stub() {
      return now().stub
    },
    get client() {
      return now().client
    },
  }
}

async function start(options: StubOptions): Promise<RunningStub> {
  const stub = await startStub(options)
  return { stub, client: createStubClient(stub) }
}

async function close({ stub, client }: RunningStub): Promise<void> {
  await client.close()
  await stub.close()
}
