import { spawn } from 'node:child_process'
import { createTransport, messageOf, readHttpUrl, type Route } from '../../core/index.ts'
import { createReport, listHistories, type QueueStore, renderReport } from '../../queue/index.ts'
import type { Context } from '../context.ts'

/** Deliveries that are given up within this time are reported together. */
const GATHER_MS = 2000
const TIME_LIMIT_MS = 30_000

export interface FailureNotice {
  /** A shell command, which reads the report in Markdown; or a URL, which is sent it as JSON. */
  readonly target: string
  readonly store: QueueStore
  readonly route: Route
  readonly context: Pick<Context, 'clock' | 'env' | 'stderr'>
}

/** Tells a person or a program of each delivery that was given up, with the failure report of those deliveries. */
export class FailureNotifier {
  readonly #notice: FailureNotice
  readonly #ids = new Set<string>()
  #running: Promise<void> | undefined
  #hurry = new AbortController()

  constructor(notice: FailureNotice) {
    this.#notice = notice
  }

  failed(id: string): void {
    this.#ids.add(id)
    this.#running ??= this.#run().finally(() => (this.#running = undefined))
  }

  /** Reports what is left, and resolves when all was told. */
  async close(): Promise<void> {
    this.#hurry.abort()
    while (this.#running !== undefined) await this.#running
  }

  async #run(): Promise<void> {
    const { context } = this.#notice
    while (this.#ids.size > 0) {
      await context.clock.sleep(GATHER_MS, this.#hurry.signal).catch(() => undefined)
      const ids = [...this.#ids]
      this.#ids.clear()
      try {
        await this.#tell(ids)
      } catch (error) {
        context.stderr.write(`--on-failure could not be told: ${messageOf(error)}\n`)
      }
    }
  }

  async #tell(ids: readonly string[]): Promise<void> {
    const { target, store, context } = this.#notice
    const failures = listHistories(store, { ids, states: ['failed'] })
    const report = await createReport(failures, store.now())
    if (report.deliveries === 0) return
    if (isUrl(target)) await this.#post(JSON.stringify(report))
    else await runCommand(target, renderReport(report), ids, context)
  }

  async #post(body: string): Promise<void> {
    const { target, route, context } = this.#notice
    const transport = createTransport({ clock: context.clock, route, timeoutMs: TIME_LIMIT_MS })
    try {
      const headers = [['content-type', 'application/json']] as const
      const request = { method: 'POST', url: target, headers, body: Buffer.from(body) }
      const { response, failure } = await transport.send(request)
      if (response === undefined) throw new Error(failure?.message ?? 'no response')
      if (response.status >= 300) throw new Error(`it responded with ${response.status}`)
    } finally {
      await transport.close()
    }
  }
}

function isUrl(target: string): boolean {
  return /^https?:\/\//i.test(target)
}

/** @throws HarnessError INVALID_URL */
export function readFailureTarget(text: string): string {
  return isUrl(text) ? readHttpUrl(text, '--on-failure') : text
}

function runCommand(
  command: string,
  report: string,
  ids: readonly string[],
  { env, stderr }: FailureNotice['context'],
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, {
      shell: true,
      stdio: 'pipe',
      timeout: TIME_LIMIT_MS,
      env: { ...env, DROPSHIP_FAILED: String(ids.length) },
    })
    // Standard output belongs to the worker's own result.
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => stderr.write(text))
    // A command that does not read the report is not an error.
    child.stdin.on('error', () => undefined).end(report)
    child.on('error', reject)
    child.on('close', (code, signal) => {
      if (code === 0) resolve()
      else reject(new Error(`it ended with ${code ?? signal ?? 'nothing'}`))
    })
  })
}
