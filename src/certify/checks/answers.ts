import { type Operation, type Reading, showRule } from '../../contract/index.ts'
import type { Exchange } from '../../core/index.ts'
import { includesLevel, type Level, type Outcome } from '../results/check.ts'
import { describeAnswer, type Probe, type Session, skipped } from '../run/session.ts'
import type { Subject } from '../run/request.ts'
import { isAccepted, type Observation, type ParsedAnswer } from '../run/target.ts'

/** Traces of a stack, a path or a product that an answer has no reason to show. */
const INTERNALS: readonly (readonly [string, RegExp])[] = [
  [
    'a JavaScript stack trace',
    /\bat [^\n]{1,200}\([^()\n]{1,300}:\d+:\d+\)|\bat (?:file|node):[^\s]+:\d+:\d+/,
  ],
  ['a Python stack trace', /Traceback \(most recent call last\)|File "[^"\n]+", line \d+/],
  [
    'a Java stack trace',
    /\bat [\w$.]+\([\w$]+\.java:\d+\)|Exception in thread|\bjava\.(?:lang|util|io)\./,
  ],
  ['a .NET stack trace', /\bat [\w.<>`]+\([^)\n]*\) in [^\n]+:line \d+|System\.\w+Exception/],
  ['a Ruby or PHP stack trace', /\.rb:\d+:in [`']|(?:Fatal error|Warning): .{1,200} on line \d+/],
  [
    'a path of the server',
    /(?:\/(?:home|usr|var|srv|opt|app|root)\/[\w.-]+\/[\w./-]+\.\w+)|node_modules\/|[A-Z]:\\\\?(?:[\w .-]+\\\\?){2,}/,
  ],
  [
    'a database error',
    /SQLSTATE|ORA-\d{5}|ER_[A-Z_]{4,}|SqliteError|PSQLException|syntax error at or near|duplicate key value violates|error in your SQL syntax|Sequelize\w*Error|Mongo\w*Error|\bE11000\b|ActiveRecord::|Invalid `[^`]*prisma|relation "[^"]{1,80}" does not exist/,
  ],
  [
    'a database query',
    /\bSELECT\b.{1,300}\bFROM\b|\bINSERT INTO\b|\bUPDATE\b.{1,80}\bSET\b.{1,80}=/,
  ],
  [
    'an exception of the programming language',
    /\b(?:TypeError|ReferenceError|RangeError|AttributeError|KeyError|NoMethodError|NullPointerException|NullReferenceException|IndexOutOfBoundsException): ?|\b(?:[a-z]\w*\.){2,}[A-Z]\w*(?:Exception|Error)\b|\bMicrosoft\.\w+\.|undefined method [`']|panic: runtime error|goroutine \d+ \[/,
  ],
  [
    'an address inside',
    /\b\w+:\/\/[^\s:@/]+:[^\s@/]+@|\bECONN(?:REFUSED|RESET) \d|\b(?:connect|connection) [^\n]{0,40}\b(?:10|127|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.\d{1,3}\.\d/,
  ],
]

interface Watch {
  readonly id: string
  readonly expected: string
  seen: number
  first:
    | {
        readonly exchange: Exchange
        readonly actual: string
        readonly pointer?: string
        readonly rule?: string
      }
    | undefined
  count: number
}

/** What every answer of the run is held to, whatever was sent: one result for each operation at the end of the run. */
export interface AnswerChecks {
  /** Starts to watch; call before the first request. */
  watch(session: Session): void
  readonly probes: readonly Probe[]
}

/** @param level checks above it are not declared */
export function answerChecks(operations: readonly Operation[], level: Level): AnswerChecks {
  const kinds = KINDS.filter((kind) => includesLevel(level, kind.level))
  const kindsOf = (operation: Operation): Kind[] =>
    kinds.filter(({ appliesTo }) => appliesTo?.(operation) ?? true)
  const watches = new Map<string, Watch>()
  for (const operation of operations) {
    for (const kind of kindsOf(operation)) {
      const id = `answer/${operation.id}/${kind.name}`
      watches.set(id, { id, expected: kind.expected, seen: 0, first: undefined, count: 0 })
    }
  }
  return {
    watch: (session) =>
      session.target.observe((observation) => {
        const { exchange, operation, subject, from } = observation
        for (const kind of kinds.filter(({ level: own }) => includesLevel(own, from))) {
          const found = kind.judge(observation)
          const watch = watches.get(`answer/${operation.id}/${kind.name}`)
          if (watch === undefined || found === 'not concerned') continue
          watch.seen++
          if (found === 'right') continue
          watch.count++
          watch.first ??= { exchange, ...about(subject), ...found }
        }
      }),
    probes: operations.map((operation) => ({
      name: `${operation.id}: what all answers had in common`,
      operation: operation.id,
      checks: kindsOf(operation).map((kind) => ({
        id: `answer/${operation.id}/${kind.name}`,
        title: kind.title,
        requirement: kind.requirement,
        level: kind.level,
        operation: operation.id,
      })),
      requests: 0,
      run: async (session) => {
        for (const kind of kindsOf(operation)) {
          const watch = watches.get(`answer/${operation.id}/${kind.name}`)
          if (watch !== undefined) session.report(watch.id, outcomeOf(kind, watch))
        }
        await Promise.resolve()
      },
    })),
  }
}

function about(subject: Subject | undefined): { pointer?: string } {
  return subject === undefined || subject.pointer === '' ? {} : { pointer: subject.pointer }
}

function outcomeOf(kind: Kind, { expected, seen, count, first }: Watch): Outcome {
  if (seen === 0) return skipped(expected, kind.unseen)
  if (first === undefined) return { status: 'passed', expected, actual: `${seen} answers` }
  return {
    status: kind.status,
    expected,
    actual: `${count === 1 ? 'once' : `${count} times`} in ${seen}: ${first.actual}`,
    fix: kind.fix,
    exchange: first.exchange,
    ...(first.pointer === undefined ? {} : { pointer: first.pointer }),
    ...(first.rule === undefined ? {} : { rule: first.rule }),
  }
}

type Judgement =
  | 'right'
  | 'not concerned'
  | { readonly actual: string; readonly pointer?: string; readonly rule?: string }

interface Kind {
  readonly name: string
  readonly title: string
  readonly requirement: string
  readonly level: Level
  readonly expected: string
  readonly unseen: string
  readonly fix: string
  readonly status: 'failed' | 'warned'
  /** Left out for other operations; without it, the check is made for every one. */
  readonly appliesTo?: (operation: Operation) => boolean
  readonly judge: (observation: Observation) => Judgement
}

const KINDS: readonly Kind[] = [
  {
    name: 'survives',
    title: 'never answers with 5xx, a redirect, a closed connection or silence',
    requirement: 'DS-SUR-01',
    level: 'compatible',
    expected: 'a complete answer that is neither 5xx nor a redirect, whatever is sent',
    unseen: 'nothing was sent',
    fix: 'answer every request; what is wrong with a message is said with 400 or 422',
    status: 'failed',
    judge: ({ exchange, subject }) => {
      const { request, response, failure } = exchange
      const isBad =
        failure !== undefined ||
        response === undefined ||
        response.status >= 500 ||
        (response.status >= 300 && response.status < 400)
      if (!isBad && !response.truncated) return 'right'
      const what =
        response?.truncated === true ? 'an answer of more than 1 MiB' : describeAnswer(exchange)
      const to =
        subject === undefined
          ? `to ${describeRequestBody(request.body)}`
          : `when ${subject.sentence}`
      return { actual: `${what}, ${to}` }
    },
  },
  {
    name: 'success-is-200',
    title: 'answers 200 to what it takes',
    requirement: 'DS-ACC-04',
    level: 'compatible',
    expected: '200, the only success that the contract documents',
    unseen: 'no message was accepted',
    fix: 'answer 200; other 2xx count as success to the sender, but are not documented',
    status: 'warned',
    judge: ({ exchange }) => {
      if (!isAccepted(exchange)) return 'not concerned'
      return exchange.response?.status === 200 ? 'right' : { actual: describeAnswer(exchange) }
    },
  },
  {
    name: 'json',
    title: 'sends JSON where it says so, as documented',
    requirement: 'DS-ANS-02',
    level: 'strict',
    expected: 'a body that is JSON and matches the documented schema of its status',
    unseen: 'no answer declared itself JSON',
    fix: 'send what the Content-Type says, in the documented shape',
    status: 'failed',
    judge: ({ exchange, operation, parsed }) => {
      const { response } = exchange
      if (
        response === undefined ||
        !parsed.declaredJson ||
        exchange.failure !== undefined ||
        response.status === 422 ||
        // A 204 has no body, whatever its headers say.
        response.status === 204
      )
        return 'not concerned'
      if (!parsed.isJson)
        return { actual: `${describeAnswer(exchange)} declares itself JSON and is none` }
      return documented(operation, response.status, parsed)
    },
  },
  {
    name: '422',
    title: 'sends the documented 422 body',
    requirement: 'DS-ANS-01',
    level: 'strict',
    expected:
      '{ "message": string, "errors": [ { "field": string, "code": "missing_field" | "invalid_type" | "invalid" } ] } as JSON',
    unseen: 'no answer was 422; the endpoint refuses with 400',
    fix: 'send a JSON object with message and errors, each error with field and code',
    status: 'failed',
    judge: ({ exchange, operation, parsed }) => {
      const { response } = exchange
      if (response?.status !== 422 || exchange.failure !== undefined) return 'not concerned'
      if (!parsed.declaredJson)
        return { actual: `a 422 whose Content-Type is not JSON: ${describeAnswer(exchange)}` }
      if (!parsed.isJson) return { actual: `a 422 that is no JSON: ${describeAnswer(exchange)}` }
      return documented(operation, 422, parsed)
    },
  },
  {
    name: 'error-codes',
    title: 'sends the disputed fields of the 422 body, too',
    requirement: 'DS-ANS-04',
    level: 'strict',
    expected: 'a 422 body that satisfies the intended reading, in which each error has a code',
    unseen: 'no response was a documented 422',
    fix: 'send a code with each error of a 422: missing_field, invalid_type or invalid',
    status: 'warned',
    appliesTo: hasDisputedResponse,
    judge: ({ exchange, operation, parsed }) => {
      const { response } = exchange
      if (response?.status !== 422 || exchange.failure !== undefined || !parsed.isJson)
        return 'not concerned'
      // What breaks the published reading is the affair of the check before.
      if (documented(operation, 422, parsed) !== 'right') return 'not concerned'
      return documented(operation, 422, parsed, 'intended')
    },
  },
  {
    name: 'internals',
    title: 'shows no internals in its answers',
    requirement: 'DS-RES-05',
    level: 'resilient',
    expected: 'no stack traces, file paths or database errors',
    unseen: 'nothing was sent',
    fix: 'log internals on the server, and answer with a sentence',
    status: 'failed',
    judge: ({ exchange, parsed: { text } }) => {
      if (exchange.response === undefined) return 'not concerned'
      // As it was before JSON put quotes into strings.
      const bounded = text.slice(0, 20_000).replaceAll(String.raw`\"`, '"')
      const found = INTERNALS.find(([, pattern]) => pattern.test(bounded))
      return found === undefined
        ? 'right'
        : { actual: `${found[0]} in ${describeAnswer(exchange)}` }
    },
  },
]

function documented(
  operation: Operation,
  status: number,
  { json }: ParsedAnswer,
  reading: Reading = 'published',
): Judgement {
  const verdict = operation.validateResponse(status, 'application/json', json, reading)
  if (verdict.kind !== 'checked') return 'right'
  const [violation] = verdict.violations
  if (violation === undefined) return 'right'
  return {
    actual: `${status}: ${violation.message}`,
    pointer: violation.rulePointer,
    ...(violation.rule === undefined ? {} : { rule: showRule(violation.rule) }),
  }
}

/** Whether a disputed rule concerns the body of the operation's 422. */
function hasDisputedResponse({ responses }: Operation): boolean {
  return responses.some(
    ({ status, content }) =>
      status === '422' &&
      Object.values(content).some(({ places }) =>
        Object.values(places).some(({ disputed }) => disputed !== undefined),
      ),
  )
}

function describeRequestBody(body: Exchange['request']['body']): string {
  if (body === undefined) return 'a request without a body'
  if (typeof body === 'function') return 'a chunked body'
  const text = new TextDecoder('utf-8').decode(body.subarray(0, 120)).replaceAll(/\s+/g, ' ')
  return `${body.length} bytes: ${text}${body.length > 120 ? '…' : ''}`
}
