import type { Credentials } from '../../src/auth/index.ts'
import type { OtherClient } from '../../src/certify/index.ts'

/** An endpoint that runs, as every tool is told of it. */
export interface PeerTarget {
  readonly url: string
  readonly credentials: Credentials
  readonly otherClient?: OtherClient
  /** What each request has to carry, for tools that request no token themselves. */
  readonly header: { readonly name: string; readonly value: string }
}

/** A test of a tool that failed. */
export interface Failure {
  /** The same in every run of the tool. */
  readonly test: string
  /** What the tool prints of it. */
  readonly text: string
}

export interface PeerRun {
  readonly failures: readonly Failure[]
  /** Why the tool did not complete. */
  readonly problem?: string
}

/** A tool that judges endpoints. */
export interface Peer {
  readonly name: string
  readonly version: string
  /** Whether its failures say that this flaw was found, in its own terms. */
  readonly names: (failures: readonly Failure[], flaw: string) => boolean
  /** @param folder an empty one for its files */
  readonly run: (target: PeerTarget, folder: string) => Promise<PeerRun>
}

/** Whether failures name an operation and, where the flaw is in a property, that property; generous to rules. */
export function namesPlace(failures: readonly Failure[], flaw: string): boolean {
  const property = /(?:^|:)\/(?:order|shipment)\b.*?(\w+)$/.exec(flaw)?.[1] ?? ''
  return failures.some(
    ({ test, text }) =>
      `${test} ${text}`.includes('/drop_shipment_') &&
      new RegExp(`\\b${property}\\b`).test(`${test} ${text}`),
  )
}
