import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import {
  createKeyPair,
  readPrivateKey,
  reportFiles,
  signCertificate,
} from '../../src/certify/index.ts'
import { createMessages } from '../../src/messages/index.ts'
import { shippedContract } from '../../src/contract/index.ts'
import { issue, makeAuthority } from '../support/authority.ts'
import { folderForFile } from '../support/folder.ts'
import { certifiedReport, SIGNING_FACTS } from '../support/certificates.ts'
import { runMain } from '../support/run-main.ts'

/** Every kind of file is read alike with a byte order mark and without: editors on Windows put one into what they save. */

const folder = folderForFile()
const NOBODY = 'http://127.0.0.1:9'
const OPERATION = 'drop_shipment_confirmation'
const repository = (path: string): string =>
  readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')

const message = JSON.stringify(
  createMessages(shippedContract().operation(OPERATION)).message('full'),
)
const envelope = JSON.stringify({ operation: OPERATION, body: JSON.parse(message) as unknown })
const har = JSON.stringify({
  log: {
    entries: [
      {
        request: {
          method: 'POST',
          url: `https://client.example/${OPERATION}`,
          headers: [{ name: 'Content-Type', value: 'application/json' }],
          postData: { mimeType: 'application/json', text: message },
        },
        response: { status: 200, headers: [], content: { mimeType: 'text/plain', text: '' } },
      },
    ],
  },
})
const pair = createKeyPair()
const report = certifiedReport(new Date().toISOString())
const reportText = reportFiles(report)['report.json'] ?? ''
const certificate = await signCertificate(
  report,
  reportText,
  readPrivateKey(pair.privateKey, 'key'),
  SIGNING_FACTS,
)
const CERTIFICATE = {
  'certificate.jws': certificate ?? '',
  'key.pem.pub': pair.publicKey,
  'report.json': reportText,
}

const authority = await makeAuthority('Mark')
const client = await issue(authority, ['client'])
const ROUTE = { 'ca.pem': authority.cert, 'client.pem': client.cert, 'client.key': client.key }

interface Kind {
  readonly files: Readonly<Record<string, string>>
  /** The one that is read with a mark and without; default the first. */
  readonly marked?: string
  readonly args: readonly string[]
  readonly exitCode?: number
  /** What shows that the file was read. */
  readonly shows: RegExp
}

const REACH = [
  'certify',
  NOBODY,
  '--only=nowhere',
  '--ca',
  'ca.pem',
  '--cert',
  'client.pem',
  '--key',
  'client.key',
]
const SAMPLE = ['sample', OPERATION, '--seed', '7']
const DRY = ['certify', NOBODY, '--dry-run', '--only', 'accept/*', '--seed', '7']
const VERIFY = [
  'certificate',
  'verify',
  'certificate.jws',
  '--key',
  'key.pem.pub',
  '--report',
  'report.json',
]

const KINDS: Readonly<Record<string, Kind>> = {
  'a contract in YAML': {
    files: { 'contract.yaml': repository('openapi/drop-ship.yaml') },
    args: [...SAMPLE, '--contract', 'contract.yaml'],
    shows: /"shipment"/,
  },
  'a contract in JSON': {
    files: {
      'contract.json': JSON.stringify({
        openapi: '3.1.0',
        info: { title: 'T', version: '1' },
        paths: {
          '/hook': {
            post: {
              operationId: 'hook',
              requestBody: { content: { 'application/json': { schema: { const: 'marked' } } } },
            },
          },
        },
      }),
    },
    args: ['sample', 'hook', '--contract', 'contract.json'],
    shows: /"marked"/,
  },
  'a configuration': {
    files: { 'dropship.config.yaml': 'sample:\n  count: 2\n' },
    args: [...SAMPLE, '--config', 'dropship.config.yaml'],
    shows: /^.*"shipment".*\n.*"shipment"/m,
  },
  'a scenario in YAML': {
    files: { 'storm.yaml': 'description: x\nrules:\n  - on: nowhere\n    steps: [hang]\n' },
    args: ['mock', '--port', '0', '--scenario', 'storm.yaml'],
    exitCode: 2,
    shows: /"?nowhere"?/,
  },
  fixtures: {
    files: {
      'fixtures.yaml': 'orders:\n  - client_identifier: [ORDER]\n',
    },
    args: [...DRY, '--fixtures', 'fixtures.yaml'],
    exitCode: 2,
    shows: /ORDER/,
  },
  waivers: {
    files: { 'waivers.yaml': '- check: nowhere\n  reason: known\n  expires: 2030-01-01\n' },
    args: [...DRY, '--waivers', 'waivers.yaml'],
    exitCode: 2,
    shows: /nowhere/,
  },
  'a message': { files: { 'm.json': message }, args: ['validate', 'm.json'], shows: /1 message/ },
  NDJSON: {
    files: { 'm.ndjson': `${envelope}\n${envelope}\n` },
    args: ['validate', 'm.ndjson'],
    shows: /2 messages/,
  },
  'a capture': { files: { 'm.har': har }, args: ['validate', 'm.har'], shows: /1 message/ },
  'the body of a response': {
    files: { 'r.json': '{"message":7,"errors":[]}' },
    args: ['validate', 'r.json', '--as', OPERATION, '--status', '422'],
    exitCode: 1,
    shows: /message/,
  },
  'a pact': {
    files: { 'pact.json': repository('contracts/pacts/Optoro-DropShipClient.json') },
    args: ['verify', NOBODY, '--pact', 'pact.json', '--filter', 'nothing like it'],
    exitCode: 2,
    shows: /a part of one of \d+ descriptions/,
  },
  'reasons of the lint': {
    files: { 'reasons.yaml': '- nowhere\n' },
    args: ['lint', '--no-mocks', '--reasons', 'reasons.yaml'],
    exitCode: 2,
    shows: /reasons\.yaml/,
  },
  'authorities to trust': { files: ROUTE, args: REACH, exitCode: 2, shows: /nowhere/ },
  'a client certificate': {
    files: ROUTE,
    marked: 'client.pem',
    args: REACH,
    exitCode: 2,
    shows: /nowhere/,
  },
  'its key': { files: ROUTE, marked: 'client.key', args: REACH, exitCode: 2, shows: /nowhere/ },
  'standard input': {
    files: { stdin: message },
    args: ['validate', '-', '--as', OPERATION],
    shows: /1 message/,
  },
  'the key of a certificate': {
    files: CERTIFICATE,
    marked: 'key.pem.pub',
    args: VERIFY,
    shows: /^VALID/,
  },
  'the report of a certificate': {
    files: CERTIFICATE,
    marked: 'report.json',
    args: VERIFY,
    shows: /^VALID/,
  },
}

it.each(Object.entries(KINDS))('%s is read alike with a byte order mark', async (_what, kind) => {
  const { files, marked = Object.keys(files)[0], args, exitCode = 0, shows } = kind
  const run = (mark: string) => {
    for (const [name, text] of Object.entries(files)) {
      writeFileSync(join(folder, name), `${name === marked ? mark : ''}${text}`)
    }
    const words = args.map((word) => (Object.hasOwn(files, word) ? join(folder, word) : word))
    return runMain(words, { stdin: `${mark}${files.stdin ?? ''}` })
  }
  const plain = await run('')
  expect(`${plain.stdout}${plain.stderr}`).toMatch(shows)
  expect(plain.exitCode).toBe(exitCode)
  expect(await run('\uFEFF')).toEqual(plain)
})
