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

/** The JSON Schema for editors, which is part of the package. */
export const CONFIG_SCHEMA_FILE = 'contracts/config.schema.json'

/** One entry of the file. */
export interface ConfiguredEntry {
  readonly value: unknown
  /** File and line. */
  readonly where: string
  /** File and line of a property or an item of the value. */
  readonly whereWithin: (step: string | number) => string
}

/** The options of one command in the file. */
export type Configured = ReadonlyMap<string, ConfiguredEntry>

/**
 * Reads a configuration file for one command: the entries below the command's name, then those at the top level.
 *
 * @param mappings the names of options that are mappings, not commands
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
  const addEntries = (record: Readonly<Record<string, unknown>>, pointer: string): void => {
    for (const [name, value] of Object.entries(record)) {
      if (isRecord(value) && !mappings.has(name)) continue
      if (pointer === '' && OTHER_MEANING[command]?.includes(name) === true) continue
      const at = `${pointer}/${escapeSegment(name)}`
      configured.set(name, {
        value,
        where: whereOf(source, at),
        whereWithin: (step) => whereOf(source, `${at}/${escapeSegment(String(step))}`),
      })
    }
  }
  addEntries(root, '')
  const section = root[command]
  if (isRecord(section)) addEntries(section, `/${command}`)
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

/** Options with a different meaning for one command, which reads them only below its own name. */
const OTHER_MEANING: Readonly<Record<string, readonly string[]>> = {
  // The key of the signer, not that of a client certificate.
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
    return new HarnessError('INVALID_CONFIG', `In the configuration, ${name} is invalid.`, {
      where: whereOf(source, pointer),
      expected,
      found: (JSON.stringify(value) ?? 'nothing').slice(0, 120),
      next: next ?? 'correct the file at this line',
    })
  }
  if (schema.properties !== undefined) {
    if (!isRecord(value)) throw mistake('a mapping of options to values')
    checkProperties(source, pointer, value, schema.properties)
  } else if (typeof schema.additionalProperties === 'object') {
    if (!isRecord(value)) throw mistake('a mapping of operations to values')
    for (const [name, property] of Object.entries(value)) {
      check(source, `${pointer}/${escapeSegment(name)}`, property, schema.additionalProperties)
    }
  } else if (schema.items !== undefined) {
    const { items } = schema
    if (!Array.isArray(value)) throw mistake('a list')
    if (value.length < (schema.minItems ?? 0)) throw mistake('a list of one item or more')
    value.forEach((item, index) => check(source, `${pointer}/${index}`, item, items))
  } else if (schema.pattern !== undefined) {
    const isReference = typeof value === 'string' && new RegExp(schema.pattern, 'u').test(value)
    // A secret in the file must not appear on the screen.
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

function checkProperties(
  source: Source,
  pointer: string,
  value: Readonly<Record<string, unknown>>,
  properties: Readonly<Record<string, EntrySchema>>,
): void {
  for (const [name, property] of Object.entries(value)) {
    const schema = properties[name]
    const at = `${pointer}/${escapeSegment(name)}`
    if (schema !== undefined && Object.hasOwn(properties, name)) {
      check(source, at, property, schema)
      continue
    }
    const meant = nearest(name, Object.keys(properties))
    throw new HarnessError(
      'INVALID_CONFIG',
      `Unknown option ${JSON.stringify(name)} in the configuration.`,
      {
        where: whereOf(source, at),
        expected: `the long name of an option${pointer === '' ? ', or a command' : ''}`,
        found: name,
        next: meant === undefined ? 'remove the line' : `did you mean ${meant}?`,
      },
    )
  }
}

function secretInFile(where: string, pointer: string): HarnessError {
  const steps = pointer.split('/')
  // The items of a list have no names.
  if (/^\d+$/.test(steps.at(-1) ?? '')) {
    const name = steps.at(-2) ?? ''
    return new HarnessError('INVALID_CONFIG', `In the configuration, ${name} has a secret.`, {
      where,
      expected: 'a name, and the name of an environment variable: Name: $VARIABLE',
      found: 'a value that everyone with access to the file can read',
      next: 'write Name: $VARIABLE, and export the variable',
    })
  }
  const name = steps.at(-1) ?? ''
  return new HarnessError('INVALID_CONFIG', `In the configuration, ${name} is a secret.`, {
    where,
    expected: 'the name of an environment variable: $NAME',
    found: 'a value that everyone with access to the file can read',
    next: `write ${name}: $DROPSHIP_${name.replaceAll('-', '_').toUpperCase()}, and export the variable`,
  })
}
