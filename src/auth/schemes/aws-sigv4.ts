import { AWS_CHALLENGE, type AwsSigningKey, signAwsSigV4 } from '../sign-aws-sigv4.ts'
import { perRequest } from '../signing.ts'
import type { Scheme } from './scheme.ts'

export interface AwsSigV4Credentials extends AwsSigningKey {
  readonly scheme: 'aws-sigv4'
}

/** OpenAPI has no security scheme for it. */
export const awsSigV4: Scheme<AwsSigV4Credentials> = {
  name: 'aws-sigv4',
  label: 'AWS Signature V4',
  fields: {
    region: {
      label: 'Region',
      placeholder: 'region',
      example: 'eu-west-1',
      expected: { help: 'the region signed for', usual: 'eu-west-1', exam: 'us-east-1' },
    },
    service: {
      label: 'Service',
      placeholder: 'service',
      example: 'execute-api',
      expected: { help: 'the service signed for', usual: 'execute-api', exam: 'execute-api' },
    },
    accessKeyId: {
      label: 'Access key id',
      placeholder: 'id',
      variable: 'AWS_ACCESS_KEY_ID',
      isFlag: false,
      expected: { usual: 'AKIDLOCALEXAMPLE', exam: 'EXAMINED' },
    },
    secretAccessKey: {
      label: 'Secret access key',
      placeholder: 'key',
      variable: 'AWS_SECRET_ACCESS_KEY',
      isFlag: false,
      isSecret: true,
      expected: {},
    },
    sessionToken: {
      label: 'Session token',
      placeholder: 'token',
      variable: 'AWS_SESSION_TOKEN',
      isFlag: false,
      isSecret: true,
      isOptional: true,
    },
  },
  header: () => 'authorization',
  alsoSets: /^x-amz-/,
  sign: (credentials, { clock }) => {
    const { secretAccessKey, sessionToken } = credentials
    const secrets = [secretAccessKey, sessionToken].filter((secret) => secret !== undefined)
    return perRequest('aws-sigv4', secrets, (request) => signAwsSigV4(request, credentials, clock))
  },
  check: async (expected, { clock }) => {
    const { createAwsSigV4Check } = await import('../check-aws-sigv4.ts')
    return createAwsSigV4Check(expected, clock)
  },
  challenge: () => AWS_CHALLENGE,
}
