import type { Operation, ResponseVerdict } from '../contract/index.ts'
import {
  type Clock,
  createTransport,
  HarnessError,
  type Header,
  headerOf,
  type HttpRequest,
  isJsonMediaType,
  parseJson,
  textOf,
  type Transport,
} from '../core/index.ts'
import { type Credentials, createSigner, type Signer } from '../auth/index.ts'
import { applyEdit, createMessages, fillRequest } from '../messages/index.ts'
import type { LintProblem, Texts } from './problem.ts'

/** A mock of an endpoint that was started to be played. */
export interface RunningProvider {
  readonly url: string
  /** What a sender signs with. */
  readonly credentials: Credentials
  /**
   * Makes the next response to a valid message have this status, as far as the provider can.
   * @returns headers that the request needs, or `undefined` when it cannot
   */
  force?(status: number): readonly Header[] | undefined
  /** Paths that it serves in a way of its own, such as its token service. */
  readonly ownPaths?: readonly string[]
  /** Whether it serves an operation; absent where it serves all of them. */
  readonly serves?: (operation: Operation) => boolean
  /** Whether it responds to a body that is not JSON with an error of its own, whatever the document says. */
  readonly hasOwnWords?: boolean
  close(): Promise<void>
}

/** A mock whose responses are checked against the document. */
export interface MockProvider {
  readonly name: string
  start(): Promise<RunningProvider>
}

interface Play {
  readonly title: string
  readonly request: HttpRequest
  /** The statuses that are right; any documented one when absent. */
  readonly expected?: readonly number[]
  readonly isUnparsable?: boolean
}

/** What was found, and as sentences what could not be judged. */
export interface ProviderJudgement {
  readonly problems: readonly LintProblem[]
  readonly notJudged: readonly string[]
}

interface Playing {
  readonly provider: MockProvider
  readonly running: RunningProvider
  readonly transport: Transport
  readonly signer: Signer
  readonly signal: AbortSignal
}

const TIMEOUT_MS = 10_000
const REJECTED = [400, 422]

/**
 * Starts a provider, calls every operation with valid and invalid messages, and checks each response against the document.
 * @throws HarnessError when it does not start, STOPPED
 */
