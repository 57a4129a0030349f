import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startStub } from '../../mocks/stub/index.ts'
import { isStale } from '../support/build.ts'

/** The package as it is published, installed into an empty project. */

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const MAX_MEGABYTES = 16
const run = promisify(execFile)

let project: string
let tarball: string

beforeAll(async () => {
  project = mkdtempSync(join(tmpdir(), 'dropship-package-'))
  if (isStale('dist/types/index.d.ts'))
    await run('npm', ['run', '--silent', 'build:types'], { cwd: ROOT })
  const { stdout } = await run(
    'npm',
    ['pack', '--ignore-scripts', '--json', '--pack-destination', project],
    { cwd: ROOT },
  )
  const [packed] = JSON.parse(stdout) as [{ filename: string }]
  tarball = join(project, packed.filename)
  writeFileSync(join(project, 'package.json'), '{ "name": "empty-project", "private": true }\n')
  await run(
    'npm',
    ['install', '--no-audit', '--no-fund', '--prefer-offline', `./${packed.filename}`],
    { cwd: project },
  )
}, 120_000)

afterAll(() => rmSync(project, { recursive: true, force: true }))

function bin(name: string): string {
  return join(ROOT, 'node_modules/.bin', name)
}

/** Runs a program in the project and returns what it prints. */
async function inProject(file: string, text: string, ...flags: string[]): Promise<string> {
  writeFileSync(join(project, file), text)
  return (await run(process.execPath, [...flags, file], { cwd: project })).stdout
}

it('installs within the size that is promised', async () => {
  const { stdout } = await run('du', ['-sk', join(project, 'node_modules')])
  expect(Number.parseInt(stdout, 10) / 1024).toBeLessThan(MAX_MEGABYTES)
})

it('brings neither Prism, Pact, Fastify nor the SQLite of a Node that has none', () => {
  const installed = readdirSync(join(project, 'node_modules'))
  expect(
    installed.filter((name) => /^@?(pact|stoplight|photostructure|fastify)/.test(name)),
  ).toEqual([])
})

it('has a queue with the SQLite of Node, or names the package that this Node needs', async () => {
  const to = ['--to', 'http://127.0.0.1:9', '--auth', 'none', '--enqueue-only']
  const args = ['send', '--sample', 'drop_shipment_confirmation', ...to]
  const { stdout, stderr } = await run(join(project, 'node_modules/.bin/dropship'), args, {
    cwd: project,
  }).catch((error: { stdout: string; stderr: string }) => error)
  const hasSqlite = process.getBuiltinModule('node:sqlite') !== undefined
  expect(hasSqlite ? stdout : stderr).toContain(
    hasSqlite ? 'enqueued 1' : 'npm install @photostructure/sqlite@1.2',
  )
  expect(hasSqlite ? stderr : stdout).toBe('')
})

/** As Jest's own loader does: `require` reads CommonJS and nothing else. */
const NO_MODULES = '--no-experimental-require-module'

it.each([
  ['drop-ship-harness', 'certify, createSender, loadContract, messages, startStub'],
  ['drop-ship-harness/vitest', 'createMatchers, matchers'],
  ['drop-ship-harness/express', 'dropShip'],
  ['drop-ship-harness/fastify', 'dropShip'],
])('%s offers %s to import and to require', async (specifier, names) => {
  const list = `console.log(Object.keys(door).filter((name) => '${names}'.split(', ').includes(name)).sort().join(', '))`
  const imported = await inProject('door.mjs', `import * as door from '${specifier}'\n${list}\n`)
  expect(imported.trim()).toBe(names)
  const required = await inProject(
    'door.cjs',
    `const door = require('${specifier}')\n${list}\n`,
    NO_MODULES,
  )
  expect(required.trim()).toBe(names)
})

