import { appendFileSync, existsSync } from 'node:fs'
import { isAbsolute, join, relative, resolve } from 'node:path'
import {
  type Annotation,
  markdownTable,
  markdownText,
  messageOf,
  packageRoot,
  renderWorkflowAnnotations,
} from '../core/index.ts'
import type { Context } from './context.ts'

type Env = Context['env']
type Totals = Parameters<typeof renderWorkflowAnnotations>[1]

/** What a command shows of its run in GitHub Actions. */
export interface GitHubRun {
  readonly annotations: readonly Annotation[]
  /** How many there are in all, where these are only the first. */
  readonly totals?: Totals
  /** Markdown for the page of the job. */
  readonly summary: string
  /** What the first error is due to, such as an endpoint that was not ready in time. */
  readonly note?: string | undefined
  /** Standard output has the annotations already. */
  readonly isAnnotated?: boolean
  /** They were asked for: they are written wherever the command runs. */
  readonly isAsked?: boolean
}

/**
 * In GitHub Actions, writes annotations and the job's summary; elsewhere annotations, if they were asked for. They go to
 * standard error, away from JSON on standard output; GitHub reads both streams.
 */
export function showOnGitHub(
  { annotations, totals, summary, note, isAnnotated = false, isAsked = false }: GitHubRun,
  { env, stderr }: Pick<Context, 'env' | 'stderr'>,
): void {
  const isOnGitHub = env.GITHUB_ACTIONS === 'true'
  if (!isAnnotated && (isOnGitHub || isAsked))
    stderr.annotate(renderAnnotations(withNote(annotations, note), env, totals))
  if (!isOnGitHub) return
  const file = env.GITHUB_STEP_SUMMARY
  if (file === undefined || file === '') return
  try {
    appendFileSync(file, note === undefined ? summary : `${summary}\n${markdownText(note)}\n`)
  } catch (error) {
    stderr.write(`The job's summary cannot be written: ${messageOf(error)}\n`)
  }
}

function withNote([first, ...others]: readonly Annotation[], note?: string): Annotation[] {
  if (first === undefined) return []
  return [
    note === undefined ? first : { ...first, message: `${first.message}\n${note}` },
    ...others,
  ]
}

/** Annotations as workflow commands: their files are relative to the reader's repository, or omitted where they are elsewhere. */
export function renderAnnotations(
  annotations: readonly Annotation[],
  env: Env,
  totals?: Totals,
): string {
  const own = annotations.map(({ place, message, ...rest }) => ({
    ...rest,
    place: ownPlace({ ...place, title: ownText(place.title, env) }, env),
    message: ownText(message, env),
  }))
  return renderWorkflowAnnotations(own, totals)
}

/** A heading, a sentence and a table of the first annotations. */
export function annotationsSummary(
  title: string,
  sentence: string,
  annotations: readonly Annotation[],
  env: Env,
): string {
  const rows = annotations
    .slice(0, MOST_ROWS)
    .map(({ place: { file, line, title: what }, message }) => [
      markdownText(file === undefined ? '' : `${file}:${line ?? 1}`),
      markdownText(ownText(what, env)),
      markdownText(ownText(message, env).replaceAll('\n', '; ')),
    ])
  const table = rows.length === 0 ? [] : ['', ...markdownTable(['where', 'what', 'message'], rows)]
  return [`### ${title}`, '', markdownText(sentence), ...table, ''].join('\n')
}

const MOST_ROWS = 50

/** A file of the harness's package with its line, as rules name it. */
const PACKAGED =
  /(?<![\w./-])((?:openapi|contracts)\/(?:[\w.-]+\/)*)([\w.-]+\.(?:yaml|json))(:\d+)?/g

/** The shipped contract is in no repository of a reader's: `openapi/drop-ship.yaml:3` becomes `drop-ship.yaml:3 of dropship`. */
function ownText(text: string, env: Env): string {
  return text.replaceAll(PACKAGED, (named: string, folder: string, name: string, line = '') => {
    const file = `${folder}${name}`
    const isOwn = ownFile(file, env.GITHUB_WORKSPACE) !== undefined
    const isPackaged = existsSync(join(packageRoot().directory, file))
    return isOwn || !isPackaged ? named : `${name}${line} of dropship`
  })
}

function ownPlace(place: Annotation['place'], env: Env): Annotation['place'] {
  if (place.file === undefined) return place
  const file = ownFile(place.file, env.GITHUB_WORKSPACE)
  return file === undefined ? { title: place.title } : { ...place, file }
}

/** Files are named relative to the working directory, and those of the harness relative to its package. */
function ownFile(file: string, workspace: string | undefined): string | undefined {
  if (workspace === undefined || workspace === '') return existsSync(file) ? file : undefined
  const found = [resolve(file), resolve(workspace, file)].find((each) => existsSync(each))
  if (found === undefined) return undefined
  const path = relative(workspace, found)
  return path.startsWith('..') || isAbsolute(path) ? undefined : path
}
