import type { Contract, Reading, RequestRejection } from '../contract/index.ts'
import type { PlacedWarning } from '../core/index.ts'

/** How the messages of an endpoint are validated. */
export interface MiddlewareOptions {
  /** Default: the shipped one. */
  readonly contract?: Contract
  /**
   * What is rejected. Default `published`: an endpoint accepts everything that the published contract allows, and the
   * sender never sends what it forbids.
   */
  readonly reading?: Reading
  /**
   * Where the messages of operations arrive that have an address of their own: paths below the place where the middleware
   * is mounted, as the routes there are written (`/hooks/:tenant/confirmed`). Where two share a path, the query that tells
   * them apart belongs to it (`/hook?event=confirmed`). Every other operation has its documented path.
   */
  readonly paths?: Readonly<Record<string, string>>
  /** Told of each message that is rejected. */
  readonly onRejected?: (message: RejectedMessage) => void
  /** Told of each accepted message that not every reader understands alike: a property twice, a number beyond a double. */
  readonly onWarned?: (message: WarnedMessage) => void
}

/** For a route of one operation, whatever its path. */
export interface MiddlewareRouteOptions extends MiddlewareOptions {
  /** The operation whose messages arrive at this route. */
  readonly operation: string
}

export interface RejectedMessage {
  readonly operation: string
  readonly status: RequestRejection['status']
  readonly body: RequestRejection['body']
}

export interface WarnedMessage {
  readonly operation: string
  readonly warnings: readonly PlacedWarning[]
}
