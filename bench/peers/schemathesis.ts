import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runCommand, versionOf } from './command.ts'
import { describedFor } from './document.ts'
import { runOf } from './junit.ts'
import { namesPlace, type Peer } from './peer.ts'

/** Schemathesis 4 from the PATH, with every check and every phase, positive and negative data. */
export async function schemathesis(): Promise<Peer | undefined> {
  const version = await versionOf('schemathesis', ['--version'])
  if (version === undefined) return undefined
  return {
    name: 'Schemathesis',
    version,
    names: namesPlace,
    run: async (target, folder) => {
      writeFileSync(join(folder, 'openapi.json'), JSON.stringify(describedFor(target)))
      const { output } = await runCommand(
        'schemathesis',
        [
          'run',
          'openapi.json',
          '--url',
          target.url,
          '--checks',
          'all',
          '--mode',
          'all',
          '--header',
          `${target.header.name}: ${target.header.value}`,
          '--seed',
          '1',
          '--report',
          'junit',
          '--report-junit-path',
          'junit.xml',
        ],
        folder,
      )
      return runOf(join(folder, 'junit.xml'), output)
    },
  }
}
