import { parseArgs } from 'node:util'
import { writeStepReport } from '../../support/step-report.ts'
import { keepInput } from './corpus.ts'
import { fixedSeed, fuzz, type FuzzResult } from './fuzz.ts'
import { READERS } from './readers.ts'
import { SERVERS } from './servers.ts'

const USAGE = `Gives hostile input to whatever reads what others wrote.

npm run fuzz                              five minutes of new inputs
npm run fuzz -- --seconds 30 --fixed      half a minute in all, of the same inputs each time
npm run fuzz -- --target stub --seed 42   one target, the inputs of one seed

An input that fails is made small and kept in tests/hardening/fuzz/corpus,
where the tests try it again. The result is also written to the file that $TEST_RESULTS names.
`

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '300' },
    seed: { type: 'string' },
    target: { type: 'string' },
    fixed: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

function whole(name: 'seconds' | 'seed', text: string): number {
  const value = Number(text)
  if (Number.isSafeInteger(value)) return value
  throw new Error(`--${name}: a whole number was expected, found ${JSON.stringify(text)}`)
}

async function main(): Promise<void> {
  if (values.help) {
    process.stdout.write(USAGE)
    return
  }
  const all = [...SERVERS, ...READERS]
  const chosen = all.filter(({ name }) => values.target === undefined || name === values.target)
  if (chosen.length === 0) {
    throw new Error(`--target: one of ${all.map(({ name }) => name).join(', ')} was expected`)
  }
  const forMs = (whole('seconds', values.seconds) * 1000) / chosen.length
  const results: FuzzResult[] = []
  for (const target of chosen) {
    const random = values.fixed ? fixedSeed(target) : Math.floor(Math.random() * 2 ** 31)
    const seed = values.seed === undefined ? random : whole('seed', values.seed)
    const result = await fuzz(target, { seed, forMs })
    results.push(result)
    print(result)
  }
  const sentence = ({ target, failure }: FuzzResult): string =>
    `the fuzzer of the ${target}${failure === undefined ? '' : `: ${failure.complaint.slice(0, 200)}`}`
  const [failed, passed] = [true, false].map((hasFailed) =>
    results.filter(({ failure }) => (failure !== undefined) === hasFailed).map(sentence),
  ) as [string[], string[]]
  writeStepReport('tests/hardening/fuzz', passed, failed)
  if (failed.length > 0) process.exitCode = 1
}

function print({ target, seed, inputs, failure }: FuzzResult): void {
  process.stdout.write(`${target}: ${inputs.toLocaleString('en')} inputs of seed ${seed}\n`)
  if (failure === undefined) return
  const file = keepInput(target, failure.complaint, failure.bytes)
  process.stdout.write(
    `  fails  ${failure.complaint.replaceAll('\n', '\n         ')}\n` +
      `  kept   tests/hardening/fuzz/corpus/${file}\n` +
      `  again  npm run fuzz -- --target '${target}' --seed ${seed}\n`,
  )
}

try {
  await main()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? '') : String(error)}\n`)
  process.exitCode = 2
}
// A server that hangs must not hold the run up.
setTimeout(() => process.exit(), 5000).unref()
