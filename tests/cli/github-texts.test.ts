import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startStub } from '../../mocks/stub/index.ts'
import { renderAnnotations } from '../../src/cli/github.ts'
import { confirmation } from '../support/confirmation.ts'
import { folderPerTest } from '../support/folder.ts'
import { onGitHub } from '../support/on-github.ts'
import { runMain } from '../support/run-main.ts'

/** What annotations and the job's summary say to a reader who has neither the console nor the harness at hand. */

const folder = folderPerTest()
const NOBODY = 'http://127.0.0.1:9'

function written(name: string, text: string): string {
  const file = join(folder.path, name)
  writeFileSync(file, text)
  return file
}

describe('a rule of the shipped contract', () => {
  it('is named as one of the harness, since no repository of the reader has its file', async () => {
    const file = written('wrong.json', JSON.stringify(confirmation({ carrier: 5 })))
    const { stderr, summary } = await onGitHub(folder.path, ['validate', file])
    const [error = ''] = stderr.match(/^::error .*$/gm) ?? []
    expect(error).toMatch(/title=invalid_type \(drop-ship\.yaml%3A\d+ of dropship\)::/)
    expect(summary).toMatch(/\(drop-ship\.yaml:\d+ of dropship\)/)
    expect(`${error}${summary}`).not.toContain('openapi/')
  })

  it.each([
    [
      'openapi/drop-ship.yaml:3 and openapi/client-auth.yaml',
      'drop-ship.yaml:3 of dropship and client-auth.yaml of dropship',
    ],
    ['openapi/own.yaml:3', 'openapi/own.yaml:3'],
    ['/srv/openapi/drop-ship.yaml:3', '/srv/openapi/drop-ship.yaml:3'],
  ])('%s is written as %s', (message, expected) => {
    const annotation = { level: 'error', place: { title: 'x' }, message } as const
    const text = renderAnnotations([annotation], { GITHUB_WORKSPACE: folder.path })
    expect(text).toBe(`::error title=x::${expected}\n`)
  })

  it('keeps its file where the reader has it', () => {
    const annotation = {
      level: 'error',
      place: { title: 'x' },
      message: 'openapi/drop-ship.yaml:3',
    } as const
    expect(renderAnnotations([annotation], { GITHUB_WORKSPACE: process.cwd() })).toContain(
      '::openapi/drop-ship.yaml:3\n',
    )
  })
})

describe('a certification without a verdict', () => {
  const UNREACHABLE = ['certify', NOBODY, '--auth', 'none']
  const NEXT = /check host and port, and that the endpoint is running/

  it('says in the summary what to do, as in its annotation', async () => {
    const { stderr, summary } = await onGitHub(folder.path, UNREACHABLE)
    const [annotation = ''] = stderr.match(/^::error .*$/gm) ?? []
    expect(annotation).toMatch(NEXT)
    expect(summary).toMatch(NEXT)
  })

  it('says it with --quiet, too', async () => {
    const { stdout, stderr } = await runMain([...UNREACHABLE, '--quiet'])
    expect(stdout).toBe('inconclusive\n')
    expect(stderr).toMatch(
      /^dropship: .*\nnext: check host and port, and that the endpoint is running\n/m,
    )
  })
})

it('verify with a wrong secret has one annotation, with the options to check', async () => {
  const stub = await startStub()
  const tokens = ['--token-url', String(stub.tokenUrl), '--client-id', 'drop-ship-sender']
  const args = ['verify', stub.url, ...tokens, '--client-secret', 'not-the-secret']
  const { stderr, exitCode } = await onGitHub(folder.path, args)
  await stub.close()
  expect(exitCode).toBe(3)
  const errors = stderr.match(/^::error .*$/gm)
  expect(errors).toHaveLength(1)
  expect(errors?.[0]).toMatch(/check --client-id, --client-secret and --token-auth/)
  expect(stderr).not.toContain('not-the-secret')
})

it('lint has one annotation for a misspelt keyword of an operation', async () => {
  const text = readFileSync('openapi/drop-ship.yaml', 'utf8')
  const find = '      operationId: drop_shipment_cancellation'
  const file = written('typo.yaml', text.replace(find, `      sumary: Cancels\n${find}`))
  const { stderr } = await onGitHub(folder.path, ['lint', '--no-mocks', file])
  const errors = stderr.match(/^::error .*$/gm)
  expect(errors).toHaveLength(1)
  expect(errors?.[0]).toMatch(/title=unknown-keyword::.*did you mean summary\?/)
})
