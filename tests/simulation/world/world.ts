import type { Credentials } from '../../../src/auth/index.ts'
import { Secret } from '../../../src/core/index.ts'
import { admitsTokens, SimulatedEndpoint } from '../endpoints/endpoint.ts'
import { TokenService, Tokens } from '../endpoints/token-service.ts'
import { Ledger } from '../judge/ledger.ts'
import { RowJudge } from '../judge/row-judge.ts'
import { Draw } from './draw.ts'
import type { Machine } from './machine.ts'
import { Process } from './process.ts'
import type { SimulatedScenario } from './scenario.ts'
import { Schedule } from './schedule.ts'
import { createSite, type SimulatedSite } from './site.ts'

const TOKEN_URL = 'https://tokens.example/oauth/token'
const READ_TIME_EVERY_MS = 60_000
const API_KEY = 'key-of-the-client'
export const OPERATION = 'drop_shipment_confirmation'

export interface WorldOptions {
  readonly onEvent?: (at: number, text: string) => void
  /** Kills a process in place of this step of all that processes make; from 1. */
  readonly killAt?: number
}

/** One simulated world: its machines, store, endpoints and judge. */
export class SimulatedWorld {
  readonly scenario: SimulatedScenario
  readonly schedule = new Schedule()
  readonly ledger: Ledger
  readonly judge: RowJudge
  readonly site: SimulatedSite
  readonly endpoints: ReadonlyMap<string, SimulatedEndpoint>
  readonly tokens: Tokens
  readonly tokenService: TokenService
  readonly tokenUrl = TOKEN_URL
  readonly credentials: Credentials
  readonly processes = new Set<Process>()
  readonly #killAt: number | undefined
  #steps = 0
  #processes = 0
  /** How rare trouble is now. */
  calm: 'none' | 'mostly' | 'all' = 'none'
  /** Called before each step of a process. */
  onStep: ((process: Process) => void) | undefined

  constructor(scenario: SimulatedScenario, { onEvent, killAt }: WorldOptions = {}) {
    const { schedule } = this
    this.scenario = scenario
    this.#killAt = killAt
    this.ledger = new Ledger(schedule, onEvent)
    const { kind, settings } = scenario
    const { keepDeliveredMs } = settings
    this.judge = new RowJudge({
      ledger: this.ledger,
      kind,
      keepDeliveredMs,
      areClocksRight: () => this.areClocksRight,
    })
    const { watch } = this.judge
    this.site = createSite({ scenario, schedule, draw: this.draw('store'), watch })
    this.tokens = new Tokens(schedule)
    this.tokenService = new TokenService({
      tokens: this.tokens,
      draw: this.draw('tokens'),
      failing: scenario.tokenFailures,
      lifeMs: scenario.tokenLifeMs,
    })
    this.credentials = credentialsOf(scenario)
    this.endpoints = this.#createEndpoints()
  }

  /** The database's time was not set since its clients read it: they do once a minute. */
  get areClocksRight(): boolean {
    return this.schedule.now - this.site.timekeeper.setAt > 2 * READ_TIME_EVERY_MS
  }

  get steps(): number {
    return this.#steps
  }

  /** A sequence of chances of its own: what one part draws does not change another's. */
  draw(part: string): Draw {
    return new Draw(`${this.scenario.seed}/${part}`)
  }

  startProcess(kind: string, machine: Machine, draw: Draw): Process {
    const process = new Process(`${kind}-${++this.#processes}`, machine, {
      schedule: this.schedule,
      draw,
      onStep: () => this.#stepped(process),
    })
    this.processes.add(process)
    process.onEnd(() => {
      this.processes.delete(process)
      this.site.leave(process)
    })
    return process
  }

  /** What went wrong is over. From now on nothing does, or rarely. */
  calmDown(calm: 'mostly' | 'all'): void {
    this.ledger.trace(calm === 'all' ? 'the trouble is over' : 'trouble becomes rare')
    this.calm = calm
    this.site.weather.calmDown()
    this.site.recover()
    this.tokenService.calmDown()
    for (const endpoint of this.endpoints.values()) endpoint.calmDown()
    for (const process of this.processes) process.thaw()
  }

  #stepped(process: Process): void {
    if (++this.#steps === this.#killAt) {
      this.ledger.trace(`${process.name} is killed`)
      process.end()
    } else this.onStep?.(process)
  }

  #createEndpoints(): ReadonlyMap<string, SimulatedEndpoint> {
    const { moods, health, moodMs, steadyMs, auth } = this.scenario
    const { schedule } = this
    const admitsToken = admitsTokens(this.tokens)
    const admits = auth === 'oauth2' ? admitsToken : () => true
    const urls = Array.from({ length: this.scenario.endpoints }, (_, index) => endpointUrl(index))
    return new Map(
      urls.map((url) => {
        const draw = this.draw(url)
        const mood = { moods, health, moodMs, steadyMs }
        return [url, new SimulatedEndpoint({ schedule, draw, ...mood, admits })]
      }),
    )
  }
}

/** Each is one string: maps compare strings that are not the same object letter by letter. */
export const ENDPOINT_URLS = ['0', '1', '2'].map(
  (name) => `https://client-${name}.example/${OPERATION}`,
)

export function endpointUrl(index: number): string {
  const url = ENDPOINT_URLS[index]
  if (url === undefined) throw new Error(`there is no endpoint ${index}`)
  return url
}

function credentialsOf({ auth }: SimulatedScenario): Credentials {
  switch (auth) {
    case 'none':
      return { scheme: 'none' }
    case 'api-key':
      return { scheme: 'api-key', header: 'X-Api-Key', key: new Secret(API_KEY, '$KEY') }
    case 'oauth2':
      return {
        scheme: 'oauth2',
        tokenUrl: TOKEN_URL,
        clientId: 'client',
        clientSecret: new Secret('secret-of-the-client', '$SECRET'),
        tokenAuth: 'form',
      }
  }
}
