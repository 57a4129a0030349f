import { BlockList, isIP } from 'node:net'
import { domainToASCII } from 'node:url'

/** One entry of `no_proxy`: what is reached without a proxy. */
export interface DirectHost {
  /** A host with everything below it, an address, a network as `10.0.0.0/8`, or `*` for everything. */
  readonly host: string
  /** Any port when absent. */
  readonly port?: number
}

/**
 * Reads `no_proxy` as curl and undici do: entries divided by commas or blanks, each a host (with everything below it, with
 * or without a leading dot or `*.`), an address, a network, or `*`; a port may follow.
 */
export function readDirectHosts(text: string): readonly DirectHost[] {
  return text
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .map((entry) => directHost(entry))
}

function directHost(entry: string): DirectHost {
  // The colons of an IPv6 address without brackets divide no port.
  const [, host = entry, port] = isIP(entry) === 6 ? [] : (/^(.+?)(?::(\d+))?$/.exec(entry) ?? [])
  const name = host.replace(/^\*?\.(?=.)/, '').replaceAll(/^\[|\]$/g, '')
  return {
    host: name.includes('/') ? name : canonical(name),
    ...(port === undefined ? {} : { port: Number(port) }),
  }
}

/** Whether an entry names the host of a URL. Names are not resolved: a network says nothing of a name. */
export function isDirect(entries: readonly DirectHost[], url: URL): boolean {
  const host = canonical(url.hostname.replaceAll(/^\[|\]$/g, ''))
  const port = Number(url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : url.port)
  return entries.some((entry) => {
    if (entry.port !== undefined && entry.port !== port) return false
    if (entry.host === '*' || entry.host === host) return true
    return isIP(host) === 0 ? host.endsWith(`.${entry.host}`) : isWithin(host, entry.host)
  })
}

function isWithin(address: string, network: string): boolean {
  const [, base = '', bits = ''] = /^(.+)\/(\d{1,3})$/.exec(network) ?? []
  const family = isIP(base)
  if (family === 0 || family !== isIP(address) || Number(bits) > (family === 4 ? 32 : 128)) {
    return false
  }
  const list = new BlockList()
  const type = family === 4 ? 'ipv4' : 'ipv6'
  list.addSubnet(base, Number(bits), type)
  return list.check(address, type)
}

/** The one spelling of a host: as URLs have it, without brackets and the dot at the end. */
function canonical(host: string): string {
  if (isIP(host) === 6) return new URL(`http://[${host}]`).hostname.slice(1, -1)
  const name = host.replace(/\.$/, '').toLowerCase()
  return isIP(name) === 0 ? domainToASCII(name) || name : name
}
