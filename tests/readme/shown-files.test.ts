import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readFixtures, readWaivers } from '../../src/certify/index.ts'
import { folderForFile } from '../support/folder.ts'
import { fencedBlocks, pageText } from '../support/readme.ts'
import { runMain } from '../support/run-main.ts'

/** The files that docs/guides/test-data.md shows are read as a user's would be. */

const folder = folderForFile()

/** The only block of the page that holds a text, written to a file. */
function shownFile(name: string, text: string): string {
  const blocks = fencedBlocks(pageText('docs/guides/test-data.md')).filter(
    ({ language, lines }) => language === 'yaml' && lines.join('\n').includes(text),
  )
  expect(blocks).toHaveLength(1)
  const file = join(folder, name)
  writeFileSync(file, blocks.flatMap(({ lines }) => lines).join('\n'))
  return file
}

it('the file of own orders', async () => {
  expect((await readFixtures(shownFile('orders.yaml', 'orders:'))).orders).toEqual([
    { identifier: 'ORDER-1', items: ['ITEM-A', 'ITEM-B'] },
    { identifier: '1002', items: [] },
  ])
})

it('the file of waivers, whose check exists', async () => {
  const waivers = await readWaivers(shownFile('waivers.yaml', 'expires:'))
  expect(waivers.map(({ expires }) => expires)).toEqual(['2027-03-31'])
  const { stdout } = await runMain(['certify', '--list'])
  for (const { check } of waivers) expect(stdout).toContain(check)
})
