import { type AnyScheme, fieldsOf, type NamedField, SCHEMES } from '../../src/auth/index.ts'

export const AUTHENTICATION_PAGE = 'docs/authentication.md'

const HEAD = `# Authentication

<!-- Generated from src/auth/schemes: npx vitest run tests/auth/every-scheme.test.ts -u -->

\`--auth SCHEME\` chooses how requests are authenticated; without it the scheme follows from the options that belong to it. \`send\`,
\`worker\`, \`certify\` and \`verify\` read the options of the sender's side; \`mock\` and \`up\` read those that a client's endpoint knows, and
have the default for those that are not given. A secret belongs into its environment variable, because every user of a machine can see
options; [the configuration file](../contracts/config.schema.json) can only name the variable. \`certify-sender\` tells the sender
under examination each value in the variable of the last column.
`

/** The page of schemes, from the same data as options, console and stub. */
export function renderAuthenticationPage(): string {
  return [HEAD, ...SCHEMES.map(section)].join('\n')
}

function section(scheme: AnyScheme): string {
  const fields = fieldsOf(scheme)
  const rows = [COLUMNS, ...fields.map(cellsOf)]
  const widths = COLUMNS.map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  )
  const [head = '', ...lines] = rows.map((row) =>
    line(row.map((cell, column) => cell.padEnd(widths[column] ?? 0))),
  )
  const table = [head, line(widths.map((width) => '-'.repeat(width))), ...lines]
  return [
    `## \`${scheme.name}\``,
    '',
    scheme.name === 'none' ? 'No credentials.' : `${scheme.label}.`,
    '',
    ...(fields.length === 0 ? [] : [...table, '']),
  ].join('\n')
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

const COLUMNS = [
  'field',
  'option',
  'variable',
  'without it',
  'example',
  'default of `mock`',
  '`certify-sender`',
] as const

function cellsOf({ field, flag, words, property }: NamedField): readonly string[] {
  const { label, isFlag, isOptional, fallback, variable, choices, example, expected, isSecret } =
    field
  const isTold = expected !== undefined || property === 'tokenUrl'
  return [
    isSecret === true ? `${label} (secret)` : label,
    isFlag === false ? '' : code(flag),
    variable === undefined ? '' : code(`$${variable}`),
    fallback === undefined ? (isOptional === true ? 'optional' : 'required') : code(fallback),
    choices?.map(code).join(', ') ?? (example === undefined ? '' : code(example)),
    expected === undefined
      ? ''
      : isSecret === true
        ? 'fixed on loopback, else random'
        : code(expected.usual ?? ''),
    isTold ? code(`DROPSHIP_EXAM_${words}`) : '',
  ]
}

function code(text: string): string {
  return `\`${text}\``
}
