import { aligned } from '../../core/index.ts'

/** A command line without the program's name, and what it is for. */
type Example = readonly [line: string, purpose: string]

/** Two or more for each command; a test parses every one. */
export const EXAMPLES: Readonly<Record<string, readonly Example[]>> = {
  up: [
    ['up', 'stub, Prism and console on their usual ports'],
    ['up --port 5010 --no-prism', 'on other ports, without Prism'],
    ['up --retries 2 --backoff 100ms', 'the console sends with short waits'],
  ],
  mock: [
    ['mock', 'the reference endpoint, with its token service'],
    ['mock --scenario outage-then-recovery', 'an endpoint that fails for a while'],
    ['mock --port 0 --auth basic', 'any free port, Basic authentication'],
    ['mock --engine prism --port 4020', 'Prism on the same contract'],
  ],
  sample: [
    ['sample drop_shipment_confirmation', 'a valid message'],
    ['sample drop_shipment_confirmation --variants', 'every valid variant'],
    ['sample drop_shipment_cancellation --deviations', 'messages that each break one rule'],
  ],
  init: [
    ['init', 'asks, and writes dropship.config.yaml'],
    [
      'init https://client.example/webhooks --partner "Acme Retail" --token-url https://client.example/oauth/token --client-id drop-ship-sender',
      'asks nothing',
    ],
  ],
  certify: [
    [
      'certify https://client.example/webhooks --username drop-ship',
      'password: $DROPSHIP_PASSWORD',
    ],
    ['certify http://127.0.0.1:8080 --auth none --out reports --wait 60s', 'in CI'],
    ['certify http://127.0.0.1:8080 --auth none --watch src', 'again at each change'],
    ['certify --endpoint drop_shipment_confirmation=https://client.example/shipped', 'one webhook'],
  ],
  'certify-sender': [
    ['certify-sender --command "node send.js"', 'starts the sender for each situation'],
    ['certify-sender --trigger https://sender.example/exam', 'asks a running sender to send'],
    ['certify-sender --list', 'the situations and requirements'],
  ],
  compare: [
    ['compare before/report.json after/report.json', 'what became better or worse'],
    ['compare before/report.json after/report.json --format markdown', 'for a pull request'],
  ],
  certificate: [
    ['certificate keygen signing.pem', 'a key pair'],
    ['certificate show certificate.jws --out page', 'a page and a badge'],
    [
      'certificate verify certificate.jws --key signing.pem.pub --report report.json',
      'is it genuine?',
    ],
    [
      'certificate countersign certificate.jws --key signing.pem.pub --sign own.pem --auth none',
      'repeat a share of its checks, and sign both',
    ],
  ],
  verify: [
    ['verify http://127.0.0.1:8080 --auth none', 'the pact of the real sender'],
    [
      'verify http://127.0.0.1:8080 --state-url http://127.0.0.1:8080/states --junit verify.xml',
      'in CI',
    ],
  ],
  validate: [
    ['validate message.json --as drop_shipment_confirmation', 'a body'],
    ['validate captured/ orders.ndjson.gz traffic.har', 'folders, lines, captures'],
    ['validate app.log --input ndjson --pointer /req/body', 'bodies within log lines'],
    ['validate response.json --as drop_shipment_confirmation --status 422', 'a response'],
  ],
  proxy: [
    ['proxy --to http://127.0.0.1:8080', 'checks what passes through'],
    ['proxy --to https://client.example/webhooks --har traffic.har', 'and keeps a capture'],
  ],
  lint: [
    ['lint', 'the shipped documents, pact and mocks'],
    ['lint openapi/mine.yaml --no-mocks', 'a document of your own'],
    ['lint --format github', 'annotations on a pull request'],
  ],
  send: [
    [
      'send message.json --as drop_shipment_confirmation --to http://127.0.0.1:8080 --auth none',
      'a file',
    ],
    ['send --sample drop_shipment_confirmation --count 20 --to http://127.0.0.1:8080', 'samples'],
    ['send orders.ndjson --to https://client.example/webhooks --enqueue-only', 'a worker delivers'],
  ],
  worker: [
    ['worker --to https://client.example/webhooks --username drop-ship', 'until it is stopped'],
    ['worker --until-empty', 'until nothing is left to do'],
    ['worker --on-failure "mail -s failed ops@example.com"', 'a person hears of failures'],
    ['worker --store postgres://127.0.0.1/dropship --concurrency 50', 'one of several'],
  ],
  queue: [
    ['queue list', 'the failure queue'],
    ['queue show msg_01', 'one delivery with its attempts'],
    ['queue retry --status 503 --since 2h', 'those that failed with 503 in the last two hours'],
    ['queue report', 'what a technical contact needs'],
  ],
  completion: [
    ['completion bash >> ~/.bashrc', 'for bash'],
    ['completion zsh > ~/.zfunc/_dropship', 'for zsh; the folder is in $fpath'],
  ],
}

/** The end of a command's help. */
export function examplesText(command: string): string {
  const examples = EXAMPLES[command] ?? []
  if (examples.length === 0) return ''
  const short = examples.filter(([line]) => line.length <= 70)
  const rows = aligned(short.map(([line, purpose]) => [`  dropship ${line}`, purpose]))
  const long = examples
    .filter(([line]) => line.length > 70)
    .flatMap(([line, purpose]) => [`  # ${purpose}`, `  dropship ${line}`])
  return ['', 'Examples:', ...rows, ...long].join('\n')
}
