import { readFileSync } from 'node:fs'
import { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { reportFiles, USUAL_FILES } from '../../src/certify/index.ts'
import { command as certify } from '../../src/cli/commands/certify.ts'
import { command as certifySender } from '../../src/cli/commands/certify-sender.ts'
import { sampleReport } from '../support/reports.ts'

/** What every report format has to do, from its row alone. */

const GUIDE = 'docs/guides/certify.md'

describe.each(USUAL_FILES)('the report format $name', ({ name, mediaType, render }) => {
  it('is written by --out, and only once', () => {
    expect(reportFiles(sampleReport())[name]).toBe(render(sampleReport()))
    expect(USUAL_FILES.filter((other) => other.name === name)).toHaveLength(1)
    expect(render(sampleReport())).not.toBe('')
  })

  it('has a media type that says how its text is encoded', () => {
    expect(mediaType).toMatch(/^[a-z]+\/[\w.+-]+; charset=utf-8$/)
  })

  it('is named by --help of every command with --out, and by docs/guides/certify.md', () => {
    for (const [command, module] of Object.entries({ certify, 'certify-sender': certifySender })) {
      const configured = new Command()
      module.configure(configured)
      const help = configured.options.find(({ long }) => long === '--out')?.description ?? ''
      expect(help.includes(name), `name ${name} in the help of --out of ${command}: ${help}`).toBe(
        true,
      )
    }
    const isInGuide = readFileSync(GUIDE, 'utf8').includes(`\`${name}\``)
    expect(isInGuide, `name \`${name}\` in ${GUIDE}, where it says what --out writes`).toBe(true)
  })
})
