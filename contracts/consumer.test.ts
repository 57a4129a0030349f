import { describe, expect, it } from 'vitest'
import { loadContract } from '../src/contract/index.ts'
import { requestTokenFrom, sendFor, type SentInteraction } from './exercise.ts'
import { ACCESS_TOKEN, EXPIRED_TOKEN, type Interaction, interactionsOf } from './interactions.ts'
import { pactText, recorded } from './pact-of.ts'

const interactions = interactionsOf(await loadContract())
const records: unknown[] = []

/** Kept for the pact file. */
async function record(
  kept: readonly Interaction[],
  exercise: (url: string) => Promise<void>,
): Promise<void> {
  records.push(...(await recorded(kept, exercise)))
}

function authorizations({ requests }: SentInteraction): (string | undefined)[] {
  return requests.map(({ headers }) => {
    const value = headers.find(([name]) => name === 'Authorization')?.[1]
    return typeof value === 'object' ? value.expose() : value
  })
}

function named(description: string): Interaction {
  const found = interactions.find((each) => each.description === description)
  if (found === undefined) throw new Error(`no interaction ${description}`)
  return found
}

describe.concurrent('the sender and a provider that keeps the pact', () => {
  for (const interaction of interactions) {
    const { exercise, description, status } = interaction
    switch (exercise.kind) {
      case 'delivery': {
        const { operation, body, outcome } = exercise
        it(`${description}: ${status} and the message is ${outcome}`, async () => {
          await record([interaction], async (url) => {
            const sent = await sendFor({ url, operation, body, token: 'good' })
            expect(sent.result.outcome).toBe(outcome)
            expect(sent.result.attempts.map((attempt) => attempt.status)).toEqual(
              Array.from({ length: outcome === 'delivered' ? 1 : 6 }, () => status),
            )
            expect(new Set(sent.requests.map((each) => JSON.stringify(each))).size).toBe(1)
          })
        })
        break
      }
      case 'renewal': {
        const { operation, body } = exercise
        it(`${description}: ${status}, a token request, and the message is delivered`, async () => {
          const next = named(`${operation}: a message with what is required`)
          const token = named('token service: a request for an access token')
          await record([interaction, token, next], async (url) => {
            const sent = await sendFor({ url, operation, body, token: 'expired' })
            expect(sent.result.outcome).toBe('delivered')
            expect(sent.result.attempts).toMatchObject([{ status: 200, renewed: true }])
            expect(authorizations(sent)).toEqual([
              `Bearer ${EXPIRED_TOKEN}`,
              undefined,
              `Bearer ${ACCESS_TOKEN}`,
            ])
          })
        })
        break
      }
      case 'token':
        it(`${description}: ${status} and the sender has its token`, async () => {
          await record([interaction], async (url) => {
            expect(await requestTokenFrom(url)).toBe(ACCESS_TOKEN)
          })
        })
        break
    }
  }
})

it('the committed pact is what these tests record (npx vitest run contracts/consumer -u writes it anew)', async () => {
  await expect(pactText(records)).toMatchFileSnapshot('pacts/Optoro-DropShipClient.json')
})
