import { defined } from '../defined.ts'
import type { ExchangeFailure } from '../exchange.ts'
import { failure, failureOf } from '../exchange-failure.ts'
import type { Proxy, UnusableProxy } from './proxy.ts'

/** The proxy itself could not be reached. @param error of connecting to it */
export function unreachableProxy(proxy: Proxy, error: unknown): ExchangeFailure {
  const { host, variable } = proxy
  const { message, code } = failureOf(error)
  return {
    ...failure('proxy'),
    message: `the proxy ${host}, which $${variable} names, cannot be reached: ${message}`,
    next: `check $${variable}; list in $no_proxy what is reached without a proxy`,
    ...defined({ code }),
  }
}

/**
 * The proxy responded itself.
 * @param status of its own response
 * @param to host and port of the endpoint
 */
export function rejectedByProxy(proxy: Proxy, status: number, to: string): ExchangeFailure {
  const { host, variable, username } = proxy
  const told = (sentence: string, next: string): ExchangeFailure => ({
    ...failure('proxy'),
    message: `the proxy ${host} ${sentence} (${status})`,
    next,
  })
  if (status === 407) {
    return username === undefined
      ? told(
          'asks for credentials',
          `put them into $${variable}: ${proxy.kind}://user:password@${host}`,
        )
      : told(
          'rejects the credentials',
          `check user name and password in $${variable}; what is special in a URL is written as %40, %3A, …`,
        )
  }
  if (status === 401 || status === 403) {
    return told(
      `does not let connections through to ${to}`,
      `have ${to} allowed there, or list it in $no_proxy if it is reached without the proxy`,
    )
  }
  if (status >= 500) {
    return told(
      `cannot reach ${to}`,
      'check host and port in the URL; list the host in $no_proxy if it is reached without the proxy',
    )
  }
  return told(`does not pass requests on to ${to}`, `check that $${variable} names a proxy`)
}

/** A SOCKS server rejected the connection, with the reason of its protocol. */
export function rejectedBySocks(proxy: Proxy, reason: string, to: string): ExchangeFailure {
  return {
    ...failure('proxy'),
    message: `the proxy ${proxy.host} does not connect to ${to}: ${reason}`,
    next: `check $${proxy.variable}, its credentials, and host and port in the URL`,
  }
}

export function unusableProxy({ variable, problem }: UnusableProxy): ExchangeFailure {
  return {
    ...failure('proxy'),
    message: `the proxy that $${variable} names cannot be used: ${problem}`,
    next: `write $${variable} as http://host:port, or list the host in $no_proxy`,
  }
}
