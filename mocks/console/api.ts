import type { Level, LevelResult, Verdict } from '../../src/certify/index.ts'
import type { RulePlace, Violation } from '../../src/contract/index.ts'
import type { PlacedWarning } from '../../src/core/index.ts'
import type {
  DeliveryState,
  StateCounts,
  StoredAttempt,
  StoredDelivery,
} from '../../src/queue/index.ts'
import type { JournalEntry } from '../stub/index.ts'

/** What the page and its server say to each other. Times are milliseconds since the epoch. */

export interface OperationName {
  readonly id: string
  readonly method: string
  readonly path: string
  /** Where senders reach it here: at the stub or at the proxy. */
  readonly url: string
  readonly summary: string
}

/** What runs, and how it stands. */
export interface Overview {
  /** Tells one run of the harness from the next: entry numbers start anew. */
  readonly startedAt: number
  readonly version: string
  readonly contract: {
    readonly title: string
    readonly version: string
    readonly file: string
    readonly sha256: string
    /** Why the last edit was refused; the contract before it stays in force. */
    readonly problem?: string
  }
  readonly operations: readonly OperationName[]
  /** What senders deliver to: the stub, or a proxy before a client's endpoint. */
  readonly subject: { readonly kind: 'stub' | 'proxy'; readonly url: string; readonly to?: string }
  /** Only of a stub. */
  readonly tokenUrl?: string
  readonly prismUrl?: string
  /** The whole command that certifies the stub. */
  readonly certify?: string
  /** The level that certifications ask for unless another is chosen. */
  readonly level: Level
  /** How often and when a failed delivery is tried again, in one sentence. */
  readonly retrying: string
  readonly playing: readonly { readonly name: string; readonly run?: string }[]
}

/** One request as the feed shows it. */
export interface EntrySummary extends Pick<
  JournalEntry,
  | 'id'
  | 'kind'
  | 'startedAt'
  | 'durationMs'
  | 'operation'
  | 'method'
  | 'target'
  | 'verdict'
  | 'message'
  | 'attempt'
  | 'duplicate'
  | 'played'
  | 'run'
> {
  readonly status?: number
  readonly violations: number
  readonly warnings: number
  /** What the message is about, for example an order's client_identifier. */
  readonly identifier?: string
}

/** How one is to authenticate at an endpoint; `stub`: as the stub asks. */
export interface AuthForm {
  readonly scheme: 'stub' | 'oauth2' | 'basic' | 'api-key' | 'aws-sigv4' | 'none'
  readonly [member: string]: string | undefined
}

/** A body that is being written, judged. */
export interface Judged {
  /** Why it is no JSON, with its line and a marker. */
  readonly malformed?: string
  readonly violations: readonly Violation[]
  /** What readers may understand differently. */
  readonly warnings: readonly PlacedWarning[]
}

export interface Choice {
  readonly id: string
  readonly kind: string
  readonly sentence: string
}

/** What can be composed of one operation's messages. */
export interface Choices {
  readonly variations: readonly Choice[]
  readonly deviations: readonly Choice[]
}

/** Something happened to a delivery that this console sent. */
export interface DeliveryNews {
  readonly id: string
  readonly state: DeliveryState
  readonly attempt?: StoredAttempt
  readonly dueAt?: number
  /** Why nothing happens: the store failed. */
  readonly problem?: string
}

export interface QueuePage {
  readonly location: string
  /** False when nothing was ever sent from here: there is no store yet. */
  readonly exists: boolean
  readonly counts: StateCounts
  readonly deliveries: readonly StoredDelivery[]
  /** For the next page; absent on the last. */
  readonly next?: number
  /** Endpoints that this console can deliver to: it was told their credentials. */
  readonly known: readonly string[]
}

export interface DeliveryDetail {
  readonly delivery: StoredDelivery
  readonly body: string
  readonly attempts: readonly StoredAttempt[]
}

/** A check that was not passed. */
export interface Trouble {
  readonly id: string
  readonly title: string
  readonly status: string
  readonly pointer?: string
  readonly actual: string
  readonly fix?: string
}

/** The certification that runs, or the last one that did. */
export interface CertificationState {
  readonly status: 'none' | 'running' | 'finished' | 'refused'
  readonly endpoint?: string
  readonly addresses?: readonly { readonly operation: string; readonly url: string }[]
  readonly notEnabled?: readonly string[]
  readonly level?: Level
  readonly seed?: string
  readonly startedAt?: number
  readonly durationMs?: number
  readonly checks: number
  readonly done: number
  /** By status of the checks that are done. */
  readonly counts: Readonly<Record<string, number>>
  /** What is tried just now. */
  readonly probe?: string
  readonly troubles: readonly Trouble[]
  readonly verdict?: Verdict
  readonly levels?: Readonly<Record<Level, LevelResult>>
  readonly requests?: number
  /** Why there is no verdict, in a sentence. */
  readonly reason?: string
}

/** One member of a message, with its rules. */
export interface FieldView {
  readonly name: string
  readonly pointer: string
  readonly type: string
  readonly required: boolean
  readonly description?: string
  /** Enumerations, bounds, formats: `at least 0`, `one of "a", "b"`. */
  readonly rules: readonly string[]
  /** The disputed rules that bear on it: `D2`. */
  readonly disputed: readonly string[]
  readonly place?: RulePlace
  readonly children: readonly FieldView[]
}

export interface OperationView extends Omit<OperationName, 'url'> {
  readonly description: string
  readonly place: RulePlace
  readonly body: FieldView
  readonly responses: readonly {
    readonly status: string
    readonly description: string
    readonly content: readonly { readonly mediaType: string; readonly body: FieldView }[]
  }[]
}

/** What the server tells by itself, by name of the event. */
export interface Events {
  readonly overview: Overview
  readonly entries: { readonly entries: readonly EntrySummary[]; readonly skipped: number }
  readonly cleared: Record<string, never>
  readonly delivery: DeliveryNews
  readonly certification: CertificationState
}
