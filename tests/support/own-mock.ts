import { startStub, type StubOptions } from '../../mocks/stub/index.ts'
import { certify, type CertificationOptions, type Report } from '../../src/certify/index.ts'
import type { Contract } from '../../src/contract/index.ts'
import { systemClock } from '../../src/core/index.ts'

/** Certifies the stub of a contract, or the stub of another contract at the same paths. */
export async function certifyMock(
  contract: Contract,
  stubOptions: StubOptions = { contract },
  more: Partial<CertificationOptions> = {},
): Promise<Report> {
  const stub = await startStub({ auth: { scheme: 'none' }, ...stubOptions })
  try {
    return await certify({
      contract,
      url: stub.url,
      credentials: { scheme: 'none' },
      clock: systemClock,
      timeoutMs: 5000,
      ...more,
    })
  } finally {
    await stub.close()
  }
}

/** What accepts every body at the operations of a contract, with the responses that it documents. */
export function acceptingEverything(contract: Contract): Contract {
  const operations = contract.operations.map((operation) => ({
    ...operation,
    accepts: () => true,
    validate: () => [],
    forContentType: () => ({ ...operation, accepts: () => true, validate: () => [] }),
  }))
  return { ...contract, operations }
}
