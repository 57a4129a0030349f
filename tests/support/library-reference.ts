import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { parseAst } from 'rolldown/parseAst'

type Statement = ReturnType<typeof parseAst>['body'][number]

/** One exported name as its source declares it. */
export interface Declared {
  readonly name: string
  /** The lines of its doc comment, without its marks; empty where it has none. */
  readonly doc: readonly string[]
  /** The declaration without bodies of functions. */
  readonly code: string
}

interface Module {
  readonly source: string
  readonly body: readonly Statement[]
}

const modules = new Map<string, Module>()

function moduleOf(file: string): Module {
  const known = modules.get(file)
  if (known !== undefined) return known
  const source = readFileSync(file, 'utf8')
  const parsed = { source, body: parseAst(source, { lang: 'ts' }).body }
  modules.set(file, parsed)
  return parsed
}

/** What an entry of the library exports, with the text of each declaration, in the order of the entry. */
export function exportsOf(entry: string): Declared[] {
  return moduleOf(entry).body.flatMap((statement) => {
    if (statement.type !== 'ExportNamedDeclaration') return []
    if (statement.declaration !== null) {
      const declared = declaredBy(entry, statement)
      return declared === undefined ? [] : [declared]
    }
    return statement.specifiers.map(({ exported }) => {
      const name = nameOf(exported)
      const found = find(entry, name)
      if (found === undefined) throw new Error(`${name} of ${entry} has no declaration`)
      return { ...found, name }
    })
  })
}

function find(file: string, name: string): Declared | undefined {
  for (const statement of moduleOf(file).body) {
    if (statement.type !== 'ExportNamedDeclaration') continue
    if (statement.declaration !== null) {
      const declared = declaredBy(file, statement)
      if (declared?.name === name) return declared
      continue
    }
    const specifier = statement.specifiers.find(({ exported }) => nameOf(exported) === name)
    if (specifier === undefined || statement.source === null) continue
    return find(resolve(dirname(file), statement.source.value), nameOf(specifier.local))
  }
  return undefined
}

function nameOf(name: { readonly type: string; readonly name?: string; readonly value?: unknown }) {
  return name.name ?? String(name.value)
}

function declaredBy(
  file: string,
  statement: Extract<Statement, { type: 'ExportNamedDeclaration' }>,
): Declared | undefined {
  const { declaration } = statement
  const { source } = moduleOf(file)
  if (declaration === null) return undefined
  const doc = docBefore(source.slice(0, statement.start))
  switch (declaration.type) {
    case 'VariableDeclaration': {
      const [first] = declaration.declarations
      if (first?.id.type !== 'Identifier') return undefined
      const code = source.slice(statement.start, first.id.end)
      return { name: first.id.name, doc, code: withoutExport(code) }
    }
    case 'FunctionDeclaration': {
      const end = declaration.body?.start ?? declaration.end
      return named(declaration.id, doc, source.slice(statement.start, end))
    }
    case 'ClassDeclaration':
      return named(declaration.id, doc, classText(source, statement.start, declaration))
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
      return named(declaration.id, doc, source.slice(statement.start, declaration.end))
    default:
      return undefined
  }
}

function named(
  id: { readonly name: string } | null,
  doc: readonly string[],
  code: string,
): Declared | undefined {
  return id === null ? undefined : { name: id.name, doc, code: withoutExport(code) }
}

type ClassText = Extract<Statement, { type: 'ClassDeclaration' | 'ClassExpression' }>

/** The head of a class, and its public parts without their bodies. */
function classText(source: string, start: number, declaration: ClassText): string {
  const parts = declaration.body.body.flatMap((part) => {
    if (part.type === 'StaticBlock' || part.type === 'TSIndexSignature') return []
    if (part.key.type === 'PrivateIdentifier' || part.accessibility === 'private') return []
    if (part.computed) return []
    const doc = docText(source.slice(declaration.body.start, part.start))
    const isMethod = part.type === 'MethodDefinition'
    const end = isMethod
      ? (part.value.body?.start ?? part.end)
      : 'value' in part && part.value !== null
        ? part.value.start
        : part.end
    const text = source.slice(part.start, end).replace(/\s*=?\s*$/, '')
    return [`${doc}  ${text}`]
  })
  return [source.slice(start, declaration.body.start).trimEnd() + ' {', ...parts, '}'].join('\n')
}

function withoutExport(code: string): string {
  return code.replace(/^export /, '').trimEnd()
}

/** The doc comment that ends a text, as written, with its line end. */
function docText(text: string): string {
  return /[ \t]*\/\*\*(?:(?!\*\/)[^])*\*\/\s*$/.exec(text)?.[0].replace(/\s*$/, '\n') ?? ''
}

function docBefore(text: string): string[] {
  const comment = docText(text).trim()
  if (comment === '') return []
  return comment
    .slice('/**'.length, -'*/'.length)
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, '').trim())
    .filter((line, index, lines) => line !== '' || (index > 0 && index < lines.length - 1))
}

/** A declaration as a section of Markdown: its sentences, `@param` and `@throws` as a list, examples and itself as code. */
export function renderDeclared({ name, doc, code }: Declared): string[] {
  const firstTag = doc.findIndex((line) => line.startsWith('@'))
  const text = (firstTag === -1 ? doc : doc.slice(0, firstTag)).join('\n').trim()
  const tags = firstTag === -1 ? [] : tagsOf(doc.slice(firstTag))
  const examples = tags.filter(({ tag }) => tag === 'example')
  const notes = tags.filter(({ tag }) => tag !== 'example')
  return [
    '',
    `### ${name}`,
    '',
    ...(text === '' ? [] : [text, '']),
    '```typescript',
    code,
    '```',
    ...(notes.length === 0 ? [] : ['']),
    ...notes.map(({ tag, lines }) => `- _${tag}_ ${lines.join(' ')}`),
    ...examples.flatMap(({ lines }) => [
      '',
      'Example:',
      '',
      '```typescript',
      ...lines.slice(lines[0] === '' ? 1 : 0),
      '```',
    ]),
  ]
}

function tagsOf(lines: readonly string[]): { tag: string; lines: string[] }[] {
  const tags: { tag: string; lines: string[] }[] = []
  for (const line of lines) {
    const tag = /^@(\w+) ?(.*)$/.exec(line)
    if (tag === null) tags.at(-1)?.lines.push(line)
    else tags.push({ tag: tag[1] ?? '', lines: [tag[2] ?? ''] })
  }
  return tags
}
