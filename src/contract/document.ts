import { createHash } from 'node:crypto'
import { dirname, relative, resolve } from 'node:path'
import { upgradeFromThreeToThreeOne } from '@scalar/openapi-upgrader/3.0-to-3.1'
import { HarnessError, isRecord, nearest, parsePointer, valueAt } from '../core/index.ts'
import { type Position, readSource, type Source } from './source.ts'

/** A value of the document with the place it stands at. */
export interface Located {
  readonly value: unknown
  readonly source: Source
  /** JSON Pointer within its file. */
  readonly pointer: string
}

/** An OpenAPI 3.1 document with the files it refers to. */
export interface OpenApiDocument {
  readonly root: Located
  /** The file that a person named. */
  readonly file: string
  /** Absolute paths of every file read so far, the root first. */
  files(): readonly string[]
  /** Over the bytes of every file read, in the order of reading. */
  sha256(): string
  /** Follows a `$ref` to what it names, through further `$ref`s. */
  follow(reference: string, from: Located): Located
  positionOf(located: Located): Position
}

/**
 * Opens an OpenAPI 3.0 or 3.1 document; 3.0 is upgraded to 3.1.
 *
 * @param path a YAML or JSON file
 * @throws HarnessError CONTRACT_UNREADABLE, or CONTRACT_BROKEN with file and line
 */
export function openDocument(path: string, shownAs: string = path): OpenApiDocument {
  const sources = new Map<string, Source>()
  const open = (absolute: string, shown: string): Source => {
    const known = sources.get(absolute)
    if (known !== undefined) return known
    const read = readSource(absolute, shown)
    const source = { ...read, value: upgraded(read) }
    sources.set(absolute, source)
    return source
  }
  const absoluteRoot = resolve(path)
  const root = open(absoluteRoot, shownAs)
  const pathOf = (source: Source): string => {
    for (const [absolute, known] of sources) if (known === source) return absolute
    return absoluteRoot
  }
  const follow = (reference: string, from: Located): Located => {
    const [file = '', fragment = ''] = reference.split('#')
    if (/^[a-z][a-z0-9+.-]+:/i.test(file))
      throw broken(
        from,
        `refers to ${reference}, which lies elsewhere`,
        'keep every referenced file beside the document',
      )
    const base = pathOf(from.source)
    const absolute = file === '' ? base : resolve(dirname(base), decodeURIComponent(file))
    const shown = file === '' ? from.source.file : showPath(absolute, absoluteRoot, shownAs)
    const source = open(absolute, shown)
    const pointer = fragment === '' ? '' : decodeURIComponent(fragment)
    const value = valueAt(source.value, parsePointer(pointer))
    if (value === undefined) throw unresolvable(reference, from, source)
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
    follow,
    positionOf: ({ source, pointer }) => source.positionOf(pointer),
  }
}

function showPath(absolute: string, absoluteRoot: string, shownRoot: string): string {
  const besideRoot = relative(dirname(absoluteRoot), absolute)
  const folder = dirname(shownRoot)
  return folder === '.' ? besideRoot : `${folder}/${besideRoot}`
}

function upgraded(source: Source): unknown {
  if (!isRecord(source.value)) return source.value
  const version = source.value.openapi
  if (typeof version !== 'string' || !version.startsWith('3.0')) return source.value
  return upgradeFromThreeToThreeOne(structuredClone(source.value))
}

function checkVersion(root: Located): void {
  const version = isRecord(root.value) ? root.value.openapi : undefined
  if (typeof version === 'string' && version.startsWith('3.1')) return
  const swagger = isRecord(root.value) ? root.value.swagger : undefined
  throw new HarnessError(
    'CONTRACT_BROKEN',
    `${root.source.file} is no OpenAPI 3.0 or 3.1 document.`,
    {
      where: `${root.source.file}:${root.source.positionOf('/openapi').line}`,
      expected: '`openapi: 3.1.0`, or 3.0.x',
      found:
        version === undefined
          ? swagger === undefined
            ? 'no member `openapi`'
            : `Swagger ${JSON.stringify(swagger)}`
          : `openapi: ${JSON.stringify(version)}`,
      next: 'name an OpenAPI document with --contract',
    },
  )
}

/** A CONTRACT_BROKEN error at a place of the document. */
export function broken(at: Located, reason: string, next: string): HarnessError {
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

function unresolvable(reference: string, from: Located, source: Source): HarnessError {
  const steps = parsePointer(reference.split('#')[1] ?? '')
  const siblings = valueAt(source.value, steps.slice(0, -1))
  const meant = isRecord(siblings) ? nearest(steps.at(-1) ?? '', Object.keys(siblings)) : undefined
  return broken(
    { ...from, pointer: `${from.pointer}/$ref` },
    `refers to ${reference}, which does not exist`,
    meant === undefined
      ? 'correct the reference, or add what it names'
      : `did you mean ${[...reference.split('/').slice(0, -1), meant].join('/')}?`,
  )
}
