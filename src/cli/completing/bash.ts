import type { CompletedCommand } from './words.ts'

/** The script that completes `dropship` in bash: commands, options, their values, and files elsewhere. */
export function bashCompletion(commands: readonly CompletedCommand[]): string {
  const values = commands.flatMap(({ name, options }) =>
    options
      .filter((option) => option.values.length > 0)
      .map((option) => `    '${name} ${option.flag}') words='${option.values.join(' ')}' ;;`),
  )
  const first = commands
    .filter(({ actions }) => actions.length > 0)
    .map(({ name, actions }) => `      ${name}) words='${actions.join(' ')}' ;;`)
  const flags = commands.map(
    ({ name, options }) => `      ${name}) words='${options.map(({ flag }) => flag).join(' ')}' ;;`,
  )
  return `# bash completion of dropship; load it with: source <(dropship completion bash)
_dropship() {
  local current=\${COMP_WORDS[COMP_CWORD]} words=''
  local command=\${COMP_WORDS[1]} previous=\${COMP_WORDS[COMP_CWORD - 1]}
  if [ "$COMP_CWORD" -eq 1 ]; then
    words='${commands.map(({ name }) => name).join(' ')} help --help --version'
  else
    case "$command $previous" in
${values.join('\n')}
    *)
      case "$current" in
      -*) case "$command" in
${flags.join('\n')}
      esac ;;
      *) [ "$COMP_CWORD" -ne 2 ] || case "$command" in
${first.join('\n')}
      help) words='${commands.map(({ name }) => name).join(' ')}' ;;
      esac ;;
      esac
      ;;
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _dropship dropship
`
}
