import { certify, type CertificationOptions, type Report } from '../../src/certify/index.ts'
import { loadContract } from '../../src/contract/index.ts'
import { systemClock } from '../../src/core/index.ts'
import { type Behaviour, startEndpoint } from '../endpoints/endpoint.ts'

/** Certifies an endpoint that behaves so, and ends it. */
export async function certifyBehaviour(
  behaviour: Behaviour,
  more: Partial<CertificationOptions> = {},
): Promise<Report> {
  const endpoint = await startEndpoint(behaviour)
  try {
    return await certify({
      contract: await loadContract(),
      url: endpoint.url,
      credentials: endpoint.credentials,
      clock: systemClock,
      timeoutMs: 2000,
      ...(endpoint.observerUrl === undefined
        ? {}
        : { observer: { url: endpoint.observerUrl, waitMs: 500 } }),
      ...more,
    })
  } finally {
    await endpoint.close()
  }
}
