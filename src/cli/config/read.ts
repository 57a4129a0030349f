import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openSource, type Source } from '../../contract/index.ts'
import {
  escapeSegment,
  HarnessError,
  isRecord,
  jsonIn,
  nearest,
  packageRoot,
} from '../../core/index.ts'
import type { EntrySchema } from './schema.ts'

/** The schema that editors use; it lies in the package. */
export const CONFIG_SCHEMA_FILE = 'contracts/config.schema.json'

/** One entry of the file. */
export interface ConfiguredEntry {
  readonly value: unknown
  /** File and line. */
  readonly where: string
  /** File and line of a member or an item of the value. */
  readonly whereWithin: (step: string | number) => string
}

/** The options of one command as the file gives them. */
export type Configured = ReadonlyMap<string, ConfiguredEntry>

/**
 * Reads a configuration file for one command: what stands below the command's name, and for all else what stands at the
 * top.
 *
 * @param mappings the names of options that are mappings, and no commands
 * @throws HarnessError INVALID_CONFIG with file and line
 */
export async function readConfig(
  file: string,
  command: string,
  mappings: ReadonlySet<string>,
): Promise<Configured> {
  const source = await openConfig(file)
  const root = source.value ?? {}
  check(source, '', root, readSchema())
  const configured = new Map<string, ConfiguredEntry>()
  if (!isRecord(root)) return configured
  const take = (record: Readonly<Record<string, unknown>>, pointer: string): void => {
    for (const [name, value] of Object.entries(record)) {
      if (isRecord(value) && !mappings.has(name)) continue
      if (pointer === '' && OTHERWISE_USED[command]?.includes(name) === true) continue
      const at = `${pointer}/${escapeSegment(name)}`
      configured.set(name, {
        value,
        where: whereOf(source, at),
        whereWithin: (step) => whereOf(source, `${at}/${escapeSegment(String(step))}`),
      })
    }
  }
  take(root, '')
  const section = root[command]
  if (isRecord(section)) take(section, `/${command}`)
  return configured
}

async function openConfig(file: string): Promise<Source> {
  try {
    return await openSource(file)
  } catch (error) {
    if (!(error instanceof HarnessError)) throw error
    throw new HarnessError('INVALID_CONFIG', `The configuration ${file} cannot be read.`, {
      where: error.details.where ?? file,
      found: error.details.found ?? error.message,
      next: 'correct the file, or name another with --config',
      cause: error,
    })
  }
}

/** Names that mean something else to a command than to all others: it has them below its own name alone. */
const OTHERWISE_USED: Readonly<Record<string, readonly string[]>> = {
  // The key of whoever signed, and not that of a client certificate.
  certificate: ['key'],
}

function readSchema(): EntrySchema {
  const file = join(packageRoot().directory, CONFIG_SCHEMA_FILE)
  return jsonIn(readFileSync(file, 'utf8')) as EntrySchema
}

function whereOf(source: Source, pointer: string): string {
  return `${source.file}:${source.positionOf(pointer).line}`
}

function check(source: Source, pointer: string, value: unknown, schema: EntrySchema): void {
  const mistake = (expected: string, next?: string): HarnessError => {
    const name = pointer === '' ? 'the configuration' : pointer.slice(1).replaceAll('/', '.')
    return new HarnessError('INVALID_CONFIG', `In the configuration, ${name} is wrong.`, {
      where: whereOf(source, pointer),
      expected,
      found: (JSON.stringify(value) ?? 'nothing').slice(0, 120),
      next: next ?? 'correct the file at this line',
    })
  }
  if (schema.properties !== undefined) {
    if (!isRecord(value)) throw mistake('a mapping of options to values')
    checkMembers(source, pointer, value, schema.properties)
  } else if (typeof schema.additionalProperties === 'object') {
    if (!isRecord(value)) throw mistake('a mapping of operations to values')
    for (const [name, member] of Object.entries(value)) {
      check(source, `${pointer}/${escapeSegment(name)}`, member, schema.additionalProperties)
    }
  } else if (schema.items !== undefined) {
    const { items } = schema
    if (!Array.isArray(value)) throw mistake('a list')
    if (value.length < (schema.minItems ?? 0)) throw mistake('a list of one item or more')
    value.forEach((item, index) => check(source, `${pointer}/${index}`, item, items))
  } else if (schema.pattern !== undefined) {
    const isReference = typeof value === 'string' && new RegExp(schema.pattern, 'u').test(value)
    // A secret that stands in the file after all must not stand on the screen too.
    if (!isReference) throw secretInFile(whereOf(source, pointer), pointer)
  } else if (![schema.type].flat().includes(typeof value)) {
    throw mistake(`a ${[schema.type].flat().join(' or a ')}`)
  } else if (schema.enum?.includes(value) === false) {
    const meant = nearest(String(value), schema.enum.map(String))
    throw mistake(
      `one of ${schema.enum.join(', ')}`,
      meant === undefined ? undefined : `did you mean ${meant}?`,
    )
  }
}

function checkMembers(
  source: Source,
  pointer: string,
  value: Readonly<Record<string, unknown>>,
  properties: Readonly<Record<string, EntrySchema>>,
): void {
  for (const [name, member] of Object.entries(value)) {
    const schema = properties[name]
    const at = `${pointer}/${escapeSegment(name)}`
    if (schema !== undefined && Object.hasOwn(properties, name)) {
      check(source, at, member, schema)
      continue
    }
    const meant = nearest(name, Object.keys(properties))
    throw new HarnessError(
      'INVALID_CONFIG',
      `The configuration knows no ${JSON.stringify(name)}.`,
      {
        where: whereOf(source, at),
        expected: `the long name of an option${pointer === '' ? ', or a command' : ''}`,
        found: name,
        next: meant === undefined ? 'take the line out' : `did you mean ${meant}?`,
      },
    )
  }
}

function secretInFile(where: string, pointer: string): HarnessError {
  const steps = pointer.split('/')
  // The items of a list have no name of their own.
  if (/^\d+$/.test(steps.at(-1) ?? '')) {
    const name = steps.at(-2) ?? ''
    return new HarnessError('INVALID_CONFIG', `In the configuration, ${name} has a secret.`, {
      where,
      expected: 'a name, and the name of an environment variable: Name: $VARIABLE',
      found: 'a value that everybody who can read the file can read',
      next: 'write Name: $VARIABLE, and export the variable',
    })
  }
  const name = steps.at(-1) ?? ''
  return new HarnessError('INVALID_CONFIG', `In the configuration, ${name} is a secret.`, {
    where,
    expected: 'the name of an environment variable: $NAME',
    found: 'a value that everybody who can read the file can read',
    next: `write ${name}: $DROPSHIP_${name.replaceAll('-', '_').toUpperCase()}, and export the variable`,
  })
}
