export type { Credentials, OAuth2Credentials, TokenAuth } from './credentials.ts'
export { assertRequestHeaders, type RequestHeader } from './request-headers.ts'
export { mixed, SCHEMES } from './schemes.ts'
export { assertTokenParameters, type TokenParameters } from './token-parameters.ts'
export { createSigner, type Signed, type Signer } from './signer.ts'
export { readTokenUrl } from './token-url.ts'
export { tokenRequest, type TokenFailure, type TokenFailureKind } from './token-service.ts'

// The checking side: what an endpoint does with what the sender sent.
export { assertExpectable, createAuthenticationCheck, credentialsOf } from './check.ts'
export type { AuthenticationCheck, CheckedRequest, ExpectedCredentials } from './expected.ts'
export { type AccessTokens, createAccessTokens, TOKEN_PATTERN } from './check-tokens.ts'
