import { createAccessTokens, createAuthenticationCheck } from '../../auth/index.ts'
import { defined } from '../../core/index.ts'
import { credentialVariables } from '../credentials.ts'
import type { ExamEnvironment } from '../driver/driver.ts'
import type { ExamineEvent } from '../events.ts'
import { EXAMINE_DEFAULTS, type ExamineOptions } from '../options.ts'
import { type ExamServer, startExamServer } from '../player/server.ts'
import { createSite, type Site, TOKEN_PATH } from '../player/site.ts'
import type { SenderSituation } from '../situations/situation.ts'
import type { SenderPace } from '../timeline/quiet.ts'
import type { Timeline } from '../timeline/received.ts'
import { createGate, type Gate } from './gate.ts'
import { createNotifier, type Notifier } from './notifier.ts'
import { play } from './play.ts'

interface Plan {
  readonly options: ExamineOptions
  readonly situations: readonly SenderSituation[]
  readonly pace: SenderPace
}

type Emit = (event: ExamineEvent) => void

/** Plays all situations side by side: an examination takes as long as the longest of them. */
export async function playAll(
  { options, situations, pace }: Plan,
  emit: Emit,
): Promise<Timeline[]> {
  const ending = new AbortController()
  const deadlineMs = options.deadlineMs ?? EXAMINE_DEFAULTS.deadlineMs
  const stop = (): void => ending.abort(new Error('stopped'))
  options.signal?.addEventListener('abort', stop, { once: true })
  if (options.signal?.aborted === true) stop()
  const handshakes = createNotifier()
  const server = await startExamServer({
    clock: options.clock,
    https: situations.some(({ https }) => https === true),
    onHandshake: () => handshakes.notify(),
    ...defined({ port: options.port }),
  })
  options.clock.sleep(deadlineMs, ending.signal).then(
    () => ending.abort(new Error('deadline')),
    () => undefined,
  )
  const timelines: Timeline[] = []
  const starting = createGate(options.startingAtATime ?? EXAMINE_DEFAULTS.startingAtATime)
  const waiting = situations.toSorted((one, other) => lengthOf(other) - lengthOf(one))
  const worker = async (): Promise<void> => {
    for (;;) {
      const situation = waiting.shift()
      if (situation === undefined) return
      const shared = { options, pace, server, emit, signal: ending.signal, handshakes, starting }
      const timeline = await playOne(situation, shared)
      timelines.push(timeline)
      emit({
        type: 'situation-finished',
        situation: situation.name,
        requests: timeline.received.length,
        done: timelines.length,
      })
    }
  }
  try {
    const workers = Math.min(options.concurrency ?? situations.length, situations.length)
    await Promise.all(Array.from({ length: workers }, worker))
  } finally {
    options.signal?.removeEventListener('abort', stop)
    // Responses that still hang end.
    ending.abort(new Error('over'))
    await server.close()
  }
  const order = situations.map(({ name }) => name)
  return timelines.toSorted(
    (one, other) => order.indexOf(one.situation) - order.indexOf(other.situation),
  )
}

/** The longest start first: timeouts, then situations that never end, then the rest. */
function lengthOf({ scenario }: SenderSituation): number {
  if (scenario === undefined || !('steps' in scenario) || scenario.after !== 'last') return 0
  const [step] = scenario.steps
  return typeof step === 'object' && step.do === 'hang' ? 2 : 1
}

interface Shared {
  readonly options: ExamineOptions
  readonly pace: SenderPace
  readonly server: ExamServer
  readonly emit: Emit
  readonly signal: AbortSignal
  readonly handshakes: Notifier
  readonly starting: Gate
}

async function playOne(situation: SenderSituation, shared: Shared): Promise<Timeline> {
  const { options, server, pace, emit, signal } = shared
  const { contract, clock, driver } = options
  const { name, sentence, https = false } = situation
  const changes = https ? shared.handshakes : createNotifier()
  const hasStarted = await shared.starting.enter()
  void changes.next().then(hasStarted)
  try {
    // Nobody but the sender that was told finds the address.
    const key = options.createText().replaceAll(/\W/g, '').slice(0, 16)
    const site = await siteOf(situation, key, shared, () => changes.notify())
    server.add(key, site)
    const environment = environmentOf(situation, server.baseUrl(key, https), options)
    const { baseUrl, credentials } = environment
    emit({ type: 'situation-started', situation: name, sentence, baseUrl, credentials })
    return await play({
      situation,
      site,
      driver,
      environment,
      operations: contract.operations.length,
      pace,
      clock,
      signal,
      changed: () => changes.next(),
      abandonedHandshakes: () => (https ? server.abandonedHandshakes() : 0),
      onWait: ({ requests, atMostMs }) =>
        emit({ type: 'waiting', situation: name, requests, atMostMs }),
    })
  } finally {
    hasStarted()
  }
}

async function siteOf(
  situation: SenderSituation,
  key: string,
  { options, server, signal }: Shared,
  onChange: () => void,
): Promise<Site> {
  const { auth, clock, createText, contract } = options
  const tokens = createAccessTokens({ clock, createText })
  return createSite({
    situation,
    contract,
    expected: auth,
    check: await createAuthenticationCheck(auth, { clock, tokens }),
    tokens,
    clock,
    redirectUrl: server.redirectUrl(key),
    signal,
    onChange,
  })
}

function environmentOf(
  { name }: SenderSituation,
  baseUrl: string,
  { contract, auth, timeScale = EXAMINE_DEFAULTS.timeScale, stateFolder }: ExamineOptions,
): ExamEnvironment {
  return {
    situation: name,
    baseUrl,
    endpoints: Object.fromEntries(
      contract.operations.map(({ id, path }) => [id, `${baseUrl}${concrete(path)}`]),
    ),
    timeScale,
    stateFolder: stateFolder(name),
    credentials: credentialVariables(auth, `${baseUrl}${TOKEN_PATH}`),
    isRestart: false,
  }
}

/** A path with its parameters filled in. */
function concrete(path: string): string {
  return path.replaceAll(/\{[^}]*\}/g, '1')
}
