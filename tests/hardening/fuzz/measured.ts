import type { FuzzSubject, FuzzTarget } from './target.ts'

/** Bytes that one input may leave in memory until it is forgotten. */
const MAX_BYTES = 150 * 1024 * 1024
/** The least of so many measurements counts: a collection of garbage falls into one, and not into all. */
const MEASUREMENTS = 4

export interface Judged {
  /** @returns what is wrong, in a sentence */
  judge(bytes: Buffer): Promise<string | undefined>
  close(): Promise<void>
}

/** A target that runs, judged by its responses, its crashes, its CPU time and its memory. */
export async function judged(target: FuzzTarget): Promise<Judged> {
  const subject = await target.start()
  let stray: string | undefined
  const onStray = (error: unknown): void => {
    stray = `an error that nobody caught: ${error instanceof Error ? String(error.stack) : String(error)}`
  }
  // A warning of Node's is printed as it is.
  process.on('uncaughtException', onStray).on('unhandledRejection', onStray).on('warning', onStray)
  return {
    judge: async (bytes) => {
      stray = undefined
      const { complaint, cpuMs, grownBytes } = await measured(subject, bytes)
      if (stray !== undefined || complaint !== undefined) return stray ?? complaint
      if (cpuMs > target.maxCpuMs) return stalls(target, subject, bytes, cpuMs)
      return grownBytes > MAX_BYTES
        ? `it took ${Math.round(grownBytes / 1024 / 1024)} MiB of memory`
        : undefined
    },
    close: async () => {
      await subject.close()
      process
        .off('uncaughtException', onStray)
        .off('unhandledRejection', onStray)
        .off('warning', onStray)
    },
  }
}

async function stalls(
  { maxCpuMs }: FuzzTarget,
  subject: FuzzSubject,
  bytes: Buffer,
  first: number,
): Promise<string | undefined> {
  let least = first
  for (let time = 1; time < MEASUREMENTS && least > maxCpuMs; time++) {
    least = Math.min(least, (await measured(subject, bytes)).cpuMs)
  }
  return least > maxCpuMs
    ? `it took ${Math.round(least)} ms of CPU time, of ${maxCpuMs} ms allowed`
    : undefined
}

async function measured(subject: FuzzSubject, bytes: Buffer) {
  const before = memory()
  const started = process.cpuUsage()
  const complaint = await subject.read(bytes)
  const { user, system } = process.cpuUsage(started)
  return { complaint, cpuMs: (user + system) / 1000, grownBytes: memory() - before }
}

function memory(): number {
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
