import { Argument } from 'commander'

/** The first argument of a command with actions; the command rejects others itself, and says which was meant. */
export function actionArgument(actions: readonly string[], name = '<action>'): Argument {
  const argument = new Argument(name, 'what to do')
  argument.argChoices = [...actions]
  return argument
}