export async function checkProvider(
  provider: MockProvider,
  operations: readonly Operation[],
  texts: Texts,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<ProviderJudgement> {
  const running = await provider.start()
  const transport = createTransport({ clock, timeoutMs: TIMEOUT_MS })
  try {
    const signer = createSigner(running.credentials, { transport, clock })
    const playing = { provider, running, transport, signer, signal }
    const problems: LintProblem[] = []
    const notJudged: string[] = []
    for (const operation of operations) {
      const reason = reasonNotToPlay(running, operation)
      if (reason !== undefined) {
        notJudged.push(
          `The responses of ${provider.name} to ${operation.id} were not checked: ${reason}.`,
        )
        continue
      }
      for await (const sentence of playOperation(playing, operation)) {
        if (signal.aborted) break
        problems.push(
          texts.problemAt(operation.place, {
            rule: 'provider-answer',
            message: `${provider.name}, ${operation.id}: ${sentence}`,
            next: 'correct the mock, or document its response',
          }),
        )
      }
    }
    if (signal.aborted) throw new HarnessError('STOPPED', 'The mocks were not played to the end.')
    return { problems, notJudged }
  } finally {
    await transport.close()
    await running.close()
  }
}

function reasonNotToPlay(
  { ownPaths, serves }: RunningProvider,
  operation: Operation,
): string | undefined {
  if (serves?.(operation) === false) return 'it serves neither callbacks nor webhooks'
  if (ownPaths?.includes(operation.path) === true) return 'it has its own service at this path'
  if (operation.accepts(createMessages(operation).example(), 'published')) return undefined
  return operation.examples.some(({ value }) => !operation.accepts(value, 'published'))
    ? 'no valid message could be made of its example, which breaks its schema'
    : 'no valid message could be made; an example in the document would help'
}

async function* playOperation(playing: Playing, operation: Operation): AsyncGenerator<string> {
  for (const play of playsOf(playing, operation)) {
    const { title } = play
    const signed = await playing.signer.sign(play.request)
    if (!signed.ok) {
      yield `no token: ${signed.failure.message}.`
      return
    }
    yield* judged(playing, operation, { ...play, title, request: signed.request })
  }
  const hasCredentials = playing.running.credentials.scheme !== 'none'
  if (hasCredentials && documents(operation, 401)) {
    const request = requestOf(playing, operation, operation.examples[0]?.value ?? {})
    yield* judged(playing, operation, { title: 'no credentials', request, expected: [401] })
  }
}

function playsOf({ running }: Playing, operation: Operation): Play[] {
  const messages = createMessages(operation)
  const valid = messages.example()
  const full = messages.message('full', 2)
  const of = (body: unknown, headers: readonly Header[] = []): HttpRequest =>
    requestOf({ running }, operation, body, headers)
  const kinds = new Map(messages.deviations().map((deviation) => [deviation.kind, deviation]))
  const forced = operation.responses.flatMap(({ status }): Play[] => {
    const number = Number(status)
    const headers = Number.isInteger(number) ? running.force?.(number) : undefined
    return headers === undefined
      ? []
      : [
          {
            title: `made to respond with ${status}`,
            request: of(valid, headers),
            expected: [number],
          },
        ]
  })
  return [
    ...operation.examples.map(({ name, value }) => ({
      title: `the example ${name}`,
      request: of(value),
      expected: accepting(operation),
    })),
    ...[...kinds].map(([kind, { edit, pointer }]) => ({
      title: `${kind} at ${pointer === '' ? 'the body' : pointer}`,
      request: of(applyEdit(full, edit)),
      expected: REJECTED,
    })),
    {
      title: 'a body that is not JSON',
      request: of('{'),
      expected: REJECTED,
      isUnparsable: true,
    },
    ...forced,
  ]
}

/** The status that says that a message was accepted: the 2xx of the document, 200 where it has none. */
function accepting({ responses }: Operation): readonly number[] {
  const documented = responses.map(({ status }) => Number(status)).filter(isGood)
  return documented.length === 0 ? [200] : documented
}

function isGood(status: number): boolean {
  return status >= 200 && status < 300
}

function requestOf(
  { running }: Pick<Playing, 'running'>,
  operation: Operation,
  body: unknown,
  headers: readonly Header[] = [],
): HttpRequest {
  const { method, path, mediaType } = operation
  const filled = fillRequest(operation, `${running.url}${path}`)
  return {
    method,
    url: filled.url,
    headers: [['content-type', mediaType], ...filled.headers, ...headers],
    body: new TextEncoder().encode(body === '{' ? '{' : JSON.stringify(body)),
  }
}

async function* judged(
  { transport, signal, running }: Playing,
  operation: Operation,
  { title, request, expected, isUnparsable }: Play,
): AsyncGenerator<string> {
  const { response, failure } = await transport.send(request, { signal })
  if (response === undefined) {
    yield `${title} got no response: ${failure?.message ?? 'nothing was received'}.`
    return
  }
  const { status } = response
  if (expected?.includes(status) === false) {
    yield `${title} got ${status} instead of ${expected.join(' or ')}.`
  }
  const text = textOf(response.body)
  const mediaType = headerOf(response, 'content-type') ?? ''
  const verdict = verdictOf(operation, status, mediaType, text)
  if (verdict === 'no JSON')
    yield `${title} got ${status} with ${mediaType} that is not valid JSON.`
  else if (verdict.kind === 'undocumented-status') {
    // A document that says nothing of requests that are invalid leaves it to the mock.
    if (isOfSender(status) && !operation.responses.some((each) => documentsRejection(each.status)))
      return
    // Said once, not for each message that got it.
    yield `it responds with ${status}, which is not documented.`
  } else if (verdict.kind === 'checked' && !(isUnparsable && running.hasOwnWords)) {
    for (const { message } of verdict.violations) yield `${title} got ${status}: ${message}`
  }
}

function isOfSender(status: number): boolean {
  return status >= 400 && status < 500
}

function documentsRejection(status: string): boolean {
  return status.startsWith('4') || status === 'default'
}

function verdictOf(
  operation: Operation,
  status: number,
  mediaType: string,
  text: string,
): ResponseVerdict | 'no JSON' {
  if (text === '') {
    const verdict = operation.validateResponse(status, '', undefined)
    return verdict.kind === 'checked' ? { kind: 'no-schema' } : verdict
  }
  if (!isJsonMediaType(mediaType)) return operation.validateResponse(status, mediaType, text)
  const parsed = parseJson(text)
  return parsed.ok
    ? operation.validateResponse(status, mediaType, parsed.value, 'intended')
    : 'no JSON'
}

function documents({ responses }: Operation, status: number): boolean {
  return responses.some((each) => each.status === String(status))
}
