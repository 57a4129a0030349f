export type {
  ApiKeyCredentials,
  AwsSigV4Credentials,
  BasicCredentials,
  Credentials,
  NoCredentials,
  OAuth2Credentials,
  TokenAuth,
} from './credentials.ts'
