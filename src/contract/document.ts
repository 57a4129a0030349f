import { createHash } from 'node:crypto'
import { realpathSync } from 'node:fs'
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path'
import { upgradeFromThreeToThreeOne } from '@scalar/openapi-upgrader/3.0-to-3.1'
import { HarnessError, isRecord, nearest, parsePointer, valueAt } from '../core/index.ts'
import { type Position, readSource, type Source } from './source.ts'

/** A value of the document with its place. */
export interface LocatedValue {
  readonly value: unknown
  readonly source: Source
  /** JSON Pointer within its file. */
  readonly pointer: string
}

/** An OpenAPI 3.1 document with the files it refers to. */
export interface OpenApiDocument {
  readonly root: LocatedValue
  /** The file that a person named. */
  readonly file: string
  /** Absolute paths of every file read so far, the root first. */
  files(): readonly string[]
  /** Over the bytes of every file read, in the order of reading. */
  sha256(): string
  /** Whether a file read so far mentions one, in whatever place. */
  hasDisputedRules(): boolean
  /** Follows a `$ref` to what it names. */
  follow(reference: string, from: LocatedValue): LocatedValue
  positionOf(located: LocatedValue): Position
}

/** How a document is opened. */
export interface DocumentOptions {
  /** Its name in messages; its path when absent. */
  readonly shownAs?: string
  /** Told of every file before it is read, by its absolute path: also of those that make the document fail. */
  readonly onRead?: (file: string) => void
  /** The folder that holds every file it may refer to, in whatever depth; its own when absent. */
  readonly refsWithin?: string
}

/**
 * Opens an OpenAPI 3.0 or 3.1 document; 3.0 is upgraded to 3.1.
 *
 * @param path a YAML or JSON file
 * @throws HarnessError CONTRACT_UNREADABLE, or CONTRACT_BROKEN with file and line
 */
export function openDocument(
  path: string,
  { shownAs = path, onRead = () => undefined, refsWithin = dirname(path) }: DocumentOptions = {},
): OpenApiDocument {
  const sources = new Map<string, Source>()
  let isThreeZero = false
  const open = (absolute: string, shown: string): Source => {
    const known = sources.get(absolute)
    if (known !== undefined) return known
    onRead(absolute)
    const read = readSource(absolute, shown)
    if (sources.size === 0) isThreeZero = isThreeZeroRoot(read.value)
    const source = { ...read, value: upgraded(read, isThreeZero) }
    sources.set(absolute, source)
    return source
  }
  const absoluteRoot = resolve(path)
  const root = open(absoluteRoot, shownAs)
  const pathOf = (source: Source): string => {
    for (const [absolute, known] of sources) if (known === source) return absolute
    return absoluteRoot
  }
  /** A file that a reference names; one that cannot be read is the fault of the reference. */
  const opened = (
    absolute: string,
    shown: string,
    reference: string,
    from: LocatedValue,
  ): Source => {
    try {
      return open(absolute, shown)
    } catch (error) {
      if (!(error instanceof HarnessError) || error.code !== 'CONTRACT_UNREADABLE') throw error
      throw broken(
        referenceIn(from),
        `refers to ${reference}, and ${shown} cannot be read`,
        'correct the reference, or put the file where it points',
      )
    }
  }
  const follow = (reference: string, from: LocatedValue): LocatedValue => {
    const { file, pointer } = partsOf(reference, from)
    const base = pathOf(from.source)
    const absolute = file === '' ? base : resolve(dirname(base), file)
    const shown = file === '' ? from.source.file : showPath(absolute, absoluteRoot, shownAs)
    if (file !== '' && !isWithin(absolute, refsWithin)) throw outside(reference, from)
    const source = opened(absolute, shown, reference, from)
    const value = valueAt(source.value, parsePointer(pointer))
    if (value === undefined) throw unresolvable(reference, from, source, pointer)
    return { value, source, pointer }
  }
  const checked = { value: root.value, source: root, pointer: '' }
  checkVersion(checked)
  return {
    root: checked,
    file: shownAs,
    files: () => [...sources.keys()],
    sha256: () => {
      const hash = createHash('sha256')
      for (const source of sources.values()) hash.update(source.text)
      return hash.digest('hex')
    },
    hasDisputedRules: () => [...sources.values()].some(({ text }) => text.includes('x-disputed')),
    follow,
    positionOf: ({ source, pointer }) => source.positionOf(pointer),
  }
}

