/** What a sender is told of one situation; as environment variables for programs, as JSON for a trigger's address. */
export interface ExamEnvironment {
  readonly situation: string
  /** The address below which the operations' documented paths lie. */
  readonly baseUrl: string
  /** The URL of each operation. */
  readonly endpoints: Readonly<Record<string, string>>
  readonly timeScale: number
  /** A folder of this situation's own, which stays when the sender is restarted. */
  readonly stateFolder: string
  /** How the sender authenticates, by the names of its variables: `DROPSHIP_EXAM_CLIENT_ID`. */
  readonly credentials: Readonly<Record<string, string>>
  /** Started again after it was stopped: it delivers what it had accepted, and sends nothing new. */
  readonly isRestart: boolean
}

/** A sender that was started. */
export interface RunningSender {
  /** Ends it, without a moment to tidy up. */
  stop(): Promise<void>
  /** Why it is of no use, in a sentence, as soon as that is known: it could not be started. */
  trouble(): string | undefined
  /** Resolves when it ends by itself; absent where that cannot be told. */
  readonly ended?: Promise<void>
}

/** How the examiner makes a sender send. */
export interface SenderDriver {
  /** Makes it send one message of each operation to the endpoints. */
  start(environment: ExamEnvironment): Promise<RunningSender>
  /** Whether it can be stopped and started again. */
  readonly canRestart: boolean
  /** Retries by hand what has failed for good; absent where the examiner cannot ask for it. @returns trouble, in a sentence */
  readonly retry?: (environment: ExamEnvironment) => Promise<string | undefined>
}

/** The environment variables of a situation. */
export function variablesOf(environment: ExamEnvironment): Record<string, string> {
  return {
    DROPSHIP_EXAM_SITUATION: environment.situation,
    DROPSHIP_EXAM_URL: environment.baseUrl,
    DROPSHIP_EXAM_ENDPOINTS: JSON.stringify(environment.endpoints),
    DROPSHIP_EXAM_TIME_SCALE: String(environment.timeScale),
    DROPSHIP_EXAM_STATE: environment.stateFolder,
    DROPSHIP_EXAM_RESTART: environment.isRestart ? '1' : '',
    ...environment.credentials,
  }
}
