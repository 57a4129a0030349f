import { objectOf, propertiesOf, spansOfItems } from '../core/index.ts'
import type { Pact, PactInteraction } from './pact-file.ts'

/** The header and the parameter that tell which interaction a request or a state of the verifier is for. */
export const MARK = 'x-dropship-interaction'

/** An interaction with its number among those of all pacts. */
interface Numbered {
  readonly number: number
  readonly interaction: PactInteraction
}

/**
 * The pact for the native verifier, with these interactions alone, each marked with its number. What is not marked
 * stays as it is written: a double does not hold every number of somebody else's messages.
 */
export function markedPact(pact: Pact, asked: readonly Numbered[]): string {
  return edited(pact.text, {
    interactions: (written) => {
      const texts = itemsOf(written ?? '[]')
      const interactions = asked.map(({ interaction, number }) =>
        marked(texts[indexOf(interaction)] ?? '{}', interaction, number),
      )
      return `[${interactions.join(',')}]`
    },
  })
}

/** Its index among all that are written, messages included. */
function indexOf({ pointer }: PactInteraction): number {
  return Number(pointer.slice(pointer.lastIndexOf('/') + 1))
}

function marked(text: string, { states }: PactInteraction, number: number): string {
  const mark = JSON.stringify(String(number))
  const interaction = edited(text, {
    description: () => JSON.stringify(markOf(number)),
    request: (request) =>
      edited(request, {
        headers: (headers) => edited(headers, { [MARK]: () => listed(mark, headers) }),
      }),
  })
  if (states.length === 0) return interaction
  const params = paramsOf(interaction)
  const providerStates = states.map(({ name }, index) =>
    objectOf([
      ['name', JSON.stringify(name)],
      ['params', edited(params[index], { [MARK]: () => mark })],
    ]),
  )
  const single = propertiesOf(interaction).filter(([name]) => name !== 'providerState')
  return edited(objectOf(single), { providerStates: () => `[${providerStates.join(',')}]` })
}

/** Version 4 lists a header's values, version 3 writes one text. */
function listed(mark: string, headers = '{}'): string {
  return propertiesOf(headers).some(([, json]) => json.startsWith('[')) ? `[${mark}]` : mark
}

/** The parameters of the provider states, as they are written. */
function paramsOf(interaction: string): (string | undefined)[] {
  const states = new Map(propertiesOf(interaction)).get('providerStates') ?? '[]'
  return itemsOf(states)
    .filter((state) => state.startsWith('{'))
    .map((state) => new Map(propertiesOf(state)).get('params'))
}

function itemsOf(list: string): string[] {
  return list.startsWith('[')
    ? spansOfItems(list).map(({ start, end }) => list.slice(start, end))
    : []
}

type Edits = Readonly<Record<string, (json: string | undefined) => string>>

/** An object with some of its properties written anew, and the others as they are. */
function edited(json: string | undefined, edits: Edits): string {
  const properties = new Map(propertiesOf(json ?? '{}'))
  for (const [name, edit] of Object.entries(edits)) properties.set(name, edit(properties.get(name)))
  return objectOf(properties)
}

function markOf(number: number): string {
  return `interaction-${number}`
}

/** The number of the interaction that one of the verifier's texts ends with. */
export function numberAtEnd(text: unknown): number | undefined {
  const found = /interaction-(\d+)$/.exec(String(text))
  return found === null ? undefined : Number(found[1])
}
