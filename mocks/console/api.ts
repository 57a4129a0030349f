import type { SchemeName } from '../../src/auth/index.ts'
import type { Level, LevelResult, Report, Verdict } from '../../src/certify/index.ts'
import type { RulePlace, Violation } from '../../src/contract/index.ts'
import type { PlacedWarning } from '../../src/core/index.ts'
import type {
  DeliveryState,
  StateCounts,
  StoredAttempt,
  StoredDelivery,
} from '../../src/queue/index.ts'
import type { Cause } from '../../src/certify/index.ts'
import type { JournalEntry, KeptEntries, TimelineAttempt } from '../stub/index.ts'

/** The interface between the page and its server. Times are milliseconds since the epoch. */

export interface OperationName {
  readonly id: string
  readonly method: string
  readonly path: string
  /** Its URL at the stub or at the proxy. */
  readonly url: string
  readonly summary: string
}

/** What is running, and its state. */
export interface Overview {
  /** Identifies one run of the harness: entry numbers restart with each. */
  readonly startedAt: number
  readonly version: string
  readonly contract: {
    readonly title: string
    readonly version: string
    readonly file: string
    readonly sha256: string
    /** Why the last edit was rejected; the previous contract stays in force. */
    readonly problem?: string
  }
  readonly operations: readonly OperationName[]
  /** Every way to authenticate. */
  readonly schemes: readonly SchemeForm[]
  /** Where senders deliver: to the stub, or to a proxy in front of a client's endpoint. */
  readonly subject: { readonly kind: 'stub' | 'proxy'; readonly url: string; readonly to?: string }
  /** Only for a stub. */
  readonly tokenUrl?: string
  /** Where the stub says how many effects messages had; only with an admin API. */
  readonly observer?: string
  readonly prismUrl?: string
  /** The complete command that certifies the stub. */
  readonly certify?: string
  /** The level that certifications ask for unless another is chosen. */
  readonly level: Level
  /** The files of a certification's report; a page is opened, and what is not is downloaded. */
  readonly reports: readonly { readonly name: string; readonly isPage: boolean }[]
  /** How often and when a failed delivery is tried again, in one sentence. */
  readonly retrying: string
  readonly playing: readonly { readonly name: string; readonly run?: string }[]
  /** How far the stub's time is ahead of this machine's, in milliseconds; only for a stub. */
  readonly aheadMs?: number
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
  /** The identifier in the message, for example an order's client_identifier. */
  readonly identifier?: string
}

/** The newest entries, and which can still be read. */
export interface EntryList extends KeptEntries {
  readonly entries: readonly EntrySummary[]
}

/** One request in full. */
export interface EntryDetail {
  readonly entry: JournalEntry
  readonly attempts: readonly TimelineAttempt[]
  /** A command that sends it again; secrets are `$VARIABLES`. */
  readonly curl: string
}

/** The outcome of a message that was sent again. */
export interface Resent {
  readonly status?: number
  /** Why it was not delivered, as a sentence. */
  readonly error?: string
}

/** One way to authenticate, with the fields of its form. */
export interface SchemeForm {
  readonly name: SchemeName
  readonly label: string
  readonly fields: readonly {
    readonly name: string
    readonly label: string
    readonly isSecret: boolean
    readonly isOptional: boolean
    readonly example: string
    /** What may be chosen; absent for free text. */
    readonly choices?: readonly string[]
  }[]
}

/** The authentication at an endpoint; `stub`: same as the stub. */
export interface AuthForm {
  readonly scheme: 'stub' | SchemeName
  readonly [field: string]: string | undefined
}

/** The service that counts effects: its URL, and headers for it, one a line. */
export interface ObserverForm {
  readonly observer?: string
  readonly observerHeader?: string
}

/** The result of checking a body while it is edited. */
export interface TextCheck {
  /** Why it is not valid JSON, with its line and a marker. */
  readonly malformed?: string
  readonly violations: readonly Violation[]
  /** What parsers may read differently. */
  readonly warnings: readonly PlacedWarning[]
}

export interface Choice {
  readonly id: string
  readonly kind: string
  readonly sentence: string
}

/** The variations and deviations of one operation's messages. */
export interface Choices {
  readonly variations: readonly Choice[]
  readonly deviations: readonly Choice[]
}

/** A change of a delivery that this console sent. */
export interface DeliveryNews {
  readonly id: string
  readonly state: DeliveryState
  readonly attempt?: StoredAttempt
  readonly dueAt?: number
  /** The error of the store, which stopped the delivery. */
  readonly problem?: string
}

/** What a retry by hand began. */
export interface Retried {
  readonly retried: number
  /** Those that this page cannot deliver, without the credentials of their endpoint. */
  readonly waiting: number
  /** The others, which are being delivered: their {@link DeliveryNews} follow. */
  readonly ids: readonly string[]
}

export interface QueuePage {
  readonly location: string
  /** False while there is no store, because nothing has been sent. */
  readonly exists: boolean
  readonly counts: StateCounts
  readonly deliveries: readonly StoredDelivery[]
  /** For the next page; absent on the last. */
  readonly next?: number
  /** How many deliveries match the filter; counted up to a limit. */
  readonly matching: { readonly count: number; readonly isMore: boolean }
  /** Endpoints whose credentials this console has. */
  readonly known: readonly string[]
}

export interface DeliveryDetail {
  readonly delivery: StoredDelivery
  readonly body: string
  readonly attempts: readonly StoredAttempt[]
  /** The rules of the contract that its body breaks. */
  readonly violations: readonly Violation[]
  /** A command that sends it again; secrets are `$VARIABLES`. */
  readonly curl: string
}

/** What is broken, once, however many checks failed for it. */
export interface CauseView extends Pick<
  Cause,
  'id' | 'status' | 'requirement' | 'level' | 'sentence' | 'fix' | 'rule' | 'operations' | 'places'
> {
  readonly checks: number
  readonly explains: number
  /** Of its example; once the run has finished. */
  readonly expected?: string
  readonly actual?: string
  /** The command that shows it. */
  readonly curl?: string
}

/** The certificate of the last run, once it is signed. */
export interface SignedCertificate {
  /** The name of the key. */
  readonly key: string
  readonly expiresAt: string
}

/** The running certification, or the last one. */
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
  /** The probe that is running. */
  readonly probe?: { readonly name: string; readonly index: number; readonly of: number }
  /** The largest first. */
  readonly causes: readonly CauseView[]
  /** Further causes, which only the reports list. */
  readonly moreCauses: number
  readonly certificate?: SignedCertificate
  readonly verdict?: Verdict
  readonly levels?: Readonly<Record<Level, LevelResult>>
  readonly effects?: Report['effects']
  readonly requests?: number
  /** Why there is no verdict, as a sentence. */
  readonly reason?: string
}

/** One field of a message, with its rules. */
export interface FieldView {
  readonly name: string
  readonly pointer: string
  readonly type: string
  readonly required: boolean
  readonly description?: string
  /** Enumerations, bounds, formats: `at least 0`, `one of "a", "b"`. */
  readonly rules: readonly string[]
  /** The disputed rules that concern it: `D2`. */
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

/** The server-sent events by name. */
export interface Events {
  readonly overview: Overview
  /** Incomplete when too many arrived at once: the page then asks for the list. */
  readonly entries: EntryList & { readonly isComplete: boolean }
  readonly queue: StateCounts
  readonly cleared: Record<string, never>
  readonly delivery: DeliveryNews
  readonly certification: CertificationState
}
