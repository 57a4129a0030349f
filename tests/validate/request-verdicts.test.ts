import { afterAll, beforeAll, describe } from 'vitest'
import {
  REQUEST_PATH,
  requestVerdictSuite,
  type RequestVerdict,
} from '../suites/request-verdicts.ts'
import { post } from '../support/post.ts'
import { startBetween, startEndpoint, stopAll } from '../support/proxied.ts'
import { runMain } from '../support/run-main.ts'

/** What a keyword of a problem says of the request. */
function verdictOf(keywords: readonly string[]): RequestVerdict {
  const [keyword] = keywords
  if (keyword === undefined) return 'accepted'
  if (keyword === 'media-type') return 'wrong-media-type'
  return keyword === 'json' || keyword === 'encoding' ? 'not-json' : 'invalid'
}

describe('the proxy', () => {
  let proxy: Awaited<ReturnType<typeof startBetween>>
  beforeAll(async () => {
    proxy = await startBetween(
      await startEndpoint((incoming, response) => {
        incoming.resume()
        incoming.on('end', () => response.end('{}'))
      }),
    )
  })
  afterAll(stopAll)

  requestVerdictSuite(async (request) => {
    const before = proxy.traffic.length
    await post(`${proxy.url}${REQUEST_PATH}`, request)
    await proxy.passed(before + 1)
    const problems = proxy.traffic[before]?.requestProblems ?? []
    return verdictOf(problems.map(({ keyword }) => keyword))
  })
})

describe('a capture', () => {
  requestVerdictSuite(
    async ({ headers = {}, body = '' }) => {
      const capture = {
        log: {
          entries: [
            {
              request: {
                method: 'POST',
                url: `https://client.example${REQUEST_PATH}`,
                headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
                postData: {
                  mimeType: headers['content-type'] ?? 'application/octet-stream',
                  text: Buffer.from(body).toString('base64'),
                  encoding: 'base64',
                },
              },
              response: { status: 200, content: {} },
            },
          ],
        },
      }
      const { stdout, exitCode } = await runMain(
        ['validate', '-', '--input', 'har', '--reading', 'published', '--json'],
        { stdin: JSON.stringify(capture) },
      )
      const keywords = stdout
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as { keyword?: string })
        .flatMap(({ keyword = [] }) => keyword)
      if (exitCode !== (keywords.length === 0 ? 0 : 1)) throw new Error(`exit code ${exitCode}`)
      return verdictOf(keywords)
    },
    // A capture holds bodies without their encoding (HAR 1.2).
    ({ headers }) => headers?.['content-encoding'] === 'gzip',
  )
})
