import { createHash } from 'node:crypto'
import { realpathSync } from 'node:fs'
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import {
  escapeSegment,
  HarnessError,
  isRecord,
  nearest,
  parsePointer,
  valueAt,
} from '../core/index.ts'
import { type Resource, resolved, resourcesOf } from './resources.ts'
import type { Position, Source } from './located-text.ts'
import { readSource } from './source.ts'
import { checkVersion, isThreeZeroRoot, upgraded } from './versions.ts'

/** A value of the document with its place. */
export interface LocatedValue {
  readonly value: unknown
  readonly source: Source
  /** JSON Pointer within its file. */
  readonly pointer: string
}

/** An OpenAPI document as 3.1 has it, with the files it refers to. */
export interface OpenApiDocument {
  readonly root: LocatedValue
  /** The root as it was written: 3.0 is not upgraded in it. */
  readonly original: unknown
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
  /** Called with what a reference was followed to before, where it is met again: for those who watch what is followed. */
  follows(target: LocatedValue): void
  /** The URI of the schema resource (JSON Schema 2020-12 §8.2.1) around a place, where it has a `$dynamicAnchor`. */
  dynamicResourceOf(at: LocatedValue): string | undefined
  /** The place of a `$dynamicAnchor` in a resource, or `undefined` where it has none of this name. */
  dynamicAnchor(name: string, resource: string): LocatedValue | undefined
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

/** A file that was read, with the schema resources in it. */
interface OpenedFile {
  readonly absolute: string
  readonly source: Source
  /** As it was written. */
  readonly original: unknown
  /** The file itself first; of two at one place, the one whose identifier counts comes later. */
  readonly resources: readonly Resource[]
  readonly hasDisputedRules: boolean
}

/**
 * Opens an OpenAPI document of version 3.0, which is upgraded to 3.1, of 3.1, or of 3.2.
 *
 * @param path a YAML or JSON file
 * @throws HarnessError CONTRACT_UNREADABLE, or CONTRACT_BROKEN with file and line
 */
export function openDocument(
  path: string,
  { shownAs = path, onRead = () => undefined, refsWithin = dirname(path) }: DocumentOptions = {},
): OpenApiDocument {
  const files = new Map<string, OpenedFile>()
  const bySource = new Map<Source, OpenedFile>()
  let isThreeZero = false
  const open = (absolute: string, shown: string): OpenedFile => {
    const known = files.get(absolute)
    if (known !== undefined) return known
    onRead(absolute)
    const read = readSource(absolute, shown)
    if (files.size === 0) isThreeZero = isThreeZeroRoot(read.value)
    const source = { ...read, value: upgraded(read, isThreeZero) }
    const resources = resourcesOf(source.value, pathToFileURL(absolute).href, source.text)
    const hasDisputedRules = source.text.includes('x-disputed')
    const file = { absolute, source, original: read.value, resources, hasDisputedRules }
    files.set(absolute, file)
    bySource.set(source, file)
    return file
  }
  const absoluteRoot = resolve(path)
  const root = open(absoluteRoot, shownAs)
  const fileOf = ({ source }: LocatedValue): OpenedFile => bySource.get(source) ?? root
  /** A file that a reference names; one that cannot be read is the fault of the reference. */
  const opened = (absolute: string, reference: string, from: LocatedValue): OpenedFile => {
    if (!isWithin(absolute, refsWithin)) throw outside(reference, from)
    const shown = showPath(absolute, absoluteRoot, shownAs)
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
  /** The resource that the part of a reference before its fragment names. */
  const named = (name: string, reference: string, from: LocatedValue): InFile => {
    const here = fileOf(from)
    const around = enclosing(here, from.pointer)
    if (name === '') return { file: here, resource: around }
    const uri = resolved(name, around.uri)
    for (const file of files.values()) {
      const resource = file.resources.find((each) => each.uri === uri)
      if (resource !== undefined) return { file, resource }
    }
    const isRelative = !/^[a-z][a-z0-9+.-]+:|^\/\//i.test(name)
    const isFile = uri.startsWith('file:///')
    if (!isFile && !isRelative) throw elsewhere(reference, from)
    // Beside a schema whose identifier lies elsewhere, relative references mean files all the same.
    const absolute = isFile ? pathOf(uri) : resolve(dirname(here.absolute), decoded(name) ?? name)
    const file = opened(absolute, reference, from)
    return { file, resource: enclosing(file, '') }
  }
  const follow = (reference: string, from: LocatedValue): LocatedValue => {
    const { name, fragment } = partsOf(reference, from)
    const { file, resource } = named(name, reference, from)
    const { source } = file
    const candidates = pointersOf(fragment, resource, file)
    for (const pointer of candidates) {
      const value = valueAt(source.value, parsePointer(pointer))
      if (value !== undefined) return { value, source, pointer }
    }
    throw unresolvable(reference, from, source, candidates.at(-1) ?? '')
  }
  const checked = { value: root.source.value, source: root.source, pointer: '' }
  checkVersion(root.source)
  return {
    root: checked,
    original: root.original,
    file: shownAs,
    files: () => [...files.keys()],
    sha256: () => {
      const hash = createHash('sha256')
      for (const { source } of files.values()) hash.update(source.text)
      return hash.digest('hex')
    },
    hasDisputedRules: () => [...files.values()].some((file) => file.hasDisputedRules),
    follow,
    follows: () => undefined,
    dynamicResourceOf: (at) => {
      const { uri, dynamicAnchors } = enclosing(fileOf(at), at.pointer)
      return dynamicAnchors.size === 0 ? undefined : uri
    },
    dynamicAnchor: (anchor, uri) => {
      for (const { source, resources } of files.values()) {
        const pointer = resources.find((each) => each.uri === uri)?.dynamicAnchors.get(anchor)
        if (pointer !== undefined)
          return { source, pointer, value: valueAt(source.value, parsePointer(pointer)) }
      }
      return undefined
    },
    positionOf: ({ source, pointer }) => source.positionOf(pointer),
  }
}

interface InFile {
  readonly file: OpenedFile
  readonly resource: Resource
}

/** The innermost resource around a place. */
function enclosing({ resources }: OpenedFile, pointer: string): Resource {
  return resources.reduce((inner, each) =>
    (pointer === each.pointer || pointer.startsWith(`${each.pointer}/`)) &&
    each.pointer.length >= inner.pointer.length
      ? each
      : inner,
  )
}

/**
 * Where a fragment may point: within its resource, and within the whole file, which many documents mean although a schema
 * around the reference has an identifier. `#/` is in wide use for `#`.
 */
function pointersOf(fragment: string, resource: Resource, { resources }: OpenedFile): string[] {
  if (fragment === '' || fragment.startsWith('/')) {
    const pointers = [`${resource.pointer}${fragment}`, fragment]
    return fragment === '/' ? [...pointers, resource.pointer] : pointers
  }
  const anchored = [resource, ...resources].flatMap(({ anchors }) => anchors.get(fragment) ?? [])
  return anchored.slice(0, 1)
}

function pathOf(uri: string): string {
  try {
    return fileURLToPath(uri)
  } catch {
    return uri
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

/** What a reference names before its fragment, and its fragment. */
function partsOf(reference: string, from: LocatedValue): { name: string; fragment: string } {
  const [name = '', escaped = ''] = reference.split('#')
  const fragment = decoded(escaped)
  if (fragment !== undefined && decoded(name) !== undefined) return { name, fragment }
  throw broken(
    referenceIn(from),
    `refers to ${reference}, which is not a URI`,
    "write it as '#/components/schemas/Name' or 'file.yaml#/Name'",
  )
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

function elsewhere(reference: string, from: LocatedValue): HarnessError {
  return broken(
    referenceIn(from),
    `refers to ${reference}, which lies elsewhere`,
    'keep every referenced file beside the document',
  )
}

function referenceIn(from: LocatedValue): LocatedValue {
  return { ...from, pointer: `${from.pointer}/$ref` }
}

/** The value one step below. */
export function child(at: LocatedValue, step: string): LocatedValue {
  return { ...at, pointer: `${at.pointer}/${escapeSegment(step)}` }
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

/** @param pointer where it was looked for last; empty for an anchor */
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
