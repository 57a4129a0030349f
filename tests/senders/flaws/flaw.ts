import type { SenderBehaviour } from '../behaviour.ts'

/** A sender with one flaw: how it differs from a correct one, and the checks that find it, no others. */
export interface SenderFlaw {
  readonly name: string
  readonly behaviour: Partial<SenderBehaviour>
  /** Situations that it is examined in: those that show it, and the plain ones. */
  readonly situations: readonly string[]
  /** Whether one message shows it. */
  readonly isAlone?: boolean
  /** Ids of the checks that fail. */
  readonly found: readonly string[]
  /** Ids of the checks that warn. */
  readonly warned?: readonly string[]
  /** The lowest level that the flaw prevents; absent where the flaw breaks a policy of ours alone. */
  readonly level?: 'compatible' | 'strict' | 'resilient'
}
