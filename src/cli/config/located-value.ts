import { isRecord, secretsInUrl } from '../../core/index.ts'
import type { Context } from '../context.ts'
import {
  type LocatedInput,
  LocatedListOption,
  LocatedMapOption,
  type LocatedOption,
  type Named,
} from '../options/located.ts'
import type { ConfiguredEntry } from './read.ts'
import { resolvedUrl } from './variables.ts'

/** The value of an option, with its line in the file. */
export function locatedValue(
  option: LocatedOption,
  entry: ConfiguredEntry,
  env: Context['env'],
): LocatedInput | readonly LocatedInput[] {
  const parts = partsOf(entry)
  if (option instanceof LocatedMapOption) {
    return parts.map(({ step, ...part }): Named => ({ name: step, ...locatedText(part, env) }))
  }
  if (option instanceof LocatedListOption) return parts.map((part) => locatedText(part, env))
  return locatedText({ text: String(entry.value), where: entry.where }, env)
}

/** Warnings about secrets in the file, without their values: the file may be shared. */
export function exposedSecrets(entry: ConfiguredEntry): readonly string[] {
  return partsOf(entry).flatMap(({ text, where }) =>
    secretsInUrl(text).map(
      ({ placeholder }) =>
        `${where}: the query of this URL seems to contain a secret; write \${NAME} for its value, for example \${${placeholder.slice(1)}}, and set the variable`,
    ),
  )
}

interface Part {
  readonly text: string
  readonly where: string
}

/** The properties of a mapping, the items of a list, or the value itself. */
function partsOf({ value, where, whereWithin }: ConfiguredEntry): (Part & { step: string })[] {
  if (isRecord(value) || Array.isArray(value)) {
    return Object.entries(value).map(([step, text]) => ({
      step,
      text: String(text),
      where: whereWithin(step),
    }))
  }
  return [{ step: '', text: String(value), where }]
}

function locatedText({ text, where }: Part, env: Context['env']): LocatedInput {
  return { where, isConfigured: true, read: () => resolvedUrl(text, where, env) }
}
