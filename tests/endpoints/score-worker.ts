import { JOBS } from './jobs.ts'

/** One process of the score: runs the certifications whose numbers it receives, one at a time. */

export interface JobResult {
  readonly index: number
  /** What was missed, in words; none when the certification is correct. */
  readonly misses: readonly string[]
  readonly found?: boolean
  readonly named?: boolean
  readonly passedBelow?: boolean
  /** How many mistakes each report named that did not certify. */
  readonly repairs?: readonly number[]
}

async function run(index: number): Promise<JobResult> {
  const job = JOBS[index]
  if (job === undefined) throw new Error(`there is no job ${index}`)
  if (job.kind === 'correct') {
    const { accusations } = await job.run()
    return { index, misses: accusations.map((accusation) => `accused: ${accusation}`) }
  }
  if (job.kind === 'naive') return { index, ...(await job.run()) }
  const { found, named, passedBelow, isTold = true } = await job.run()
  const misses = [
    ...(found ? [] : ['not found']),
    ...(named ? [] : ['not named']),
    ...(isTold ? [] : ['no cause tells what to repair']),
    ...(passedBelow ? [] : ['the level below failed, too']),
  ]
  return { index, misses, found, named, passedBelow }
}

process.on('message', (index: number) => {
  void run(index).then(
    (result) => process.send?.(result),
    (error: unknown) => {
      const miss = error instanceof Error ? (error.stack ?? error.message) : String(error)
      process.send?.({ index, misses: [miss] } satisfies JobResult)
    },
  )
})
process.on('disconnect', () => process.exit())
process.send?.('ready')
