/** Whether a path is one of a template's, such as `/orders/{id}/lines`; a parameter has at least one character. */
export function isPathOf(template: string, path: string): boolean {
  if (!template.includes('{')) return template === path
  const [wanted, given] = [template.split('/'), path.split('/')]
  return (
    wanted.length === given.length &&
    wanted.every((part, index) =>
      part.includes('{') ? given[index] !== '' : part === given[index],
    )
  )
}
