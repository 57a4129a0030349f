import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCli, startCli } from '../support/cli.ts'

const directory = mkdtempSync(join(tmpdir(), 'up-'))
const contract = join(directory, 'drop-ship.yaml')

const ALONE = ['up', '--port', '0', '--admin-port', '0', '--no-prism']

beforeAll(() => {
  copyFileSync(fileURLToPath(new URL('../../openapi/drop-ship.yaml', import.meta.url)), contract)
})
afterAll(() => rmSync(directory, { recursive: true }))

describe('dropship up', () => {
  it('has a console that shows what the stub receives, and that is told of a rejected edit', async () => {
    const running = startCli([...ALONE, '--contract', contract, '--console-port', '0'], {
      cwd: directory,
    })
    const console = (await running.waitFor(/Console: (http\S+)/))[1] ?? ''
    const stub = (await running.waitFor(/listens on (http\S+)/))[1] ?? ''
    expect(await (await fetch(console)).text()).toContain('<title>Drop Ship')
    await fetch(`${stub}/drop_shipment_confirmation`, { method: 'POST' })
    const journal = await fetch(`${console}/api/journal`)
    expect(await journal.json()).toMatchObject({ entries: [{ verdict: 'unauthenticated' }] })

    const edited = readFileSync(contract, 'utf8').replace('type: integer', 'type: intege')
    writeFileSync(contract, edited)
    await running.waitFor(/The stub continues with the previous contract/)
    const events = await fetch(`${console}/api/events`)
    const reader = events.body?.pipeThrough(new TextDecoderStream()).getReader()
    expect((await reader?.read())?.value).toMatch(/"problem":"[^"]*intege/)
    // A page that is open keeps nothing alive.
    expect(await running.stop('SIGINT')).toBe(0)
    await expect(fetch(console)).rejects.toThrow('fetch failed')
  })

  it('names the console in its JSON, and leaves it out when it is not wanted', async () => {
    const shown = startCli([...ALONE, '--console-port', '0', '--json'], { cwd: directory })
    const [line] = await shown.waitFor(/^\{.*\}$/m)
    expect(JSON.parse(line)).toMatchObject({
      consoleUrl: expect.stringMatching(/^http:/) as string,
    })
    await shown.stop()
    const alone = startCli([...ALONE, '--no-console', '--json'], { cwd: directory })
    const [without] = await alone.waitFor(/^\{.*\}$/m)
    expect(JSON.parse(without)).not.toHaveProperty('consoleUrl')
    await alone.stop()
  })

  it('rejects a console port that was chosen and is in use', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = String(typeof address === 'object' ? address?.port : 0)
    const { exitCode, stderr } = await runCli([...ALONE, '--console-port', port], {
      cwd: directory,
    })
    server.close()
    expect([exitCode, stderr]).toEqual([3, expect.stringContaining(`Port ${port} is in use`)])
    expect(stderr).toContain('--console-port')
  })
})
