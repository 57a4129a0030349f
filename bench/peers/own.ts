import { join } from 'node:path'
import { packageRoot } from '../../src/core/index.ts'
import { runCommand } from './command.ts'
import type { Peer, PeerTarget } from './peer.ts'

interface PrintedReport {
  readonly checks: readonly {
    readonly id: string
    readonly status: string
    readonly pointer?: string
  }[]
}

/** This suite as a partner runs it, from its built command line, at the highest level. */
export function own(): Peer {
  const { directory, version } = packageRoot()
  return {
    name: 'dropship certify',
    version,
    names: (failures, flaw) =>
      failures.some(({ test, text }) => test.includes(flaw) || text.includes(flaw)),
    run: async (target, folder) => {
      const { args, env } = accessTo(target)
      const { output } = await runCommand(
        process.execPath,
        [
          join(directory, 'dist/cli.js'),
          'certify',
          target.url,
          '--level',
          'resilient',
          '--timeout',
          '5s',
          '--seed',
          '1',
          '--json',
          ...args,
        ],
        folder,
        env,
      )
      try {
        const { checks } = JSON.parse(output.slice(output.indexOf('{'))) as PrintedReport
        return {
          failures: checks
            .filter(({ status }) => status === 'failed' || status === 'errored')
            .map(({ id, pointer = '' }) => ({ test: id, text: pointer })),
        }
      } catch {
        return { failures: [], problem: output.trim().slice(-200) }
      }
    },
  }
}

function accessTo({ credentials, otherClient, header }: PeerTarget): {
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
} {
  if (credentials.scheme === 'basic') {
    return {
      args: ['--username', credentials.username],
      env: { DROPSHIP_PASSWORD: credentials.password.expose() },
    }
  }
  if (credentials.scheme !== 'oauth2')
    return { args: ['--header', header.name], env: { DROPSHIP_API_KEY: header.value } }
  return {
    args: [
      '--token-url',
      credentials.tokenUrl,
      '--client-id',
      credentials.clientId,
      ...(otherClient === undefined ? [] : ['--other-client-id', otherClient.clientId]),
    ],
    env: {
      DROPSHIP_CLIENT_SECRET: credentials.clientSecret.expose(),
      ...(otherClient === undefined
        ? {}
        : { DROPSHIP_OTHER_CLIENT_SECRET: otherClient.clientSecret.expose() }),
    },
  }
}
