import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runCommand } from './command.ts'
import { describedFor } from './document.ts'
import { VERSIONS } from './install.ts'
import { namesPlace, type Failure, type Peer, type PeerTarget } from './peer.ts'

const ALL = '*::/*'
const ENABLED = { enabled: true }

/** Its collection is run by Newman itself: Portman's own run ends at the first failure. */
export function portman(packages: string): Peer {
  const bin = (name: string): string => join(packages, '.bin', name)
  return {
    name: 'Portman with Newman',
    version: `${VERSIONS['@apideck/portman']} with ${VERSIONS.newman}`,
    names: namesPlace,
    run: async (target, folder) => {
      writeFileSync(join(folder, 'openapi.json'), JSON.stringify(describedFor(target)))
      writeFileSync(join(folder, 'config.json'), JSON.stringify(configurationFor(target)))
      const made = await runCommand(
        bin('portman'),
        [
          '--local',
          'openapi.json',
          '--baseUrl',
          target.url,
          '--output',
          'collection.json',
          '--portmanConfigFile',
          'config.json',
          '--includeTests',
          'true',
        ],
        folder,
      )
      await runCommand(
        bin('newman'),
        ['run', 'collection.json', '-r', 'json', '--reporter-json-export', 'newman.json'],
        folder,
      )
      try {
        return { failures: failuresIn(readFileSync(join(folder, 'newman.json'), 'utf8')) }
      } catch {
        return { failures: [], problem: made.output.trim().slice(-200) }
      }
    },
  }
}

/** Contract tests of each operation, wrong and no credentials, and every fuzzing it has; 400 and 422 both reject. */
function configurationFor(target: PeerTarget): unknown {
  const variation = (name: string, rest: object): unknown => ({
    openApiOperation: ALL,
    variations: [{ name, ...rest }],
  })
  const unauthorized = {
    contractTests: [{ openApiOperation: ALL, statusCode: { ...ENABLED, code: 401 } }],
  }
  return {
    version: 1,
    globals: { securityOverwrites: securityOf(target, false) },
    tests: {
      contractTests: [
        {
          openApiOperation: ALL,
          statusSuccess: ENABLED,
          contentType: ENABLED,
          jsonBody: ENABLED,
          schemaValidation: ENABLED,
          headersPresent: ENABLED,
        },
      ],
      variationTests: [
        variation('wrong credentials', {
          overwrites: [{ overwriteRequestSecurity: securityOf(target, true) }],
          tests: unauthorized,
        }),
        variation('no credentials', {
          overwrites: [{ overwriteRequestSecurity: { other: { type: 'noauth' } } }],
          tests: unauthorized,
        }),
        variation('fuzzed', { fuzzing: [{ requestBody: [FUZZING] }], tests: REJECTED }),
      ],
    },
  }
}

const FUZZING = Object.fromEntries(
  [
    'requiredFields',
    'minimumNumberFields',
    'maximumNumberFields',
    'minLengthFields',
    'maxLengthFields',
  ].map((name) => [name, ENABLED]),
)

const REJECTED = {
  extendTests: [
    {
      openApiOperation: ALL,
      append: true,
      tests: [
        'pm.test(pm.request.url.getPath() + " is rejected", () => pm.expect(pm.response.code).to.be.oneOf([400, 422]))',
        'if (pm.response.code === 422) pm.test(pm.request.url.getPath() + " names the errors", () => pm.expect(pm.response.json().errors).to.be.an("array"))',
      ],
    },
  ],
}

function securityOf({ credentials, header }: PeerTarget, isWrong: boolean): unknown {
  if (credentials.scheme === 'oauth2')
    return { bearer: { token: isWrong ? 'wrong' : header.value.replace(/^\S+ /, '') } }
  if (credentials.scheme === 'basic') {
    const { username, password } = credentials
    return { basic: { username, password: isWrong ? 'wrong' : password.expose() } }
  }
  return { apiKey: { key: header.name, value: isWrong ? 'wrong' : header.value, in: 'header' } }
}

interface NewmanReport {
  readonly run: {
    readonly failures: readonly {
      readonly source?: { readonly name?: string }
      readonly error: { readonly test?: string; readonly name: string; readonly message: string }
    }[]
  }
}

function failuresIn(json: string): readonly Failure[] {
  const { run } = JSON.parse(json) as NewmanReport
  return run.failures.map(({ source, error }) => ({
    test: `${source?.name ?? ''}: ${error.test ?? error.name}`,
    text: error.message,
  }))
}
