import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { loadContract } from '../src/contract/index.ts'
import { queueFor } from './exercise.ts'
import { interactionsOf } from './interactions.ts'
import { recorded } from './pact-of.ts'

const persisting = interactionsOf(await loadContract()).filter(
  ({ status }) => status >= 400 && status !== 401,
)

it.each(persisting.map((each) => [each.description, each] as const))(
  'the failure queue holds, after six attempts: %s',
  async (_description, interaction) => {
    const { exercise, status } = interaction
    if (exercise.kind !== 'delivery') throw new Error('every failing interaction is a delivery')
    const folder = mkdtempSync(join(tmpdir(), 'dropship-failures-'))
    try {
      await recorded([interaction], async (url) => {
        const { operation, body } = exercise
        const failed = await queueFor({ url, operation, body, store: join(folder, 'queue.db') })
        expect(failed).toMatchObject([{ operation, state: 'failed', spent: 6, lastStatus: status }])
      })
    } finally {
      rmSync(folder, { recursive: true })
    }
  },
)