it('judges, mocks and certifies where only CommonJS can be loaded', async () => {
  const printed = await inProject(
    'all.cjs',
    `const { certify, startStub } = require('drop-ship-harness')
     const { matchers } = require('drop-ship-harness/vitest')
     async function main() {
       const stub = await startStub({ auth: { scheme: 'none' } })
       const report = await certify({ url: stub.url, level: 'compatible' })
       await stub.close()
       const judged = matchers.toSatisfyRequest({}, 'drop_shipment_confirmation')
       console.log(matchers.toBeCertified(report, 'compatible').pass, judged.message())
     }
     main()`,
    NO_MODULES,
  )
  expect(printed).toMatch(/^true expected the body to satisfy the request/)
  expect(printed).toMatch(/openapi\/drop-ship\.yaml:\d+ \(required/)
})

it('judges with the contract that it brings', async () => {
  const printed = await inProject(
    'judge.mjs',
    `import { loadContract } from 'drop-ship-harness'
     const contract = await loadContract()
     const [first] = contract.operation('drop_shipment_confirmation').validate({}, 'intended')
     console.log(first.field, first.code)`,
  )
  expect(printed.trim()).toBe('shipment missing_field')
})

it('npx dropship certify works without Prism and Pact', async () => {
  const stub = await startStub({ auth: { scheme: 'none' } })
  try {
    const { stdout } = await run(
      'npx',
      [
        '--no-install',
        'dropship',
        'certify',
        stub.url,
        '--auth',
        'none',
        '--level',
        'compatible',
        '--quiet',
      ],
      // Where npx runs these tests, what it was told is not for the one within.
      { cwd: project, env: withoutNpm(process.env) },
    )
    expect(stdout.trim()).toBe('certified')
  } finally {
    await stub.close()
  }
})

function withoutNpm(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^npm_/i.test(name)))
}

const TYPED = `
import { certify, createSender, loadContract, messages, startStub, type Report } from 'drop-ship-harness'
import { matchers } from 'drop-ship-harness/vitest'

export async function use(): Promise<Report> {
  const contract = await loadContract()
  const confirmation = messages(contract, 'drop_shipment_confirmation').message('full', 2)
  const carrier: string = confirmation.shipment.carrier
  // @ts-expect-error -- a number is not a carrier: the types are those of the messages, not any
  const wrong: number = confirmation.shipment.carrier
  const stub = await startStub()
  const sender = createSender({ endpoint: stub.url, credentials: stub.credentials })
  await sender.send({ operation: 'drop_shipment_confirmation', body: { carrier, wrong } })
  void matchers
  return certify({ url: stub.url, level: 'strict' })
}
`

const TYPED_MIDDLEWARE = `
import { loadContract } from 'drop-ship-harness'
import { dropShip } from 'drop-ship-harness/express'
import { dropShip as plugin } from 'drop-ship-harness/fastify'

export const middleware = loadContract().then((contract) => dropShip({ contract }))
void plugin
`

const RESOLUTIONS: [string, string[], object][] = [
  ['node16', ['mts', 'cts'], { module: 'node16', moduleResolution: 'node16' }],
  ['bundler', ['mts'], { module: 'esnext', moduleResolution: 'bundler' }],
]

/** The types of Node alone; a project has them where it uses Node from TypeScript. */
const NODE = { types: ['node'], typeRoots: [join(ROOT, 'node_modules/@types')] }

describe('types', () => {
  it.each(RESOLUTIONS)(
    'are complete under %s, from %j, beside those of Node and without those of Fastify',
    async (name, extensions, resolution) => {
      const files = extensions.map((extension) => `${name}.${extension}`)
      expect(await compiled(files, TYPED, { ...resolution, ...NODE })).toBe('')
    },
  )

  it.each(RESOLUTIONS)(
    'of the middleware resolve under %s, from %j',
    async (name, extensions, resolution) => {
      const options = { ...resolution, skipLibCheck: true, types: [] }
      const files = extensions.map((extension) => `middleware-${name}.${extension}`)
      expect(await compiled(files, TYPED_MIDDLEWARE, options)).toBe('')
    },
  )

  it('are right by publint and are-the-types-wrong', async () => {
    const checks = [
      run(bin('publint'), ['--strict', tarball]),
      run(bin('attw'), ['--profile', 'node16', tarball]),
    ]
    await expect(Promise.all(checks)).resolves.toHaveLength(checks.length)
  }, 60_000)
})

/** What the compiler says of a text in files of the project, each of which is a module of its own. */
async function compiled(files: readonly string[], text: string, options: object): Promise<string> {
  for (const file of files) writeFileSync(join(project, file), text)
  const config = { compilerOptions: { target: 'es2022', strict: true, noEmit: true, ...options } }
  const configFile = `${files.join('-')}.json`
  writeFileSync(join(project, configFile), JSON.stringify({ ...config, files }))
  return run(bin('tsc'), ['-p', configFile], { cwd: project }).then(
    ({ stdout }) => stdout,
    ({ stdout }: { stdout: string }) => stdout,
  )
}
