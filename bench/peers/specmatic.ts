import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { runCommand, versionOf } from './command.ts'
import { describedFor, examplesOf } from './document.ts'
import { VERSIONS } from './install.ts'
import { runOf } from './junit.ts'
import { namesPlace, type Peer, type PeerTarget } from './peer.ts'

/** Without a limit it multiplies the mutations of all properties, and takes minutes for each endpoint. */
const MUTATIONS = '100'

/** @returns `undefined` where there is no Java to run it */
export async function specmatic(packages: string): Promise<Peer | undefined> {
  if ((await versionOf('java', ['-version'])) === undefined) return undefined
  const jar = join(packages, 'specmatic/specmatic.jar')
  return {
    name: 'Specmatic',
    version: VERSIONS.specmatic,
    names: namesPlace,
    run: async (target, folder) => {
      writeFiles(target, folder)
      const { output } = await runCommand(
        'java',
        [
          '-XX:TieredStopAtLevel=1',
          '-XX:+UseSerialGC',
          '-jar',
          jar,
          'test',
          `--testBaseURL=${target.url}`,
          '--examples=examples',
          '--junitReportDir=junit',
        ],
        folder,
        { MAX_TEST_REQUEST_COMBINATIONS: MUTATIONS },
      )
      return runOf(join(folder, 'junit/TEST-junit-jupiter.xml'), output)
    },
  }
}

/** The description, generated positive and negative tests, and an example of wrong credentials for each operation. */
function writeFiles(target: PeerTarget, folder: string): void {
  const description = describedFor(target)
  writeFileSync(join(folder, 'openapi.json'), JSON.stringify(description))
  writeFileSync(
    join(folder, 'specmatic.yaml'),
    stringify({
      version: 2,
      contracts: [{ provides: ['openapi.json'] }],
      security: { OpenAPI: { securitySchemes: { own: securityOf(target) } } },
      test: { resiliencyTests: { enable: 'all' } },
    }),
  )
  mkdirSync(join(folder, 'examples'))
  for (const [path, body] of examplesOf(description)) {
    const { name, value } = target.header
    const wrong = value.startsWith('Basic ')
      ? 'Basic d3Jvbmc6d3Jvbmc='
      : value.replace(/\S+$/, 'wrong')
    const headers = { 'Content-Type': 'application/json', [name]: wrong }
    const example = {
      'http-request': { method: 'POST', path, headers, body },
      'http-response': { status: 401 },
    }
    writeFileSync(join(folder, 'examples', `401-${path.slice(1)}.json`), JSON.stringify(example))
  }
}

function securityOf({ credentials, header }: PeerTarget): unknown {
  const last = header.value.replace(/^\S+ /, '')
  if (credentials.scheme === 'oauth2') return { type: 'bearer', token: last }
  if (credentials.scheme === 'basic') return { type: 'basicAuth', token: last }
  return { type: 'apiKey', value: header.value }
}
