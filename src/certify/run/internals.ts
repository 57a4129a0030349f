/** Traces of a stack, a path or a product that a response has no reason to show. */
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

/** What a response shows of the endpoint's internals, in words; `undefined` when it shows none. */
export function internalsIn(text: string): string | undefined {
  // Quotes as they were before JSON escaped them.
  const bounded = text.slice(0, 20_000).replaceAll(String.raw`\"`, '"')
  return INTERNALS.find(([, pattern]) => pattern.test(bounded))?.[0]
}
