import { type Clock, defined, type Header, type HttpRequest, Secret } from '../core/index.ts'
import { bytesOf } from './signing.ts'

/** What signs for one service in one region. */
export interface AwsSigningKey {
  readonly region: string
  readonly service: string
  readonly accessKeyId: string
  readonly secretAccessKey: Secret
  /** Comes with temporary credentials. */
  readonly sessionToken?: Secret
}

export const AWS_CHALLENGE = 'AWS4-HMAC-SHA256 realm="drop-ship"'

const ADDED = ['X-Amz-Date', 'X-Amz-Security-Token', 'X-Amz-Content-Sha256'] as const

/** Headers that aws4 adds: those that the transport omits or changes must not be signed. */
const UNSIGNED = { extraHeadersToIgnore: { 'content-length': true } }
const UNSIGNED_TYPE = { extraHeadersToIgnore: { 'content-length': true, 'content-type': true } }

/**
 * Signs with AWS Signature Version 4. Method, path, query, host, body and the request's headers are signed;
 * a streamed body is read once for its hash and must give the same bytes again when it is sent.
 */
export async function signAwsSigV4(
  request: HttpRequest,
  credentials: AwsSigningKey,
  clock: Clock,
): Promise<HttpRequest> {
  const { default: aws4 } = await import('aws4')
  const url = new URL(request.url)
  const own = request.headers.filter(([name]) => name.toLowerCase() !== 'authorization')
  const date = new Date(clock.now()).toISOString().replaceAll(/[:-]|\.\d{3}/g, '')
  const typed = own.some(([name]) => name.toLowerCase() === 'content-type')
  const signed = aws4.sign(
    {
      ...(typed ? UNSIGNED : UNSIGNED_TYPE),
      method: request.method,
      path: `${url.pathname}${url.search}`,
      body: await bytesOf(request.body),
      service: credentials.service,
      region: credentials.region,
      headers: {
        ...Object.fromEntries(
          own.map(([name, value]) => [name, value instanceof Secret ? value.expose() : value]),
        ),
        Host: url.host,
        'X-Amz-Date': date,
      },
    },
    {
      accessKeyId: credentials.accessKeyId,
      secretAccessKey: credentials.secretAccessKey.expose(),
      ...defined({ sessionToken: credentials.sessionToken?.expose() }),
    },
  )
  const added = ADDED.flatMap((name): Header[] => {
    const value = signed.headers?.[name]
    if (value === undefined || own.some(([key]) => key.toLowerCase() === name.toLowerCase()))
      return []
    return name === 'X-Amz-Security-Token' && credentials.sessionToken !== undefined
      ? [[name, credentials.sessionToken]]
      : [[name, String(value)]]
  })
  const authorization = new Secret(
    String(signed.headers?.Authorization),
    '$DROPSHIP_AWS_AUTHORIZATION',
  )
  return { ...request, headers: [...own, ...added, ['Authorization', authorization]] }
}
