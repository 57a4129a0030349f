export type {
  ApiKeyCredentials,
  AwsSigV4Credentials,
  BasicCredentials,
  Credentials,
  NoCredentials,
  OAuth2Credentials,
  TokenAuth,
} from './credentials.ts'
export {
  createSigner,
  type Renewed,
  type Signed,
  type Signer,
  type SignerOptions,
} from './signer.ts'
export { tokenRequest, type TokenFailure, type TokenFailureKind } from './token-service.ts'

// The checking side: what an endpoint does with what the sender sent.
export { assertExpectable, createAuthenticationCheck, credentialsOf } from './check.ts'
export type {
  AuthenticationCheck,
  CheckedRequest,
  ExpectedCredentials,
  Unauthenticated,
} from './expected.ts'
export { type AccessTokens, createAccessTokens, TOKEN_PATTERN } from './check-tokens.ts'
