import { defined } from '../defined.ts'
import { namesScheme, type UrlProblem, urlProblem } from '../http-url.ts'
import { Secret } from '../secret.ts'
import { isLoopbackHost } from '../loopback.ts'
import { type DirectHost, isDirect, readDirectHosts } from './direct-hosts.ts'

/** A proxy that the environment names. */
export interface Proxy {
  /** `socks` of any version: its server resolves names. */
  readonly kind: 'http' | 'https' | 'socks'
  /** Of SOCKS. */
  readonly version?: 4 | 5
  /** Without brackets. */
  readonly hostname: string
  readonly port: number
  /** Host and port as sentences name them: nothing of it is secret. */
  readonly host: string
  readonly username?: string
  readonly password?: Secret
  /** The variable that names it: `https_proxy`. */
  readonly variable: string
}

/** A variable whose value is not a usable proxy; reported only when a request needs it. */
export interface UnusableProxy {
  readonly kind: 'unusable'
  readonly variable: string
  /** What is wrong with it; its value may hold a password, and is not shown. */
  readonly problem: string
}

/** What the environment says about proxies. */
export interface ProxySettings {
  readonly http?: Proxy | UnusableProxy
  readonly https?: Proxy | UnusableProxy
  readonly direct: readonly DirectHost[]
}

type Env = Readonly<Record<string, string | undefined>>

/**
 * Reads `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy`, each in lower or upper case. The lower case wins, also when
 * it is empty, which means no proxy; `all_proxy` is for what no variable of its own speaks of.
 */
export function readProxySettings(env: Env): ProxySettings {
  const all = variableIn(env, 'all_proxy')
  const http = proxyIn(variableIn(env, 'http_proxy') ?? all)
  const https = proxyIn(variableIn(env, 'https_proxy') ?? all)
  return {
    direct: readDirectHosts(variableIn(env, 'no_proxy')?.value ?? ''),
    ...defined({ http, https }),
  }
}

/** The proxy that requests to a URL go through; loopback is always reached directly. */
export function proxyFor(
  settings: ProxySettings | undefined,
  url: URL,
): Proxy | UnusableProxy | undefined {
  const proxy = url.protocol === 'https:' ? settings?.https : settings?.http
  if (settings === undefined || proxy === undefined || isLoopbackHost(url.hostname)) {
    return undefined
  }
  return isDirect(settings.direct, url) ? undefined : proxy
}

/** User name and password as HTTP Basic sends them. */
export function basicCredentials({ username, password }: Proxy): Secret | undefined {
  if (username === undefined) return undefined
  const pair = `${username}:${password?.expose() ?? ''}`
  return new Secret(Buffer.from(pair).toString('base64'), '$PROXY_CREDENTIALS')
}

interface Variable {
  readonly name: string
  readonly value: string
}

function variableIn(env: Env, variable: string): Variable | undefined {
  const upper = variable.toUpperCase()
  if (env[variable] !== undefined) return { name: variable, value: env[variable] }
  return env[upper] === undefined ? undefined : { name: upper, value: env[upper] }
}

type Kind = Pick<Proxy, 'kind' | 'version' | 'port'>

/** By scheme, with the port that is usual. */
const KINDS: Readonly<Record<string, Kind>> = {
  http: { kind: 'http', port: 80 },
  https: { kind: 'https', port: 443 },
  socks: { kind: 'socks', version: 5, port: 1080 },
  socks4: { kind: 'socks', version: 4, port: 1080 },
  socks4a: { kind: 'socks', version: 4, port: 1080 },
  socks5: { kind: 'socks', version: 5, port: 1080 },
  socks5h: { kind: 'socks', version: 5, port: 1080 },
}

/** What is wrong with a proxy's URL, without a word of it: it may hold a password. */
const PROBLEMS: Readonly<Record<Exclude<UrlProblem['kind'], 'scheme'>, string>> = {
  length: 'it is too long',
  unprintable: 'it has white space or an invisible character in it',
  backslash: 'it has a backslash in it: write %5C',
  syntax: 'it is not a URL',
  credentials: 'it has credentials in it',
  fragment: 'it has "#" in it: write %23',
  percent: 'it has "%" in its path without two hexadecimal digits after it',
  port: 'its port is 0',
}

function proxyIn(given: Variable | undefined): Proxy | UnusableProxy | undefined {
  const written = given?.value.trim() ?? ''
  if (given === undefined || written === '') return undefined
  const { name: variable } = given
  // As curl reads it: without a scheme it is HTTP. A user name may precede a colon, too.
  const isWhole = written.includes('://') || (namesScheme(written) && !written.includes('@'))
  const text = isWhole ? written : `http://${written}`
  const unusable = (problem: string): UnusableProxy => ({ kind: 'unusable', variable, problem })
  const problem = urlProblem(text, Object.keys(KINDS), true)
  if (problem !== undefined && problem.kind !== 'scheme') return unusable(PROBLEMS[problem.kind])
  const url = new URL(text)
  const scheme = url.protocol.slice(0, -1)
  const kind = KINDS[scheme]
  if (kind === undefined) return unusable(`its scheme is ${scheme}, and not http, https or socks5`)
  const port = url.port === '' ? kind.port : Number(url.port)
  const [username, password] = [decoded(url.username), decoded(url.password)]
  return {
    ...kind,
    hostname: url.hostname.replaceAll(/^\[|\]$/g, ''),
    port,
    host: `${url.hostname}:${port}`,
    variable,
    ...(username === '' && password === '' ? {} : { username }),
    ...(password === '' ? {} : { password: new Secret(password, '$PROXY_PASSWORD') }),
  }
}

/** Invalid percent-encodings stay unchanged. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
