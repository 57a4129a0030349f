/** The pointer of the schema for the values at a rule pointer; `*` means every item of a list. */
export function schemaPointerOf(rulePointer: string): string {
  return rulePointer
    .split('/')
    .slice(1)
    .map((name) => (name === '*' ? '/items' : `/properties/${name}`))
    .join('')
}
