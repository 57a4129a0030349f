import { subscribe } from 'node:diagnostics_channel'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { formatPage } from '../results/format.ts'
import { numberArgument, showUsage } from '../usage.ts'
import { chosenEndpoints, type PeerJudged } from './endpoints.ts'
import { installPeers } from './install.ts'
import { own } from './own.ts'
import { page } from './page.ts'
import type { Peer } from './peer.ts'
import { portman } from './portman.ts'
import { schemathesis } from './schemathesis.ts'
import { specmatic } from './specmatic.ts'
import { type PeerJudgement, verdictOn } from './verdicts.ts'

showUsage(`Usage: npm run bench:peers -- [flaws of each family] [correct] [frameworks] [minutes]     default 4 4 5 30

Other tools that judge an endpoint by its description, and this suite, at the same flawed and correct endpoints; bench/peers.md is
written. Specmatic (needs Java 17) and Portman come from npm into node_modules/.cache, Schemathesis from the PATH. After so
many minutes no further endpoint is begun, and the page says what was judged.`)

const PAGE = fileURLToPath(new URL('../peers.md', import.meta.url))
const SEED = '1'
const AT_ONCE = 3

interface Tool {
  readonly peer: Peer
  readonly judgements: Map<string, PeerJudgement>
}

const requests = new Map<number, number>()
subscribe('http.server.request.start', (message) => {
  const port = (message as { readonly socket: Socket }).socket.localPort ?? 0
  requests.set(port, (requests.get(port) ?? 0) + 1)
})

async function main(): Promise<void> {
  const extent = {
    flawsOfEach: numberArgument(0, 4),
    correct: numberArgument(1, 4),
    frameworks: numberArgument(2, 5),
  }
  const endsAt = performance.now() + numberArgument(3, 30) * 60_000
  const packages = await installPeers()
  const candidates = [
    { name: 'Specmatic', why: 'there is no Java', peer: await specmatic(packages) },
    { name: 'Portman', why: '', peer: portman(packages) },
    { name: 'Schemathesis', why: 'it is not on the PATH', peer: await schemathesis() },
    { name: 'dropship', why: '', peer: own() },
  ]
  const tools = candidates.flatMap(({ peer }): readonly Tool[] =>
    peer === undefined ? [] : [{ peer, judgements: new Map() }],
  )
  const absent = candidates.filter(({ peer }) => peer === undefined)
  const endpoints = chosenEndpoints(SEED, extent)
  const waiting = [...endpoints]
  const judged = new Set<PeerJudged>()
  const worker = async (): Promise<void> => {
    for (;;) {
      const endpoint = performance.now() < endsAt ? waiting.shift() : undefined
      if (endpoint === undefined) return
      judged.add(endpoint)
      for (const tool of tools) {
        const judgement = await judge(tool.peer, endpoint)
        tool.judgements.set(endpoint.name, judgement)
        const verdict = verdictOn(endpoint, tool.judgements, tool.peer.names) ?? ''
        const { problem = '', seconds } = judgement
        console.log(
          `${endpoint.name} | ${tool.peer.name} | ${verdict} ${problem} | ${judgement.requests} | ${seconds.toFixed(1)} s`,
        )
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  const shown = endpoints.filter((endpoint) => judged.has(endpoint))
  writeFileSync(PAGE, page({ tools, endpoints: shown, absent, seed: SEED, atOnce: AT_ONCE }))
  formatPage(PAGE)
  console.log('written: bench/peers.md')
}

/** Each tool meets an endpoint that has just been started. */
async function judge(peer: Peer, endpoint: PeerJudged): Promise<PeerJudgement> {
  const folder = mkdtempSync(join(tmpdir(), 'dropship-peers-'))
  const target = await endpoint.start()
  const port = Number(new URL(target.url).port)
  requests.delete(port)
  const began = performance.now()
  try {
    const run = await peer.run(target, folder)
    const seconds = (performance.now() - began) / 1000
    return { ...run, seconds, requests: requests.get(port) ?? 0 }
  } finally {
    await target.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

await main()
