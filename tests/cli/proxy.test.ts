import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { openHar } from '../../src/validate/index.ts'
import { runCli, startCli } from '../support/cli.ts'
import { PATH, send, startBetween, startEndpoint, stopAll, validBody } from '../support/proxied.ts'
import { folderForFile } from '../support/folder.ts'

const folder = folderForFile()

afterEach(stopAll)

describe('the capture', () => {
  it('is whole after every entry, contains no credentials, and is read back by dropship validate', async () => {
    const endpoint = await startEndpoint((incoming, response) => {
      incoming.resume()
      response
        .setHeader('content-type', 'application/json')
        .end('{"access_token":"token-of-the-response"}')
    })
    const file = join(folder, 'traffic.har')
    const har = openHar(file, '1.0.0')
    const between = await startBetween(endpoint)
    const headers = [
      'Authorization',
      'Bearer hidden-token',
      'X-Api-Key',
      'hidden-key',
      'Content-Type',
      'application/json',
    ]
    await send(`${between.url}${PATH}?access_token=hidden-query`, validBody(), headers)
    await send(`${between.url}${PATH}`, '{"shipment":{}}', headers)
    await send(`${between.url}/oauth/token`, 'client_secret=hidden-secret', headers)
    await between.passed(3)
    for (const one of between.traffic) {
      har.write(one)
      expect(() => JSON.parse(readFileSync(file, 'utf8')) as unknown).not.toThrow()
    }
    har.close()
    const text = readFileSync(file, 'utf8')
    expect(text).not.toMatch(/hidden-token|hidden-key|hidden-query|hidden-secret/)
    expect((JSON.parse(text) as { log: { entries: unknown[] } }).log.entries).toHaveLength(3)
    const { stdout, exitCode } = await runCli(['validate', file])
    expect(stdout).toMatch(/carrier is required in shipment/)
    expect(stdout).toMatch(/1 request of no operation/)
    expect(exitCode).toBe(1)
  })
})

describe('dropship proxy', () => {
  it('shows what passes, writes journal and capture, and ends with 1 when something was invalid', async () => {
    const endpoint = await startEndpoint((incoming, response) => {
      incoming.resume()
      response.end('{}')
    })
    const running = startCli(
      [
        'proxy',
        '--to',
        endpoint,
        '--port',
        '0',
        '--no-console',
        '--har',
        'cli.har',
        '--journal',
        'cli.ndjson',
      ],
      { cwd: folder },
    )
    const [, url = ''] = await running.waitFor(/from (http\S+) to/)
    await running.waitFor(/Stop with/)
    await send(`${url}${PATH}`, '{"shipment":{}}')
    await running.waitFor(/#1 POST \/drop_shipment_confirmation 200/)
    expect(await running.stop('SIGINT')).toBe(1)
    expect(running.output()).toMatch(/carrier is required in shipment[^]*1 request: 1 invalid/)
    const [line = ''] = readFileSync(join(folder, 'cli.ndjson'), 'utf8').split('\n')
    expect(JSON.parse(line)).toMatchObject({
      operation: 'drop_shipment_confirmation',
      verdict: 'invalid',
    })
    expect(readFileSync(join(folder, 'cli.har'), 'utf8')).toContain('"version":"1.2"')
  })

  it('shows what passes on the console page, without credentials', async () => {
    const endpoint = await startEndpoint((incoming, response) => {
      incoming.resume()
      response.setHeader('x-next-token', 'hidden-response').end('{}')
    })
    const running = startCli(['proxy', '--to', endpoint, '--port', '0', '--console-port', '0'], {
      cwd: folder,
    })
    try {
      const [, page = ''] = await running.waitFor(/Console: (http\S+)/)
      const [, url = ''] = await running.waitFor(/from (http\S+) to/)
      expect(await (await fetch(page)).text()).toContain('<title>Drop Ship')
      const headers = ['X-Api-Key', 'hidden-key', 'Content-Type', 'application/json']
      await send(`${url}${PATH}?api_key=hidden-query&page=2`, '{"shipment":{}}', headers)
      await running.waitFor(/#1 POST/)
      const journal = await (await fetch(`${page}/api/journal`)).text()
      expect(JSON.parse(journal)).toMatchObject({
        entries: [{ verdict: 'invalid', status: 200 }],
      })
      expect(journal).toContain('page=2')
      const entry = await (await fetch(`${page}/api/journal/1`)).text()
      expect(entry).toContain('x-next-token')
      expect(`${journal}${entry}${running.output()}`).not.toContain('hidden')
      expect(await running.stop('SIGINT')).toBe(1)
    } finally {
      await running.stop('SIGKILL')
    }
  })

  it.each([
    ['no --to', ['proxy'], 2, /--to/],
    ['a URL without a scheme', ['proxy', '--to', 'client.example'], 2, /did you mean https/],
    [
      'a capture that cannot be written',
      ['proxy', '--to', 'http://127.0.0.1:9', '--har', '/dev/null/x'],
      3,
      /cannot be written/,
    ],
  ])('says of %s what to do', async (_what, args, exitCode, pattern) => {
    const result = await runCli(args, { cwd: folder })
    expect(result.stderr).toMatch(pattern)
    expect(result.exitCode).toBe(exitCode)
  })
})
