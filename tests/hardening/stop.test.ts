import { describe, expect, it, vi } from 'vitest'
import { folderPerTest } from '../support/folder.ts'
import { startCli } from '../support/cli.ts'
import { childrenOf, isRunning } from '../support/processes.ts'

/** Whatever a command is about to start, SIGTERM ends it within two seconds. */

const folder = folderPerTest()

describe('SIGTERM while Prism starts', () => {
  it('ends `up` and Prism within two seconds', async () => {
    const running = startCli(
      ['up', '--port', '0', '--admin-port', '0', '--prism-port', '0', '--no-console'],
      { cwd: folder.path },
    )
    await running.waitFor(/listens on http/)
    const prism = await vi.waitFor(() => {
      const [child] = childrenOf(running.pid)
      if (child === undefined) throw new Error('Prism was not started')
      return child
    })
    const toldAt = performance.now()
    expect(await running.stop('SIGTERM')).toBe(0)
    expect(performance.now() - toldAt).toBeLessThan(2000)
    expect(running.output()).not.toMatch(/Prism on|Prism did not/)
    expect(isRunning(prism)).toBe(false)
  })
})
