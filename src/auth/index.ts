export { assertRequestHeaders, type RequestHeader } from './request-headers.ts'
export {
  type AnyScheme,
  type Credentials,
  type ExpectedCredentials,
  type OAuth2Credentials,
  SCHEME_NAMES,
  type SchemeName,
  SCHEMES,
  schemeNamed,
} from './schemes/index.ts'
export {
  credentialsFrom,
  expectedFrom,
  fieldsOf,
  mixed,
  type NamedField,
  secretsOf,
} from './fields.ts'
export { isDescribedBy, placeholderHeader } from './described.ts'
export { createSigner, type Signer } from './signer.ts'
export type { Signed } from './signing.ts'
export {
  tokenRequest,
  type TokenFailure,
  type TokenFailureKind,
  tokenUrlIn,
} from './token-service.ts'

// The checking side: what an endpoint does with what the sender sent.
export { assertExpectable, createAuthenticationCheck } from './check.ts'
export { type AuthenticationCheck, type CheckedRequest, credentialsOf } from './checking.ts'
export { type AccessTokens, createAccessTokens, TOKEN_PATTERN } from './check-tokens.ts'
