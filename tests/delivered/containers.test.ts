import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { packageRoot } from '../../src/core/index.ts'
import { type RunningCli, runCli, startCli } from '../support/cli.ts'
import { startPostgres } from '../support/postgres.ts'

/** What Dockerfile and compose.yaml run, run here as far as that needs no engine; packing and installing: tests/library. */

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

interface Service {
  readonly command?: string
  readonly environment?: Readonly<Record<string, string>>
  readonly ports?: readonly string[]
}

/** The instructions of a Dockerfile. */
const instructions = readFileSync(join(ROOT, 'Dockerfile'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    const [name = '', ...words] = line.split(' ')
    return { name, text: words.join(' ') }
  })
const { services } = parse(readFileSync(join(ROOT, 'compose.yaml'), 'utf8'), { merge: true }) as {
  services: Readonly<Record<string, Service>>
}

function only(name: string): string {
  const found = instructions.filter((each) => each.name === name)
  expect(found).toHaveLength(1)
  return found[0]?.text ?? ''
}

describe('the image', () => {
  it('is built and runs on a Node that has SQLite, as an account that is not root', () => {
    const bases = instructions.filter(({ name }) => name === 'FROM').map(({ text }) => text)
    expect(bases).toEqual(['node:24-slim AS build', 'node:24-slim'])
    expect(only('USER')).toBe('node')
  })

  it('installs the tarball that it packs, whatever the version, without the scripts of others', () => {
    const runs = instructions.filter(({ name }) => name === 'RUN').map(({ text }) => text)
    expect(runs[0]).toContain('npm pack --ignore-scripts --pack-destination /tmp')
    expect(runs[1]).toMatch(
      /^npm install --global --ignore-scripts .*\/tmp\/drop-ship-harness-\*\.tgz/,
    )
    expect(readFileSync(join(ROOT, '.dockerignore'), 'utf8').split('\n')).toContain('node_modules')
  })

  it('starts with a command that serves the documented port', async () => {
    expect(JSON.parse(only('ENTRYPOINT'))).toEqual(Object.keys(binOf()))
    const words = (JSON.parse(only('CMD')) as string[]).map((word) =>
      word === '4010' ? '0' : word,
    )
    expect(only('EXPOSE')).toBe('4010')
    const mock = startCli(words)
    try {
      await mock.waitFor(/listens on http/)
      expect(mock.output()).toContain('beyond this machine')
    } finally {
      await mock.stop()
    }
  })
})

describe('compose.yaml', () => {
  it('delivers through PostgreSQL what is sent, to the endpoint, with the credentials of each service', async () => {
    const postgres = await startPostgres()
    const running: RunningCli[] = []
    try {
      const { mock, worker, send } = services
      expect(mock?.ports).toEqual(['127.0.0.1:4010:4010'])
      const stub = startCli(wordsOf(mock, (text) => text.replace('4010', '0')))
      running.push(stub)
      const [, port = ''] = await stub.waitFor(/listens on http:\/\/127\.0\.0\.1:(\d+)/)
      const local = (text: string): string =>
        text
          .replaceAll('http://mock:4010', `http://127.0.0.1:${port}`)
          .replaceAll('postgres://dropship:dropship@postgres:5432/dropship', postgres.url)
      const sent = await runCli(wordsOf(send, local), { env: { ...send?.environment } })
      expect(sent).toMatchObject({ exitCode: 0 })
      const delivering = startCli([...wordsOf(worker, local), '--until-empty'], {
        env: { ...worker?.environment },
      })
      running.push(delivering)
      await delivering.waitFor(/delivered 20, retried 0, failed 0/)
    } finally {
      for (const each of running) await each.stop('SIGTERM')
      await postgres.stop()
    }
  })

  it('builds every service of ours from the Dockerfile, and asks for PostgreSQL by name', () => {
    const text = readFileSync(join(ROOT, 'compose.yaml'), 'utf8')
    expect(existsSync(join(ROOT, 'Dockerfile'))).toBe(true)
    expect(text).toContain('image: postgres:18')
    expect(Object.keys(services)).toEqual(['mock', 'postgres', 'worker', 'send'])
  })
})

function wordsOf(service: Service | undefined, local: (text: string) => string): string[] {
  return local(service?.command ?? '').split(/\s+/)
}

function binOf(): Readonly<Record<string, string>> {
  const file = join(packageRoot().directory, 'package.json')
  return (JSON.parse(readFileSync(file, 'utf8')) as { bin: Record<string, string> }).bin
}
