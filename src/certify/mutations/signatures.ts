import { type Credentials, createSigner } from '../../auth/index.ts'
import { type Clock, Secret } from '../../core/index.ts'
import {
  type CredentialMutation,
  AUTHORIZATION,
  literal,
  NONE,
  stranger,
  wrong,
} from './credential-mutation.ts'

type Aws = Extract<Credentials, { scheme: 'aws-sigv4' }>

function signedBy(
  change: (credentials: Aws) => Aws,
  credentials: Aws,
  shiftMs = 0,
): CredentialMutation['mutate'] {
  return async (signed, { transport, clock }) => {
    const shifted: Clock = { ...clock, now: () => clock.now() + shiftMs }
    const signer = createSigner(change(credentials), { transport, clock: shifted })
    const bare = {
      ...signed,
      headers: signed.headers.filter(([name]) => !/^(authorization|x-amz-.*)$/i.test(name)),
    }
    const again = await signer.sign(bare)
    return again.ok ? again.request : bare
  }
}

const TWO_DAYS_MS = 2 * 24 * 3600 * 1000

/** Wrong signatures. */
export function aws(credentials: Aws): readonly CredentialMutation[] {
  return [
    NONE,
    wrong(
      'malformed',
      'a malformed signature',
      literal(AUTHORIZATION, 'AWS4-HMAC-SHA256 Credential=nobody'),
    ),
    wrong(
      'wrong-secret',
      'a signature made with another secret',
      signedBy(
        (own) => ({
          ...own,
          secretAccessKey: new Secret(stranger(own.secretAccessKey.expose()), '$ANOTHER_SECRET'),
        }),
        credentials,
      ),
    ),
    wrong(
      'wrong-key-id',
      'an unknown access key',
      signedBy(
        (own) => ({
          ...own,
          accessKeyId: `AKIA${stranger(own.accessKeyId).slice(0, 16).toUpperCase()}`,
        }),
        credentials,
      ),
    ),
    wrong('other-body', 'the signature of another body', (signed) => ({
      ...signed,
      body: Buffer.concat([
        Buffer.from(signed.body instanceof Uint8Array ? signed.body : ''),
        Buffer.from(' '),
      ]),
    })),
    wrong('other-path', 'the signature of another path', async (signed, context) => {
      const elsewhere = { ...signed, url: `${signed.url}/elsewhere` }
      const again = await signedBy((own) => own, credentials)(elsewhere, context)
      return { ...again, url: signed.url }
    }),
    wrong(
      'other-region',
      'a signature for another region',
      signedBy((own) => ({ ...own, region: `${own.region}-elsewhere` }), credentials),
    ),
    wrong(
      'stale',
      'a signature that is two days old',
      signedBy((own) => own, credentials, -TWO_DAYS_MS),
    ),
  ]
}
