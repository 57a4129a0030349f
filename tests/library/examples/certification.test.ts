/** A certification as part of a test suite. */
import { expect, it } from 'vitest'
import { certify, startStub } from 'drop-ship-harness'
import { matchers } from 'drop-ship-harness/vitest'

expect.extend(matchers)

it('our endpoint is certified', async () => {
  const stub = await startStub()
  try {
    const report = await certify({ url: stub.url, credentials: stub.credentials, level: 'strict' })
    expect(report).toBeCertified()
    expect(report).toBeCertified('compatible')
  } finally {
    await stub.close()
  }
})
