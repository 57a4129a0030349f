import type {
  ExchangeOf,
  HttpRequest,
  HttpResponse,
  RouteRecord,
  ShownResponse,
} from '../../core/index.ts'
import type { BaseMessage, ContractLine } from './contract-line.ts'
import type { CheckKind } from './kind.ts'
import type { CheckStatus, Level } from './check.ts'
import type { ListedRequirement } from './requirement.ts'
import type { RuleCoverage } from './rules.ts'
import type { SelfTestFigure } from './self-test-figure.ts'
import type { EffectsResult, LevelResults, Verdict } from './verdict.ts'

export interface ReportedRequest
  extends Pick<HttpRequest, 'method' | 'url'>, Pick<HttpResponse, 'headers'> {
  /** Cut after 4,096 characters. */
  readonly body?: string
}

/**
 * An exchange as reports show it; bodies of responses are cut after 2,048 characters. Of most checks, each part is made
 * whenever it is read.
 */
export interface ReportedExchange extends Pick<
  ExchangeOf<ReportedRequest, ShownResponse, never>,
  'request' | 'response'
> {
  /** A curl command; secrets are left as `$VARIABLES`. */
  readonly reproduce: string
}

export interface ReportedCheck extends Partial<ReportedExchange> {
  readonly id: string
  readonly title: string
  readonly requirement: string
  readonly level: Level
  readonly operation?: string
  readonly status: CheckStatus
  readonly pointer?: string
  readonly expected: string
  readonly actual: string
  readonly fix?: string
  readonly rule?: string
  readonly waiver?: { readonly reason: string; readonly expires: string }
  /** Of a check of size: how many bytes the largest message had that was accepted; a megabyte is tried. */
  readonly bytes?: number
  /** What sets its message apart from an ordinary one, where the schema says so. */
  readonly kind?: CheckKind
  /** The same as a change to an ordinary message: «/order/brand removed». */
  readonly change?: string
  /** It was skipped because of a failure: the id of the check that failed. */
  readonly because?: string
  /** Its level has no verdict without it. */
  readonly isNotRun?: true
  /** How long its deciding exchange took; of a latency check, within how long 95 of 100 responses came. */
  readonly durationMs: number
}

export interface ReportedRequirement extends ListedRequirement {
  /** The worst status among its checks; `not judged` for disputed points. */
  readonly status: CheckStatus | 'not judged' | 'not run'
  readonly checks: number
}

/** A misconfiguration, in one sentence, found before any check ran. */
export interface Misconfiguration {
  readonly kind:
    | 'unreachable'
    | 'token'
    | 'credentials'
    | 'base-url'
    | 'own-orders'
    | 'state-service'
    | 'observer'
  readonly sentence: string
  readonly next: string
  /** A file to fill in for the next run; `--out` receives it too. */
  readonly file?: { readonly name: string; readonly text: string }
}

/** Where an operation's messages were sent; secrets of the query are `$DROPSHIP_QUERY_…`. */
export interface ReportedAddress {
  readonly operation: string
  readonly url: string
}

/** What was special about the way to an endpoint. */
export interface ReportedRoute extends RouteRecord {
  /** Names of the headers that went with every message; their values are secret. */
  readonly requestHeaders: readonly string[]
}

/** One row of a {@link ReportedTimeline}: what came for one message, or to the token service. Milliseconds. */
export interface ReportedRow {
  readonly label: string
  readonly attempts: readonly {
    readonly atMs: number
    readonly endedMs: number
    /** What was done with it: `503`, `hang`. */
    readonly played: string
    readonly isSuccess: boolean
  }[]
  /** When a retry may come. */
  readonly windows: readonly { readonly fromMs: number; readonly toMs: number }[]
  /** All of them; rows show the first alone where there are many. */
  readonly requests: number
}

/** What a sender did in one situation; milliseconds since the situation began. */
export interface ReportedTimeline {
  readonly situation: string
  readonly sentence: string
  readonly durationMs: number
  /** What was done to the sender itself: `restarted`. */
  readonly marks: readonly { readonly kind: string; readonly atMs: number }[]
  readonly rows: readonly ReportedRow[]
}

/** What a certification came to, with every check and its evidence; `report.json` is made of it. */
export interface Report {
  readonly suiteVersion: string
  readonly contract: { readonly title: string; readonly version: string; readonly sha256: string }
  /** The base URL, the operations' own URLs, or both, in one line. */
  readonly endpoint: string
  /** Of each operation that was checked. */
  readonly addresses: readonly ReportedAddress[]
  /** Operations of the contract that the client does not use: nothing is said of them. */
  readonly notEnabled: readonly string[]
  /** Operations of the contract that nobody can judge and security schemes that are not sent, each with its reason; absent where there are none. */
  readonly excluded?: readonly string[]
  /** What was special about the way to these addresses: the sender itself may go another. */
  readonly route: ReportedRoute
  readonly partner?: string
  readonly environment?: string
  /** What the run is for. */
  readonly purpose?: string
  readonly level: Level
  readonly seed: string
  readonly startedAt: string
  readonly durationMs: number
  readonly verdict: Verdict
  /** Why the run ended without a verdict. */
  readonly reason?: string
  readonly levels: LevelResults
  /** Whether it was seen what accepted messages did; levels are judged without it where it was not. */
  readonly effects: EffectsResult
  /** Every rule of the request schemas: counted, and listed where no check asked for its rejection; absent for senders. */
  readonly rules?: RuleCoverage
  /** How well the checks of this contract find what is wrong with endpoints; absent where no self-test was named. */
  readonly selfTest?: SelfTestFigure
  readonly summary: Readonly<Record<CheckStatus, number>> & { readonly requests: number }
  readonly requirements: readonly ReportedRequirement[]
  readonly checks: readonly ReportedCheck[]
  /** Test data that the run left on the endpoint: identifiers of the orders that were accepted. */
  readonly leftBehind: { readonly prefix: string; readonly identifiers: readonly string[] }
  readonly problem?: Misconfiguration
  /** The request after which the endpoint accepted no more connections. */
  readonly diedOn?: ReportedExchange
  /** What the contract says of each place in the messages; absent where a sender was examined. */
  readonly contractLines?: readonly ContractLine[]
  /** An ordinary message of each operation; absent where a sender was examined. */
  readonly baseMessages?: readonly BaseMessage[]
  /** Of a sender that was examined; absent where an endpoint was certified. */
  readonly timelines?: readonly ReportedTimeline[]
}
