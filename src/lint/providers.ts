import type { Contract, Operation, ResponseVerdict } from '../contract/index.ts'
import {
  type Clock,
  createTransport,
  type Header,
  headerOf,
  type HttpRequest,
  textOf,
  type Transport,
} from '../core/index.ts'
import { type Credentials, createSigner, type Signer } from '../auth/index.ts'
import { applyEdit, createMessages } from '../messages/index.ts'
import type { LintProblem, Texts } from './problem.ts'

/** A mock of an endpoint that was started to be played. */
export interface RunningProvider {
  readonly url: string
  /** What a sender signs with. */
  readonly credentials: Credentials
  /**
   * Makes the next answer to a valid message have this status, as far as the provider can.
   * @returns headers that the request needs, or `undefined` when it cannot
   */
  force?(status: number): readonly Header[] | undefined
  close(): Promise<void>
}

/** A mock whose answers are held against the document. */
export interface Provider {
  readonly name: string
  start(): Promise<RunningProvider>
}

interface Play {
  readonly title: string
  readonly request: HttpRequest
  /** The statuses that are right; any documented one when absent. */
  readonly expected?: readonly number[]
}

interface Playing {
  readonly provider: Provider
  readonly running: RunningProvider
  readonly transport: Transport
  readonly signer: Signer
}

const TIMEOUT_MS = 10_000
const REFUSED = [400, 422]

/**
 * Starts a provider, plays every operation with right and wrong messages, and holds each answer against the document.
 * @throws HarnessError when it does not start
 */
export async function checkProvider(
  provider: Provider,
  contract: Contract,
  texts: Texts,
  clock: Clock,
): Promise<LintProblem[]> {
  const running = await provider.start()
  const transport = createTransport({ clock, timeoutMs: TIMEOUT_MS })
  try {
    const signer = createSigner(running.credentials, { transport, clock })
    const playing = { provider, running, transport, signer }
    const problems: LintProblem[] = []
    for (const operation of contract.operations) {
      for await (const sentence of playOperation(playing, operation)) {
        problems.push(
          texts.problemAt(operation.place, {
            rule: 'provider-answer',
            message: `${provider.name}, ${operation.id}: ${sentence}`,
            next: 'correct the mock, or document what it answers',
          }),
        )
      }
    }
    return problems
  } finally {
    await transport.close()
    await running.close()
  }
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
      : [{ title: `made to answer ${status}`, request: of(valid, headers), expected: [number] }]
  })
  return [
    ...operation.examples.map(({ name, value }) => ({
      title: `the example ${name}`,
      request: of(value),
      expected: [200],
    })),
    ...[...kinds].map(([kind, { edit, pointer }]) => ({
      title: `${kind} at ${pointer}`,
      request: of(applyEdit(full, edit)),
      expected: REFUSED,
    })),
    { title: 'a body that is no JSON', request: of('{'), expected: REFUSED },
    ...forced,
  ]
}

function requestOf(
  { running }: Pick<Playing, 'running'>,
  { method, path, mediaType }: Operation,
  body: unknown,
  headers: readonly Header[] = [],
): HttpRequest {
  return {
    method,
    url: `${running.url}${path}`,
    headers: [['content-type', mediaType], ...headers],
    body: new TextEncoder().encode(body === '{' ? '{' : JSON.stringify(body)),
  }
}

async function* judged(
  { transport }: Playing,
  operation: Operation,
  { title, request, expected }: Play,
): AsyncGenerator<string> {
  const { response, failure } = await transport.send(request)
  if (response === undefined) {
    yield `${title} got no answer: ${failure?.message ?? 'nothing came'}.`
    return
  }
  const { status } = response
  if (expected?.includes(status) === false) {
    yield `${title} got ${status} instead of ${expected.join(' or ')}.`
  }
  const text = textOf(response.body)
  const mediaType = headerOf(response, 'content-type') ?? ''
  const verdict = verdictOf(operation, status, mediaType, text)
  if (verdict === 'no JSON') yield `${title} got ${status} with ${mediaType} that is no JSON.`
  else if (verdict.kind === 'undocumented-status') {
    yield `${title} got ${status}, which is not documented.`
  } else if (verdict.kind === 'checked') {
    for (const { message } of verdict.violations) yield `${title} got ${status}: ${message}`
  }
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
  if (!/[/+]json/i.test(mediaType)) return operation.validateResponse(status, mediaType, text)
  try {
    return operation.validateResponse(status, mediaType, JSON.parse(text) as unknown)
  } catch {
    return 'no JSON'
  }
}

function documents({ responses }: Operation, status: number): boolean {
  return responses.some((each) => each.status === String(status))
}
