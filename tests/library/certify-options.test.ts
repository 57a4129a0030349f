import { expect, it } from 'vitest'
import { certify, type CertifyOptions } from '../../src/library/certify.ts'

// What a caller may write who has no compiler to say that it is wrong.
it.each([
  [{ level: 'frob' }, 'INVALID_OPTION', 'level'],
  [{ concurrency: 0 }, 'INVALID_OPTION', 'concurrency'],
  [{ rate: 0 }, 'INVALID_OPTION', 'rate'],
  [{ timeoutMs: 'x' }, 'INVALID_OPTION', 'timeoutMs'],
  [{ deadlineMs: Infinity }, 'INVALID_OPTION', 'deadlineMs'],
  [{ url: '127.0.0.1:4010' }, 'INVALID_URL', 'url'],
  [{ url: 'ftp://127.0.0.1' }, 'INVALID_URL', 'url'],
  [{ url: undefined }, 'MISSING_OPTION', 'url'],
  [{ endpoints: { nothing: 'http://127.0.0.1:9' } }, 'UNKNOWN_OPERATION', 'endpoints.nothing'],
  [{ operations: [] }, 'INVALID_OPTION', 'operations'],
  [{ partner: '' }, 'INVALID_OPTION', 'partner'],
  [{ environment: 'two\nlines' }, 'INVALID_OPTION', 'environment'],
])('certify rejects %j before it sends anything', async (wrong, code, where) => {
  const options = { url: 'http://127.0.0.1:9', ...wrong } as CertifyOptions
  await expect(certify(options)).rejects.toMatchObject({ code, details: { where } })
})
