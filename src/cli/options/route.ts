import { X509Certificate } from 'node:crypto'
import type { Command } from 'commander'
import {
  type ClientCertificate,
  HarnessError,
  messageOf,
  readClientCertificate,
  type Route,
  routeOfEnvironment,
  Secret,
  trusting,
} from '../../core/index.ts'
import { readTextFile } from './file.ts'

type Env = Readonly<Record<string, string | undefined>>
type Options = Readonly<Record<string, unknown>>

/** Adds the options of the connection to an endpoint, for every command that sends to one. */
export function addRouteOptions(command: Command): Command {
  return command
    .option('--ca <file>', 'PEM certificates to trust besides those that Node trusts')
    .option('--cert <file>', 'PEM client certificate, for servers that ask for one')
    .option('--key <file>', 'its private key, if it is not in that file')
}

/**
 * The route of requests to an endpoint: the options of {@link addRouteOptions}, `DROPSHIP_KEY_PASSPHRASE`, the proxies of the
 * environment, and `NODE_EXTRA_CA_CERTS`.
 * @param keyOption how the command calls the option of the client certificate's private key
 * @throws HarnessError FILE_UNREADABLE, INVALID_FILE, MISSING_OPTION, MISSING_SECRET
 */
export function readRoute(options: Options, env: Env, keyOption = '--key'): Route {
  const clientCertificate = clientCertificateOf(options, env, keyOption)
  const route = withNamedAuthorities(options, routeOfEnvironment(env))
  return clientCertificate === undefined ? route : { ...route, clientCertificate }
}

function withNamedAuthorities({ ca }: Options, route: Route): Route {
  if (typeof ca !== 'string') return route
  const pem = readTextFile(ca, '--ca')
  try {
    void new X509Certificate(pem)
  } catch (error) {
    throw new HarnessError('INVALID_FILE', `${ca} contains no certificate.`, {
      expected: 'certificates in PEM: -----BEGIN CERTIFICATE----- …',
      found: messageOf(error),
      where: '--ca',
    })
  }
  return trusting(pem, `--ca ${ca}`, route)
}

function clientCertificateOf(
  { cert, key }: Options,
  env: Env,
  keyOption: string,
): ClientCertificate | undefined {
  if (typeof cert !== 'string') {
    if (key === undefined) return undefined
    throw new HarnessError('MISSING_OPTION', `${keyOption} needs --cert.`, {
      where: '--cert',
      next: 'name the client certificate that the key belongs to: --cert FILE',
    })
  }
  const certificate = readTextFile(cert, '--cert')
  const passphrase = env.DROPSHIP_KEY_PASSPHRASE ?? ''
  return readClientCertificate({
    certificate,
    key: typeof key === 'string' ? readTextFile(key, keyOption) : certificate,
    names: {
      certificate: `--cert ${cert}`,
      key: typeof key === 'string' ? `${keyOption} ${key}` : `--cert ${cert}`,
    },
    ...(passphrase === ''
      ? {}
      : { passphrase: new Secret(passphrase, '$DROPSHIP_KEY_PASSPHRASE') }),
  })
}
