import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto'
import { HarnessError, messageOf, Secret } from '../../core/index.ts'

/** A pair of Ed25519 keys, each as PEM. */
export interface SigningKeyPair {
  readonly privateKey: Secret
  readonly publicKey: string
}

export function createKeyPair(): SigningKeyPair {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  return {
    privateKey: new Secret(
      privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      '$SIGNING_KEY',
    ),
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  }
}

/** @throws HarnessError INVALID_FILE when it is not a private Ed25519 key in PEM */
export function readPrivateKey(pem: Secret, file: string): KeyObject {
  return ed25519(() => createPrivateKey(pem.expose()), file, 'a private key')
}

/**
 * The public key, also from a file with the private one.
 * @throws HarnessError INVALID_FILE when it is not an Ed25519 key in PEM
 */
export function readPublicKey(pem: string, file: string): KeyObject {
  return ed25519(() => createPublicKey(pem), file, 'a public key')
}

/** What a key is called: the start of the SHA-256 of its public half, so that people can compare it. */
export function keyNameOf(key: KeyObject): string {
  const publicKey = key.type === 'private' ? createPublicKey(key) : key
  const bytes = publicKey.export({ type: 'spki', format: 'der' })
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16)
}

function ed25519(read: () => KeyObject, file: string, kind: string): KeyObject {
  const problem = (found: string, cause?: unknown): HarnessError =>
    new HarnessError('INVALID_FILE', `${file} does not contain a usable key.`, {
      expected: `${kind} of Ed25519 in PEM`,
      found,
      next: 'dropship certificate keygen makes a pair',
      cause,
    })
  let key: KeyObject
  try {
    key = read()
  } catch (error) {
    throw problem(messageOf(error), error)
  }
  if (key.asymmetricKeyType === 'ed25519') return key
  throw problem(`a key of ${key.asymmetricKeyType ?? 'another kind'}`)
}
