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
  throw new TypeError(`${text} is not a positive whole number; --help shows the usage`)
}
