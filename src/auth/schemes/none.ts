import { fixedHeaders } from '../signing.ts'
import type { Scheme } from './scheme.ts'

export interface NoCredentials {
  readonly scheme: 'none'
}

export const none: Scheme<NoCredentials> = {
  name: 'none',
  label: 'none',
  fields: {},
  header: () => undefined,
  sign: () => fixedHeaders('none', [], []),
  check: () => () => undefined,
  challenge: () => 'Bearer realm="drop-ship", error="invalid_token"',
}
