import { Option } from 'commander'
import { HarnessError, type Secret } from '../../core/index.ts'

/** A text that a user gave, with the option or the line of the configuration file that it stands at. */
export interface Located {
  readonly where: string
  readonly isConfigured: boolean
  /**
   * The text, once it is needed: a configured one may stand for variables that are not set.
   * @throws HarnessError MISSING_SECRET
   */
  readonly read: () => LocatedText
}

export interface LocatedText {
  readonly text: string
  /** Values of the environment that it holds. */
  readonly secrets: readonly Secret[]
}

/** The same below a name: `--endpoint NAME=TEXT`, or a member of a mapping. */
export interface Named extends Located {
  readonly name: string
}

/** One text; where it was given is kept. */
export class LocatedOption extends Option {
  /** Its name in the configuration file; absent where it belongs to a single run. */
  readonly configKey: string | undefined

  constructor(flags: string, description: string, configKey?: string) {
    super(flags, description)
    this.configKey = configKey
    this.argParser((text): unknown => given(text, this.long ?? flags))
  }
}

/** Texts with commas between them, or a list in the configuration file. */
export class LocatedListOption extends LocatedOption {
  constructor(flags: string, description: string, configKey?: string) {
    super(flags, description, configKey)
    this.argParser((text, before): readonly Located[] => [
      ...onCommandLine(before),
      ...text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== '')
        .map((part) => given(part, this.long ?? flags)),
    ])
  }
}

/** `NAME=TEXT`, repeatable, or a mapping in the configuration file; of one name the command line wins. */
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
          next: 'leave one of them out',
        })
      }
      return [...others.filter(({ name }) => name !== named.name), named]
    })
  }
}

function onCommandLine(before: unknown): readonly Located[] {
  return ((before ?? []) as readonly Located[]).filter(({ isConfigured }) => !isConfigured)
}

/** A text of the command line. */
export function given(text: string, where: string): Located {
  return { where, isConfigured: false, read: () => ({ text, secrets: [] }) }
}

function readNamed(text: string, where: string): Named {
  const at = text.indexOf('=')
  const name = at === -1 ? '' : text.slice(0, at).trim()
  if (name !== '' && !name.includes('://')) return { name, ...given(text.slice(at + 1), where) }
  throw new HarnessError('INVALID_OPTION', `${where} names no operation.`, {
    expected: `${where} OPERATION=…`,
    found: 'a value without the name of an operation before it',
    where,
    next: `write the operation first: ${where} drop_shipment_confirmation=…`,
  })
}
