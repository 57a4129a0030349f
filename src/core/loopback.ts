type Env = Readonly<Record<string, string | undefined>>

/** Names and addresses of this machine's own loopback, each as tools know them in `no_proxy`. */
const LOOPBACK = ['localhost', '127.0.0.1', '::1'] as const

/** Whether a URL's host, with or without brackets, is this machine itself (RFC 6761 §6.3 for names below `localhost`). */
export function isLoopbackHost(host: string): boolean {
  const name = host.replaceAll(/^\[|\]$|\.$/g, '').toLowerCase()
  return (
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    name === '::1' ||
    /^(?:::ffff:)?127\.\d+\.\d+\.\d+$/.test(name) ||
    /^::ffff:7f[\da-f]{2}:[\da-f]{1,4}$/.test(name)
  )
}

/**
 * The environment for a program that we start and that talks to a server of ours: it sends nothing for loopback through a
 * proxy, in whichever spelling it reads the variable.
 */
export function withoutLoopbackProxy(env: Env): Record<string, string | undefined> {
  const given = env.no_proxy ?? env.NO_PROXY ?? ''
  const listed = given.split(/[\s,]+/).filter((entry) => entry !== '')
  const added = LOOPBACK.filter((name) => !listed.includes(name))
  const all = listed.includes('*') ? '*' : [...listed, ...added].join(',')
  return { ...env, no_proxy: all, NO_PROXY: all }
}
