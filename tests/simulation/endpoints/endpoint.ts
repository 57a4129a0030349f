import { type HttpRequest, Secret } from '../../../src/core/index.ts'
import type { Draw } from '../world/draw.ts'
import type { Schedule } from '../world/schedule.ts'
import { type Mood, react, type Reaction } from './reaction.ts'
import type { Tokens } from './token-service.ts'

export interface EndpointOptions {
  readonly schedule: Schedule
  readonly draw: Draw
  /** What it may be besides well. */
  readonly moods: readonly Mood[]
  /** The share of the time in which it is well. */
  readonly health: number
  /** How long a mood lasts on average, in milliseconds. */
  readonly moodMs: number
  /** How long it always takes while it is well; absent where that varies. */
  readonly steadyMs: number | undefined
  /** What a request must carry to be let in. */
  readonly admits: (request: HttpRequest) => boolean
}

/** A client's endpoint: treats what comes as its mood is. */
export class SimulatedEndpoint {
  readonly #options: EndpointOptions
  #mood: Mood = 'well'
  #moodUntil = 0
  #calm = false
  /** Even what it always rejected. */
  acceptsAll = false

  constructor(options: EndpointOptions) {
    this.#options = options
  }

  /** From now on it is well. */
  calmDown(): void {
    this.#calm = true
    this.#mood = 'well'
  }

  /** @param isPoison a message that it rejects whatever its mood */
  receive(request: HttpRequest, isPoison: boolean, senderNow: number): Reaction {
    const { draw, steadyMs } = this.#options
    this.#changeMood()
    const isAdmitted = this.#options.admits(request)
    const isRejected = isPoison && this.#mood === 'well' && !this.acceptsAll
    const mood = isAdmitted ? (isRejected ? 'rejecting' : this.#mood) : 'unauthorized'
    const reaction = react(mood, draw, senderNow, steadyMs)
    const { response } = reaction
    return this.acceptsAll && response?.truncated === true
      ? { ...reaction, response: { ...response, truncated: false } }
      : reaction
  }

  #changeMood(): void {
    const { schedule, draw, moods, health, moodMs } = this.#options
    if (this.#calm || schedule.now < this.#moodUntil) return
    this.#moodUntil = schedule.now + draw.exponential(moodMs)
    this.#mood = moods.length === 0 || draw.chance(health) ? 'well' : draw.pick(moods)
  }
}

function authorizationOf({ headers }: HttpRequest): string | undefined {
  for (const header of headers) {
    const value = header[1]
    if (header[0] === 'Authorization') return value instanceof Secret ? value.expose() : value
  }
  return undefined
}

/** Lets in who carries a token that is valid now. */
export function admitsTokens(tokens: Tokens): EndpointOptions['admits'] {
  return (request) => {
    const authorization = authorizationOf(request)
    return authorization !== undefined && tokens.areValid(authorization)
  }
}
