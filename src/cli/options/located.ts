import { Option } from 'commander'
import { HarnessError, type Secret } from '../../core/index.ts'

/** A text from the user, with its option or its line in the configuration file. */
export interface LocatedInput {
  readonly where: string
  readonly isConfigured: boolean
  /**
   * Reads the text. Deferred, because a configured text may refer to variables that are not set.
   * @throws HarnessError MISSING_SECRET
   */
  readonly read: () => LocatedText
}

export interface LocatedText {
  readonly text: string
  /** Values of environment variables in the text. */
  readonly secrets: readonly Secret[]
}

/** The same with a name: `--endpoint NAME=TEXT`, or a property of a mapping. */
export interface Named extends LocatedInput {
  readonly name: string
}

/** One text with its location. */
export class LocatedOption extends Option {
  /** Its name in the configuration file; absent if it cannot be configured. */
  readonly configKey: string | undefined

  constructor(flags: string, description: string, configKey?: string) {
    super(flags, description)
    this.configKey = configKey
    this.argParser((text): unknown => given(text, this.long ?? flags))
  }
}

/** Texts separated by commas, or a list in the configuration file. */
export class LocatedListOption extends LocatedOption {
  constructor(flags: string, description: string, configKey?: string) {
    super(flags, description, configKey)
    this.argParser((text, before): readonly LocatedInput[] => [
      ...onCommandLine(before),
      ...text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== '')
        .map((part) => given(part, this.long ?? flags)),
    ])
  }
}

/** `NAME=TEXT`, repeatable, or a mapping in the configuration file; the command line overrides the file name by name. */
export class LocatedMapOption extends LocatedOption {
  constructor(flags: string, description: string, configKey?: string) {
    super(flags, description, configKey)
    this.argParser((text, before): readonly Named[] => {
      const named = readNamed(text, this.long ?? flags)
      const others: readonly Named[] = before ?? []
      if (others.some(({ name, isConfigured }) => name === named.name && !isConfigured)) {
        throw new HarnessError('INVALID_OPTION', `${this.long} names ${named.name} twice.`, {
          expected: 'each operation once',
          where: this.long ?? flags,
          next: 'omit one of them',
        })
      }
      return [...others.filter(({ name }) => name !== named.name), named]
    })
  }
}

function onCommandLine(before: unknown): readonly LocatedInput[] {
  return ((before ?? []) as readonly LocatedInput[]).filter(({ isConfigured }) => !isConfigured)
}

/** A text from the command line. */
export function given(text: string, where: string): LocatedInput {
  return { where, isConfigured: false, read: () => ({ text, secrets: [] }) }
}

function readNamed(text: string, where: string): Named {
  const at = text.indexOf('=')
  const name = at === -1 ? '' : text.slice(0, at).trim()
  if (name !== '' && !name.includes('://')) return { name, ...given(text.slice(at + 1), where) }
  throw new HarnessError('INVALID_OPTION', `${where} has no operation.`, {
    expected: `${where} OPERATION=…`,
    found: 'a value without the name of an operation before it',
    where,
    next: `write the operation first: ${where} drop_shipment_confirmation=…`,
  })
}
