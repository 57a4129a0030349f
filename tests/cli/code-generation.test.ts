import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startStub, type Stub } from '../../mocks/stub/index.ts'
import { loadContract } from '../../src/contract/index.ts'
import { runCli } from '../support/cli.ts'
import { contractWith } from '../support/contracts.ts'
import { folderForFile } from '../support/folder.ts'

const folder = folderForFile()
let stub: Stub

beforeAll(async () => {
  stub = await startStub()
  const [operation] = (await loadContract()).operations
  writeFileSync(join(folder, 'valid.json'), JSON.stringify(operation?.examples[0]?.value))
  writeFileSync(join(folder, 'invalid.json'), '{"shipment":{"carrier":5}}')
  writeFileSync(join(folder, 'other.yaml'), contractWith('type: object'))
})
afterAll(async () => {
  await stub.close()
})

const run = (args: readonly string[]) =>
  runCli(args, {
    cwd: folder,
    env: { NODE_OPTIONS: '--disallow-code-generation-from-strings' },
  })

/** What the stub requires of senders by default. */
const access = (): string[] =>
  `--auth oauth2 --token-url ${stub.url}/oauth/token --client-id drop-ship-sender --client-secret only-for-local-use`.split(
    ' ',
  )

it.each<[string, () => string[], number, RegExp]>([
  ['sample', () => ['sample', 'drop_shipment_confirmation'], 0, /"shipment"/],
  ['validate, of what is valid', () => ['validate', 'valid.json'], 0, /1 message valid/],
  ['validate, of what is not', () => ['validate', 'invalid.json'], 1, /carrier must be a string/],
  ['send', () => ['send', 'valid.json', '--to', stub.url, ...access()], 0, /delivered 1 of 1/],
  ['certify', () => ['certify', stub.url, '--level', 'compatible', ...access()], 0, /CERTIFIED/],
])(
  'where no code may be made of text, this works for the shipped contract: %s',
  async (_what, args, expected, output) => {
    const { exitCode, stdout, stderr } = await run(args())
    expect(stdout + stderr).toMatch(output)
    expect(exitCode).toBe(expected)
  },
)

it.each([
  ['validate', 'valid.json', '--contract', 'other.yaml'],
  ['lint'],
  ['mock', '--port', '0'],
])('where no code may be made of text, %s says what it needs', async (...args) => {
  const { exitCode, stderr } = await run(args)
  expect(stderr).toContain('This command generates code at start.')
  expect(stderr).toContain('omit that option')
  expect(exitCode).toBe(3)
})
