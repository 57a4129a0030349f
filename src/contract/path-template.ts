/** Whether a path is one of a template's, such as `/orders/{id}/lines`; a parameter has at least one character. */
export function isPathOf(template: string, path: string): boolean {
  if (template === path) return true
  const [wanted, given] = [template.split('/'), path.split('/')]
  return (
    wanted.length === given.length &&
    wanted.every((part, index) => {
      const segment = given[index] ?? ''
      if (isSegmentOf(part, segment)) return true
      // What a document writes as it is has another form in a URL: a blank, a letter with an accent.
      const spelt = segment.includes('%') ? decoded(segment) : undefined
      return spelt !== undefined && isSegmentOf(part, spelt)
    })
  )
}

function isSegmentOf(part: string, segment: string): boolean {
  if (!part.includes('{')) return part === segment
  return isWhole(part) ? segment !== '' : textsWithin(part, segment) !== undefined
}

/**
 * The texts of the parameters of one segment of a template, in their order: of `{year}-{month}` for `2026-11` both. `undefined`
 * for another segment. Each text is as short as it can be, but for the last.
 */
export function textsWithin(part: string, segment: string): readonly string[] | undefined {
  const [first = '', ...literals] = part.split(/\{[^{}]*\}/)
  const last = literals.pop()
  if (last === undefined) return part === segment ? [] : undefined
  if (!segment.startsWith(first)) return undefined
  const texts: string[] = []
  let at = first.length
  for (const literal of literals) {
    const next = segment.indexOf(literal, at + 1)
    if (next === -1) return undefined
    texts.push(segment.slice(at, next))
    at = next + literal.length
  }
  const end = segment.length - last.length
  return end > at && segment.endsWith(last) ? [...texts, segment.slice(at, end)] : undefined
}

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment)
  } catch {
    return undefined
  }
}

/**
 * Those whose template a path is one of, the most concrete first (OpenAPI 3.1, Path Templating Matching): `/halls/{hall}/first`
 * before `/halls/{hall}/{number}`, wherever the document has them.
 */
export function atPath<T>(
  all: readonly T[],
  path: string,
  templateOf: (each: T) => string,
): readonly T[] {
  const found = all.filter((each) => isPathOf(templateOf(each), path))
  if (found.length < 2) return found
  return found.toSorted((one, other) => {
    const [left, right] = [templatedOf(templateOf(one)), templatedOf(templateOf(other))]
    return left === right ? 0 : left < right ? -1 : 1
  })
}

/** How much of each segment is templated: of two templates of one path, that of the more concrete is the lesser text. */
function templatedOf(template: string): string {
  return template
    .split('/')
    .map((part) => (isWhole(part) ? '2' : part.includes('{') ? '1' : '0'))
    .join('')
}

/** Whether a segment of a template is one parameter and nothing else. */
function isWhole(part: string): boolean {
  return part.startsWith('{') && part.indexOf('}') === part.length - 1
}

/** Whether each segment of a template is a literal or one parameter, as every router has them. */
export function hasPlainSegments(template: string): boolean {
  return template.split('/').every((part) => isWhole(part) || /^[\w.~-]*$/.test(part))
}

/** One spelling of templates that differ by the names of their parameters alone, which are of one path. */
export function unnamedTemplate(template: string): string {
  return template.replaceAll(/\{[^{}]*\}/g, '{}')
}

/**
 * Texts with which a parameter of a template may make a path that belongs to a more concrete template: `first` of
 * `/halls/{hall}` beside `/halls/first`.
 */
export function takenValues(
  template: string,
  parameter: string,
  others: readonly string[],
): readonly string[] {
  const parts = template.split('/')
  const place = parts.indexOf(`{${parameter}}`)
  if (place === -1) return []
  return others.flatMap((other) => {
    const theirs = other.split('/')
    const literal = theirs[place]
    if (theirs.length !== parts.length || literal === undefined || literal.includes('{')) return []
    const isNear = theirs.every(
      (part, index) => part === parts[index] || part.includes('{') || parts[index]?.includes('{'),
    )
    return isNear ? [literal] : []
  })
}
