import { expect, it } from 'vitest'
import { startStub, type StubOptions } from '../../mocks/stub/index.ts'
import { certify } from '../../src/certify/index.ts'
import { loadContract } from '../../src/contract/index.ts'
import { Secret, systemClock, trusting } from '../../src/core/index.ts'

/** Node 22 reads no IPv6 address from a certificate: `tls.connect` itself rejects it there. */
const HTTPS_HOST = process.version.startsWith('v22.') ? '127.0.0.1' : '::1'

const secret = new Secret('pä:ss w+rd/=%', '$SECRET')

/** Each scheme once, with something else beside it that must make no difference. */
const TABLE: readonly (readonly [string, StubOptions])[] = [
  ['OAuth 2, over https on IPv6', { https: true, host: HTTPS_HOST }],
  [
    'HTTP Basic, on IPv6',
    { host: '::1', auth: { scheme: 'basic', username: 'sénder', password: secret } },
  ],
  [
    'an API key, strict by the published reading alone',
    {
      auth: { scheme: 'api-key', header: 'X-Shop-Key', key: new Secret('k+y/=', '$KEY') },
      strictness: 'published',
    },
  ],
  [
    'AWS Signature V4',
    {
      auth: {
        scheme: 'aws-sigv4',
        region: 'eu-west-1',
        service: 'execute-api',
        accessKeyId: 'AKIDEXAMPLE',
        secretAccessKey: secret,
        sessionToken: new Secret('session/+=', '$SESSION'),
      },
    },
  ],
]

it.each(TABLE)(
  'the stub is certified at resilient: %s',
  async (_what, options) => {
    const stub = await startStub({ ...options, adminPort: 0 })
    const { certificate } = stub
    try {
      const report = await certify({
        contract: await loadContract(),
        url: stub.url,
        credentials: stub.credentials,
        level: 'resilient',
        observer: { url: `${String(stub.adminUrl)}/effects` },
        clock: systemClock,
        ...(certificate === undefined ? {} : { route: trusting(certificate, 'the stub') }),
      })
      expect(
        report.checks.filter(({ status }) => status === 'failed' || status === 'warned'),
      ).toEqual([])
      expect(report.verdict).toBe('certified')
      expect(report.effects).toBe('observed')
      expect(report.levels).toEqual({ compatible: 'passed', strict: 'passed', resilient: 'passed' })
    } finally {
      await stub.close()
    }
  },
  60_000,
)
