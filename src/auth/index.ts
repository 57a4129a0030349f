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
