import { shellQuoted } from '../../core/index.ts'
import type { CompletedCommand } from './words.ts'

/** The script that completes `dropship` in zsh, with what each command and option does. */
export function zshCompletion(commands: readonly CompletedCommand[]): string {
  const values = commands.flatMap(({ name, options }) =>
    options
      .filter((option) => option.values.length > 0)
      .map((option) => `    ('${name} ${option.flag}') found=(${option.values.join(' ')}) ;;`),
  )
  const first = commands
    .filter(({ actions }) => actions.length > 0)
    .map(({ name, actions }) => `    (${name}) found=(${actions.join(' ')}) ;;`)
  const flags = commands.map(
    ({ name, options }) =>
      `      (${name}) found=(${options.map(({ flag, description }) => described(flag, description)).join(' ')}) ;;`,
  )
  return `#compdef dropship
# zsh completion of dropship: write it to a file _dropship in a folder of $fpath, or source it after compinit
_dropship() {
  local -a found
  if (( CURRENT == 2 )); then
    found=(${commands.map(({ name, summary }) => described(name, summary)).join(' ')})
    _describe -t commands command found
    return
  fi
  case "$words[2] $words[CURRENT-1]" in
${values.join('\n')}
  esac
  if (( ! $#found && CURRENT == 3 )) && [[ $words[CURRENT] != -* ]]; then
    case $words[2] in
${first.join('\n')}
    (help) found=(${commands.map(({ name }) => name).join(' ')}) ;;
    esac
  fi
  if (( $#found )); then
    compadd -a found
  elif [[ $words[CURRENT] == -* ]]; then
    case $words[2] in
${flags.join('\n')}
    esac
    _describe -o option found
  else
    _files
  fi
}
if [[ $funcstack[1] == _dropship ]]; then
  _dropship "$@"
else
  compdef _dropship dropship
fi
`
}

/** An entry of \`_describe\`, quoted: the name, and after a colon what it is. */
function described(name: string, description: string): string {
  return shellQuoted(`${name}:${description}`)
}
