import { X509Certificate } from 'node:crypto'
import { readFileWithin } from '../read-file.ts'
import { readProxySettings } from './proxy.ts'
import type { Authority, Route } from './route.ts'

type Env = Readonly<Record<string, string | undefined>>

/** The way to an endpoint as the environment describes it: its proxies, and `NODE_EXTRA_CA_CERTS`. */
export function routeOfEnvironment(env: Env): Route {
  return { proxies: readProxySettings(env), authorities: extraAuthorities(env) }
}

/** Node trusts them by itself where nothing else is named, and warns of a file that it cannot read. */
function extraAuthorities({ NODE_EXTRA_CA_CERTS: file = '' }: Env): Authority[] {
  if (file === '') return []
  try {
    const pem = readFileWithin(file).toString('utf8')
    void new X509Certificate(pem)
    return [{ pem, source: 'NODE_EXTRA_CA_CERTS' }]
  } catch {
    return []
  }
}
