import { type Route, trusting } from '../../src/core/index.ts'

/** A self-made certificate of `localhost` and 127.0.0.1 for tests; valid from 2020 to 2120, trusted by nobody. */
export const LOCALHOST_CERTIFICATE = {
  cert: `-----BEGIN CERTIFICATE-----
MIIBZjCCAQ2gAwIBAgIBATAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAlsb2NhbGhv
c3QwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBQxEjAQBgNVBAMM
CWxvY2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABKIapvkv4dsbRifF
4VcE4TcIwNR0w0dkl3FBSajCTcuaFlVWXXwX2W+nIuRcrG1cBWo67PkpAc8c8ges
Ih7xgBijTjBMMBoGA1UdEQQTMBGCCWxvY2FsaG9zdIcEfwAAATAPBgNVHRMBAf8E
BTADAQH/MB0GA1UdDgQWBBQx5VQxknDma6FwNr1ltRHeX/qjrTAKBggqhkjOPQQD
AgNHADBEAiA+5mgAwS6S1grdUJ/a9FOqGEpZ+rHnicDAKhF8wZ5osgIgS1yaTSUM
BZV4owkcwM/TntWYm8BhG1cBRYp90F73pwc=
-----END CERTIFICATE-----
`,
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgYKZ3wGIvIcuvvzYc
ruLdMI9PAkByNgI7iChjFSqPt4ehRANCAASiGqb5L+HbG0YnxeFXBOE3CMDUdMNH
ZJdxQUmowk3LmhZVVl18F9lvpyLkXKxtXAVqOuz5KQHPHPIHrCIe8YAY
-----END PRIVATE KEY-----
`,
}

/** What a client has to trust to connect to it. */
export const TRUSTING_LOCALHOST: Route = trusting(LOCALHOST_CERTIFICATE.cert, 'the test')
