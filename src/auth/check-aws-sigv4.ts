import { createHash } from 'node:crypto'
import aws4 from 'aws4'
import { type Clock, constantTimeEqual } from '../core/index.ts'
import {
  type AuthenticationCheck,
  type CheckedRequest,
  type Unauthenticated,
  unauthenticated,
} from './checking.ts'
import { AWS_CHALLENGE, type AwsSigningKey } from './sign-aws-sigv4.ts'

/** AWS itself takes signatures of up to 15 minutes before or after its own clock. */
const TOLERANCE_MS = 15 * 60 * 1000

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256\s+Credential=([^,\s]+)\s*,\s*SignedHeaders=([^,\s]+)\s*,\s*Signature=([\da-f]{64})\s*$/i

/** What a signature must cover, or it could be moved to another request. */
const MUST_BE_SIGNED = ['host', 'x-amz-date'] as const

/** Recomputes the signature over what the request says it signed. */
export function createAwsSigV4Check(expected: AwsSigningKey, clock: Clock): AuthenticationCheck {
  const { region, service, accessKeyId } = expected
  const scopeEnd = `${region}/${service}/aws4_request`
  return (request) => {
    const { authorization } = request.headers
    if (authorization === undefined) {
      return rejected('missing', 'The request is not signed: send an AWS Signature Version 4.')
    }
    const match = AUTHORIZATION.exec(authorization)
    if (match === null) {
      return rejected(
        'malformed',
        'The Authorization header is not of the form AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=….',
      )
    }
    const [, credential = '', signedHeaders = '', signature = ''] = match
    const date = one(request, 'x-amz-date')
    const signedAt = parseAmzDate(date)
    if (signedAt === undefined) {
      return rejected('malformed', 'X-Amz-Date is missing or not of the form 20260105T091244Z.')
    }
    const scope = `${accessKeyId}/${date.slice(0, 8)}/${scopeEnd}`
    if (credential !== scope) {
      return rejected('wrong', `The signature is not for ${scopeEnd} with the expected key.`)
    }
    if (Math.abs(clock.now() - signedAt) > TOLERANCE_MS) {
      return rejected('expired', 'The signature is older or newer than 15 minutes.')
    }
    return checkSignature(request, expected, signedHeaders.toLowerCase().split(';'), signature)
  }
}

function checkSignature(
  request: CheckedRequest,
  expected: AwsSigningKey,
  signed: readonly string[],
  signature: string,
): Unauthenticated | undefined {
  const unsigned = MUST_BE_SIGNED.find((name) => !signed.includes(name))
  if (unsigned !== undefined) return rejected('wrong', `The signature does not cover ${unsigned}.`)
  const token = expected.sessionToken
  if (token !== undefined && !token.equals(one(request, 'x-amz-security-token'))) {
    return rejected('wrong', 'X-Amz-Security-Token is missing or incorrect.')
  }
  const digest = createHash('sha256').update(request.body).digest('hex')
  const declared = one(request, 'x-amz-content-sha256')
  if (declared !== '' && declared.toLowerCase() !== digest) {
    return rejected('wrong', 'X-Amz-Content-Sha256 is not the hash of the body.')
  }
  return constantTimeEqual(sign(request, expected, signed), signature.toLowerCase())
    ? undefined
    : rejected('wrong', 'The signature does not match the request.')
}

/** The signature that the expected key gives for exactly the headers named as signed. */
function sign(request: CheckedRequest, expected: AwsSigningKey, signed: readonly string[]): string {
  const headers = Object.fromEntries(signed.map((name) => [name, one(request, name)]))
  const kept = Object.fromEntries(signed.map((name) => [name, true]))
  const added = ['content-type', 'content-length', 'x-amz-security-token'].filter(
    (name) => !signed.includes(name),
  )
  const covered = {
    extraHeadersToInclude: kept,
    extraHeadersToIgnore: Object.fromEntries(added.map((name) => [name, true])),
  }
  const result = aws4.sign(
    {
      ...covered,
      method: request.method,
      path: request.target,
      body: Buffer.from(request.body),
      service: expected.service,
      region: expected.region,
      headers,
    },
    {
      accessKeyId: expected.accessKeyId,
      secretAccessKey: expected.secretAccessKey.expose(),
    },
  )
  const header = String(result.headers?.Authorization)
  return header.slice(header.lastIndexOf('=') + 1)
}

function one(request: CheckedRequest, name: string): string {
  const value = request.headers[name]
  return value === undefined ? '' : String(value)
}

function parseAmzDate(text: string): number | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text)
  if (match === null) return undefined
  const [, year, month, day, hour, minute, second] = match.map(Number)
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second)
}

function rejected(reason: Unauthenticated['reason'], message: string): Unauthenticated {
  return unauthenticated(reason, message, AWS_CHALLENGE)
}
