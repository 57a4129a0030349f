/** Whether a path is one of a template's, such as `/orders/{id}/lines`; a parameter has at least one character. */
export function isPathOf(template: string, path: string): boolean {
  if (template === path) return true
  const [wanted, given] = [template.split('/'), path.split('/')]
  return (
    wanted.length === given.length &&
    wanted.every((part, index) => {
      const segment = given[index] ?? ''
      if (part.includes('{')) return segment !== ''
      // What a document writes as it is has another form in a URL: a blank, a letter with an accent.
      return part === segment || (segment.includes('%') && part === decoded(segment))
    })
  )
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

/** Of each segment whether it is templated: of two templates of one path, that of the more concrete is the lesser text. */
function templatedOf(template: string): string {
  return template
    .split('/')
    .map((part) => (part.includes('{') ? '1' : '0'))
    .join('')
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
