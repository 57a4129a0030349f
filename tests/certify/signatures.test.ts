import { expect, it } from 'vitest'
import { startStub } from '../../mocks/stub/index.ts'
import type { Credentials } from '../../src/auth/index.ts'
import { certify } from '../../src/certify/index.ts'
import { loadContract } from '../../src/contract/index.ts'
import { Secret, systemClock } from '../../src/core/index.ts'

const CREDENTIALS: Extract<Credentials, { scheme: 'aws-sigv4' }> = {
  scheme: 'aws-sigv4',
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: new Secret('a-secret-of-the-client', '$AWS_SECRET_ACCESS_KEY'),
  region: 'us-east-1',
  service: 'execute-api',
}

it('accepts correct signatures, and none of another body, path, region or day', async () => {
  const stub = await startStub({ auth: CREDENTIALS })
  try {
    const report = await certify({
      contract: await loadContract(),
      url: stub.url,
      credentials: CREDENTIALS,
      level: 'compatible',
      clock: systemClock,
      only: ['authenticate/*'],
    })
    const ways = report.checks.filter(({ requirement }) => requirement === 'DS-AUTH-02')
    expect(ways.filter(({ status }) => status === 'passed').map(({ id }) => id)).toEqual(
      [
        'drop_shipment_confirmation',
        'drop_shipment_cancellation',
        'drop_shipment_partial_cancellation',
      ].flatMap((operation) =>
        [
          'malformed',
          'wrong-secret',
          'wrong-key-id',
          'other-body',
          'other-path',
          'other-region',
          'stale',
        ].map((way) => `authenticate/${operation}/${way}`),
      ),
    )
  } finally {
    await stub.close()
  }
})
