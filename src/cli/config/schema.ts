import type { Command, Option } from 'commander'
import { defined } from '../../core/index.ts'
import { LocatedListOption, LocatedMapOption, LocatedOption } from '../options/located.ts'
import { FLAGS } from '../options/scheme-options.ts'

/** The schema of one entry of the configuration file: JSON Schema with few keywords. */
export interface EntrySchema {
  readonly description?: string
  readonly type: 'boolean' | 'object' | 'array' | readonly string[]
  readonly enum?: readonly unknown[]
  /** The default, for editors only; each command has its own. */
  readonly default?: unknown
  readonly pattern?: string
  readonly items?: EntrySchema
  readonly minItems?: number
  readonly properties?: Readonly<Record<string, EntrySchema>>
  /** `false`, or the schema of the values of a mapping with free names. */
  readonly additionalProperties?: false | EntrySchema
}

/** Secret entries, for which the file may only contain the name of an environment variable. */
const SECRETS = new Set([
  ...FLAGS.filter(({ field }) => field.isSecret === true).map(({ flag }) => flag),
  '--other-client-secret',
])
const REFERENCE = String.raw`^\$(?:\w+|\{\w+\})$`
/** A header whose value is in the environment: `Name: $VARIABLE`, or `Name` alone. */
const HEADER = String.raw`^[^:\s]+(?::\s*\$(?:\w+|\{\w+\}))?$`
const HEADERS = new Set(['request-header', 'observer-header'])
/** Options that cannot be configured. */
const NOT_CONFIGURED = new Set(['help', 'config'])

/**
 * The JSON Schema of `dropship.config.yaml`, from the options of every command: each option once at the top level,
 * and again below each command that has it.
 */
export function configSchema(
  commands: readonly { readonly name: string; readonly command: Command }[],
): object {
  const sections = commands.map(({ name, command }) => [name, propertiesOf(command)] as const)
  const shared = Object.assign(
    {},
    ...sections.map(([, properties]) => withoutChoices(properties)),
  ) as Record<string, EntrySchema>
  const named = sections.map(([name, properties]) => [
    name,
    {
      description: `Options of dropship ${name} only.`,
      type: 'object',
      additionalProperties: false,
      properties,
    },
  ])
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'dropship.config.yaml',
    description:
      'Options of dropship by their long names. The command line overrides the environment, which overrides this file.',
    type: 'object',
    additionalProperties: false,
    properties: {
      ...sorted(withDescriptions(shared, sections)),
      ...Object.fromEntries(named),
    },
  }
}

/** What an option does; where commands differ, for each of them. */
function withDescriptions(
  shared: Readonly<Record<string, EntrySchema>>,
  sections: readonly (readonly [string, Readonly<Record<string, EntrySchema>>])[],
): Record<string, EntrySchema> {
  const described = Object.entries(shared).map(([name, schema]) => {
    const commandsOf = new Map<string, string[]>()
    for (const [command, properties] of sections) {
      const text = properties[name]?.description
      if (text !== undefined) commandsOf.set(text, [...(commandsOf.get(text) ?? []), command])
    }
    const texts = [...commandsOf]
    const description =
      texts.length === 1
        ? texts[0]?.[0]
        : texts.map(([text, commands]) => `${commands.join(', ')}: ${text}`).join('\n')
    return [name, { ...defined({ description }), ...schema }] as const
  })
  return Object.fromEntries(described)
}

function propertiesOf(command: Command): Record<string, EntrySchema> {
  const entries = command.options
    .filter((option) => isConfigurable(option))
    .map((option) => [keyOf(option), schemaOf(option)] as const)
  return sorted(Object.fromEntries(entries))
}

/** Whether an option can be configured in the file. */
export function isConfigurable(option: Option): boolean {
  if (option instanceof LocatedOption) return option.configKey !== undefined
  return !NOT_CONFIGURED.has(keyOf(option))
}

/** At the top level only the type is checked, because commands differ in choices and defaults. */
function withoutChoices(properties: Readonly<Record<string, EntrySchema>>) {
  return Object.fromEntries(
    Object.entries(properties).map(
      ([name, { enum: _choices, description: _own, default: _default, ...schema }]) => [
        name,
        schema,
      ],
    ),
  )
}

/** An option's name in the file: `--no-mocks` is `mocks`, and `--endpoint`, which is repeated, `endpoints`. */
export function keyOf(option: Option): string {
  return (option instanceof LocatedOption ? option.configKey : undefined) ?? nameOf(option)
}

/** An option's name on the command line, without `no-`. */
export function nameOf(option: Option): string {
  return option.name().replace(/^no-/, '')
}

function schemaOf(option: Option): EntrySchema {
  const { description } = option
  if (option.isBoolean() || option.negate) return { description, type: 'boolean' }
  const one = SECRETS.has(`--${keyOf(option)}`)
    ? { type: ['string'], pattern: REFERENCE }
    : { type: ['string', 'number'] }
  if (option instanceof LocatedMapOption) {
    return { description, type: 'object', additionalProperties: { type: ['string'] } }
  }
  if (option instanceof LocatedListOption) {
    return { description, type: 'array', items: one, minItems: 1 }
  }
  if (HEADERS.has(nameOf(option))) {
    return { description, type: 'array', items: { type: ['string'], pattern: HEADER } }
  }
  if (isList(option)) return { description, type: 'array', items: one }
  const { argChoices: choices, defaultValue } = option as {
    argChoices?: string[]
    defaultValue: unknown
  }
  return {
    description,
    ...one,
    ...defined({ enum: choices, default: defaultValue }),
  }
}

/** An option that may be given several times. */
export function isList(option: Option): boolean {
  return (
    option instanceof LocatedListOption || option.variadic || Array.isArray(option.defaultValue)
  )
}

function sorted<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(
    Object.entries(record).toSorted(([left], [right]) => left.localeCompare(right)),
  )
}
