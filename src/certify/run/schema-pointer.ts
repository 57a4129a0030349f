/** The pointer of the schema that rules the values at a rule pointer; `*` stands for the items of a list. */
export function schemaPointerOf(rulePointer: string): string {
  return rulePointer
    .split('/')
    .slice(1)
    .map((name) => (name === '*' ? '/items' : `/properties/${name}`))
    .join('')
}