function showPath(absolute: string, absoluteRoot: string, shownRoot: string): string {
  const besideRoot = relative(dirname(absoluteRoot), absolute)
  const folder = dirname(shownRoot)
  return folder === '.' ? besideRoot : `${folder}/${besideRoot}`
}

/** Whether a file is in or below a folder, whatever links lead to either. */
function isWithin(file: string, folder: string): boolean {
  const way = relative(realPathOf(resolve(folder)), realPathOf(file))
  return !isAbsolute(way) && way !== '..' && !way.startsWith(`..${sep}`)
}

function realPathOf(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    // What does not exist is said when it is read.
    return path
  }
}

function outside(reference: string, from: LocatedValue): HarnessError {
  return broken(
    referenceIn(from),
    `refers to ${reference}, which is outside the folder of the document`,
    'keep every referenced file in it, or name the folder that holds them all with --refs-within',
  )
}

/** The file and the pointer that a reference names. */
function partsOf(reference: string, from: LocatedValue): { file: string; pointer: string } {
  const [file = '', fragment = ''] = reference.split('#')
  if (/^[a-z][a-z0-9+.-]+:|^\/\//i.test(file))
    throw broken(
      referenceIn(from),
      `refers to ${reference}, which lies elsewhere`,
      'keep every referenced file beside the document',
    )
  try {
    const parts = { file: decodeURIComponent(file), pointer: decodeURIComponent(fragment) }
    if (parts.pointer === '' || parts.pointer.startsWith('/')) return parts
  } catch {
    // A reference that is not a URI names nothing either.
  }
  throw broken(
    referenceIn(from),
    `refers to ${reference}, which is not a file with a JSON Pointer`,
    "write it as '#/components/schemas/Name' or 'file.yaml#/Name'",
  )
}

function referenceIn(from: LocatedValue): LocatedValue {
  return { ...from, pointer: `${from.pointer}/$ref` }
}

const THREE_ZERO = { openapi: '3.0.3' }

/** The value as OpenAPI 3.1 has it; a file that a 3.0 document refers to holds schemas of 3.0. */
function upgraded(source: Source, isPartOfThreeZero: boolean): unknown {
  const { value } = source
  if (isThreeZeroRoot(value)) return upgradeFromThreeToThreeOne(structuredClone(value))
  if (!isPartOfThreeZero || !isRecord(value)) return value
  const wrapped: unknown = upgradeFromThreeToThreeOne({
    ...THREE_ZERO,
    components: { schemas: structuredClone(value) },
  })
  return valueAt(wrapped, ['components', 'schemas'])
}

function isThreeZeroRoot(value: unknown): boolean {
  return isRecord(value) && typeof value.openapi === 'string' && value.openapi.startsWith('3.0')
}

function checkVersion(root: LocatedValue): void {
  const version = isRecord(root.value) ? root.value.openapi : undefined
  if (typeof version === 'string' && version.startsWith('3.1')) return
  const swagger = isRecord(root.value) ? root.value.swagger : undefined
  throw new HarnessError(
    'CONTRACT_BROKEN',
    `${root.source.file} is not an OpenAPI 3.0 or 3.1 document.`,
    {
      where: `${root.source.file}:${root.source.positionOf('/openapi').line}`,
      expected: '`openapi: 3.1.0`, or 3.0.x',
      found:
        version === undefined
          ? swagger === undefined
            ? 'no field `openapi`'
            : `Swagger ${JSON.stringify(swagger)}`
          : `openapi: ${JSON.stringify(version)}`,
      next: 'name an OpenAPI document with --contract',
    },
  )
}

/** A CONTRACT_BROKEN error at a place of the document. */
export function broken(at: LocatedValue, reason: string, next: string): HarnessError {
  const { line } = at.source.positionOf(at.pointer)
  return new HarnessError(
    'CONTRACT_BROKEN',
    `The contract is broken: ${at.pointer === '' ? 'the document' : at.pointer} ${reason}.`,
    {
      where: `${at.source.file}:${line}`,
      next,
    },
  )
}

function unresolvable(
  reference: string,
  from: LocatedValue,
  source: Source,
  pointer: string,
): HarnessError {
  const steps = parsePointer(pointer)
  const siblings = valueAt(source.value, steps.slice(0, -1))
  const meant = isRecord(siblings) ? nearest(steps.at(-1) ?? '', Object.keys(siblings)) : undefined
  return broken(
    referenceIn(from),
    `refers to ${reference}, which does not exist`,
    meant === undefined
      ? 'correct the reference, or add what it names'
      : `did you mean ${[...reference.split('/').slice(0, -1), meant].join('/')}?`,
  )
}
