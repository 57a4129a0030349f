/** Prints the usage and ends where `--help` was asked for. */
export function showUsage(usage: string): void {
  if (!process.argv.includes('--help') && !process.argv.includes('-h')) return
  console.log(usage)
  process.exit(0)
}

/**
 * A positive whole number from the command line.
 * @param place 0 for the first argument
 */
export function numberArgument(place: number, otherwise: number): number {
  const text = process.argv[2 + place]
  if (text === undefined) return otherwise
  const number = Number(text)
  if (Number.isInteger(number) && number > 0) return number
  throw new TypeError(`${text} is no positive whole number; --help shows the usage`)
}

/** One row of the table: what, how much, its goal, and whether that holds. A missed goal ends the process with 1. */
export function row(what: string, value: string, goal: string, holds: boolean): void {
  console.log(`${holds ? 'ok  ' : 'MISS'} ${line(what, value)}   goal ${goal}`)
  if (!holds) process.exitCode = 1
}

/** A figure that stands beside the others without a goal of its own. */
export function figure(what: string, value: string): void {
  console.log(`     ${line(what, value)}`)
}

function line(what: string, value: string): string {
  return `${what.padEnd(56)} ${value.padStart(14)}`
}
