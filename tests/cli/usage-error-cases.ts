export const NOBODY = 'http://127.0.0.1:9'
const SEND = ['send', '--sample', 'drop_shipment_confirmation', '--to']

interface UsageError {
  readonly args: readonly string[]
  readonly exitCode: 2 | 3
  /** The first line. */
  readonly sentence: RegExp
  /** What follows: where, found, expected, next. */
  readonly detail?: RegExp
  /** What is checked all the same, on standard output. */
  readonly printed?: RegExp
}

/** `FOLDER` and `PORT` are replaced by a folder and a port in use. */
export const USAGE_ERRORS: readonly UsageError[] = [
  {
    args: ['certify', NOBODY, '--levle', 'strict'],
    exitCode: 2,
    sentence: /unknown option '--levle' \(Did you mean --level\?\)/,
    detail: /--help/,
  },
  { args: ['up', '--prot', '1'], exitCode: 2, sentence: /unknown option '--prot'/ },
  { args: ['certify'], exitCode: 2, sentence: /url/i, detail: /next:/ },
  {
    args: ['certify', `${NOBODY}/hooks?key=hush#hush`],
    exitCode: 2,
    sentence: /endpoint's URL is not one that can be called/,
    detail: /"#" and what follows/,
  },
  {
    args: `certify ${NOBODY} --api-key a --header X-Key --other-client-id b --other-client-secret c`.split(
      ' ',
    ),
    exitCode: 2,
    sentence: /--other-client-id needs a token service/,
  },
  { args: ['validate'], exitCode: 2, sentence: /missing required argument 'file'/ },
  { args: ['queue'], exitCode: 2, sentence: /missing required argument 'action'/ },
  { args: ['sample'], exitCode: 2, sentence: /The operation is missing/ },
  {
    args: ['send', 'FOLDER/message.json'],
    exitCode: 2,
    sentence: /URL of the endpoint is missing/,
  },
  { args: ['certify', NOBODY, '--level'], exitCode: 2, sentence: /argument missing/ },
  { args: ['up', 'extra'], exitCode: 2, sentence: /too many arguments/ },
  {
    args: ['certify', 'client.example/hooks'],
    exitCode: 2,
    sentence: /URL is not one that can be called/,
    detail: /did you mean https:\/\/client\.example\/hooks/,
  },
  {
    args: ['certify', 'localhost:4010'],
    exitCode: 2,
    sentence: /URL is not one/,
    detail: /http:\/\/localhost:4010/,
  },
  { args: [...SEND, 'client.example'], exitCode: 2, sentence: /URL is not one that can be called/ },
  { args: ['certify', 'ftp://client.example'], exitCode: 2, sentence: /URL is not one/ },
  {
    args: ['certify', NOBODY, '--auth', 'oauth2', '--token-url', NOBODY, '--client-id', 'me'],
    exitCode: 2,
    sentence: /needs \$DROPSHIP_CLIENT_SECRET/,
    detail: /export DROPSHIP_CLIENT_SECRET/,
  },
  {
    args: [...SEND, NOBODY, '--auth', 'basic', '--username', 'me'],
    exitCode: 2,
    sentence: /needs \$DROPSHIP_PASSWORD/,
  },
  { args: ['certify', NOBODY, '--auth', 'oauth2'], exitCode: 2, sentence: /needs --token-url/ },
  { args: ['certify', NOBODY, '--auth', 'oauth'], exitCode: 2, sentence: /--auth.*oauth2/ },
  {
    args: ['certify', NOBODY, '--token-url', 'nowhere', '--client-id', 'a', '--client-secret', 'b'],
    exitCode: 2,
    sentence: /token URL is not one that can be called/,
  },
  ...[
    'certify http://127.0.0.1:9',
    'sample x',
    'validate FOLDER/message.json',
    'mock',
    'lint',
  ].flatMap((line): UsageError[] => {
    const args = line.split(' ')
    return [
      {
        args: [...args, '--contract', 'FOLDER/missing.yaml'],
        exitCode: 3,
        sentence: /contract \S*missing\.yaml cannot be read/,
        detail: /ENOENT/,
      },
      {
        args: [...args, '--contract', 'FOLDER/broken.yaml'],
        exitCode: 3,
        sentence: /contract \S*broken\.yaml is not valid YAML/,
        detail: /broken\.yaml:4/,
      },
    ]
  }),
  {
    args: ['sample', 'x', '--contract', 'FOLDER/unsatisfiable.yaml'],
    exitCode: 3,
    sentence: /The contract is broken: required requires "b"/,
    detail: /unsatisfiable\.yaml:12/,
  },
  { args: ['lint', 'FOLDER/missing.yaml'], exitCode: 3, sentence: /missing\.yaml cannot be read/ },
  {
    args: ['lint', '--pact', 'FOLDER/missing.json', '--no-mocks'],
    exitCode: 3,
    sentence: /pact \S*missing\.json cannot be read/,
  },
  {
    args: ['lint', '--pact', 'FOLDER/file', '--no-mocks'],
    exitCode: 2,
    sentence: /file is not valid JSON/,
  },
  { args: ['lint', '--max-problems', 'all'], exitCode: 2, sentence: /--max-problems/ },
  {
    args: ['mock', '--port', 'PORT'],
    exitCode: 3,
    sentence: /Port \d+ is in use/,
    detail: /--port \d+/,
  },
  { args: ['up', '--port', 'PORT'], exitCode: 3, sentence: /port/i },
  { args: ['mock', '--port', '0', '--admin-port', 'PORT'], exitCode: 3, sentence: /port/i },
  { args: ['mock', '--port', '99999'], exitCode: 2, sentence: /--port/ },
  { args: ['mock', '--port=-1'], exitCode: 2, sentence: /--port/ },
  { args: [...SEND, NOBODY, '--retries=-1'], exitCode: 2, sentence: /--retries/ },
  { args: [...SEND, NOBODY, '--count=-1'], exitCode: 2, sentence: /--count/ },
  { args: [...SEND, NOBODY, '--factor', 'two'], exitCode: 2, sentence: /--factor/ },
  { args: ['certify', NOBODY, '--concurrency=-2'], exitCode: 2, sentence: /--concurrency/ },
  { args: ['certify', NOBODY, '--rate', '0'], exitCode: 2, sentence: /--rate/ },
  {
    args: ['validate', 'FOLDER/message.json', '--max-errors=-1'],
    exitCode: 2,
    sentence: /--max-errors/,
  },
  {
    args: ['validate', 'FOLDER/message.json', '--status', '99'],
    exitCode: 2,
    sentence: /--status/,
  },
  {
    args: ['certify', NOBODY, '--timeout', '10'],
    exitCode: 2,
    sentence: /--timeout is not a duration/,
    detail: /100ms, 1s, 2m or 1h/,
  },
  { args: [...SEND, NOBODY, '--backoff', '1 second'], exitCode: 2, sentence: /--backoff is not/ },
  { args: ['mock', '--token-lifetime', 'long'], exitCode: 2, sentence: /--token-lifetime is not/ },
  { args: ['sample', 'confirm'], exitCode: 2, sentence: /no operation "confirm"/ },
  {
    args: ['validate', 'FOLDER/message.json', '--as', 'drop_shipment_confirmatio'],
    exitCode: 2,
    sentence: /no operation "drop_shipment_confirmatio"/,
    detail: /did you mean drop_shipment_confirmation\?/,
  },
  {
    args: ['send', '--sample', 'nothing', '--to', NOBODY],
    exitCode: 2,
    sentence: /no operation "nothing"/,
  },
  {
    args: ['certify', NOBODY, '--level', 'strickt'],
    exitCode: 2,
    sentence: /--level.*compatible, strict, resilient/,
  },
  {
    args: ['validate', 'FOLDER/missing.json'],
    exitCode: 3,
    sentence: /missing\.json/,
    printed: /^nothing to judge/,
  },
  {
    args: ['certify', NOBODY, '--ca', 'FOLDER/missing.pem'],
    exitCode: 3,
    sentence: /missing\.pem|--ca/,
  },
  {
    args: ['certify', NOBODY, '--waivers', 'FOLDER/missing.yaml'],
    exitCode: 3,
    sentence: /missing\.yaml cannot be read/,
  },
  {
    args: ['certify', NOBODY, '--fixtures', 'FOLDER/missing.yaml'],
    exitCode: 3,
    sentence: /missing\.yaml cannot be read/,
  },
  { args: ['mock', '--scenario', 'outage'], exitCode: 2, sentence: /scenario/i },
  {
    args: ['queue', 'lsit'],
    exitCode: 2,
    sentence: /lsit/,
    detail: /did you mean list|one of list/,
  },
  ...['retry', 'discard', 'report'].map((action) => ({
    args: ['queue', action, '--state', 'delivered', '--all'],
    exitCode: 2 as const,
    sentence: /only applies to failed deliveries/,
    detail: /queue list --state delivered/,
  })),
  ...[
    ['--client-id', 'x'],
    ['--client-secret', 'x'],
    ['--scope', 'x', '--client-id', 'y'],
  ].map((given) => ({
    args: [...SEND, NOBODY, ...given],
    exitCode: 2 as const,
    sentence: /--auth oauth2 needs --token-url/,
  })),
  {
    args: [...SEND, NOBODY, '--password', 'x'],
    exitCode: 2,
    sentence: /needs \$DROPSHIP_USERNAME/,
  },
  ...[
    [...SEND, 'https://127.0.0.1:9'],
    ['worker'],
    ['verify', 'https://127.0.0.1:9'],
    ['proxy', '--to', 'https://127.0.0.1:9'],
  ].map((args) => ({
    args: [...args, '--ca', 'FOLDER/file'],
    exitCode: 2 as const,
    sentence: /file contains no certificate/,
  })),
  {
    args: ['proxy', '--to', 'http://localhost:4030/hooks'],
    exitCode: 2,
    sentence: /would pass every request on to itself/,
  },
  { args: ['certify', NOBODY, '--out', 'FOLDER/file'], exitCode: 3, sentence: /cannot be written/ },
  {
    args: ['queue', 'show', 'nothing', '--store', 'FOLDER/empty/queue.db'],
    exitCode: 3,
    sentence: /The queue does not exist/,
  },
  {
    args: ['queue', 'list', '--store', 'FOLDER/file/queue.db'],
    exitCode: 3,
    sentence: /The queue does not exist/,
  },
  {
    args: [
      'validate',
      'FOLDER/message.json',
      '--as',
      'drop_shipment_confirmation',
      '--junit',
      'FOLDER/file/a.xml',
    ],
    exitCode: 3,
    sentence: /report \S*a\.xml cannot be written/,
    printed: /shipment is required/,
  },
  {
    args: ['lint', '--junit', 'FOLDER/file/a.xml', '--no-mocks'],
    exitCode: 3,
    sentence: /cannot be written/,
  },
]
