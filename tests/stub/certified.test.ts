import { expect, it } from 'vitest'
import { startStub, type StubOptions } from '../../mocks/stub/index.ts'
import { certify, type Level } from '../../src/certify/index.ts'
import { loadContract } from '../../src/contract/index.ts'
import { defined, Secret, systemClock, trusting } from '../../src/core/index.ts'

/** Node 22 reads no IPv6 address from a certificate: `tls.connect` itself rejects it there. */
const HTTPS_HOST = process.version.startsWith('v22.') ? '127.0.0.1' : '::1'

const secret = new Secret('pä:ss w+rd/=%', '$SECRET')

interface Row {
  readonly what: string
  readonly stub: StubOptions
  /** Default: all. What follows the authentication is the same for all schemes. */
  readonly operations?: readonly string[]
  /** Default: the highest. */
  readonly level?: Level
}

/** Each scheme once, with something else beside it that must make no difference. */
const TABLE: readonly Row[] = [
  // A chain of its own is below what the highest level asks for.
  { what: 'OAuth 2, over https on IPv6', stub: { https: true, host: HTTPS_HOST }, level: 'strict' },
  {
    what: 'HTTP Basic, on IPv6',
    stub: { host: '::1', auth: { scheme: 'basic', username: 'sénder', password: secret } },
  },
  {
    what: 'an API key, strict by the published reading alone',
    stub: {
      auth: { scheme: 'api-key', header: 'X-Shop-Key', key: new Secret('k+y/=', '$KEY') },
      strictness: 'published',
    },
    operations: ['drop_shipment_confirmation'],
  },
  {
    what: 'AWS Signature V4',
    stub: {
      auth: {
        scheme: 'aws-sigv4',
        region: 'eu-west-1',
        service: 'execute-api',
        accessKeyId: 'AKIDEXAMPLE',
        secretAccessKey: secret,
        sessionToken: new Secret('session/+=', '$SESSION'),
      },
    },
    operations: ['drop_shipment_partial_cancellation'],
  },
]

it.each(TABLE)(
  'the stub is certified: $what',
  async ({ stub: options, operations, level = 'resilient' }) => {
    const stub = await startStub({ ...options, adminPort: 0 })
    const { certificate } = stub
    try {
      const report = await certify({
        contract: await loadContract(),
        url: stub.url,
        credentials: stub.credentials,
        level,
        observer: { url: `${String(stub.adminUrl)}/effects` },
        clock: systemClock,
        ...defined({ operations }),
        ...(certificate === undefined ? {} : { route: trusting(certificate, 'the stub') }),
      })
      expect(
        report.checks.filter(({ status }) => status === 'failed' || status === 'warned'),
      ).toEqual([])
      expect(report.verdict).toBe('certified')
      expect(report.effects).toBe('observed')
      expect(report.levels).toEqual({
        compatible: 'passed',
        strict: 'passed',
        resilient: level === 'resilient' ? 'passed' : 'not run',
      })
    } finally {
      await stub.close()
    }
  },
  60_000,
)
