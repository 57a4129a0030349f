/** Names of headers and query parameters whose values are credentials. */
const SECRET_NAMES =
  /^(?:authorization|proxy-authorization|cookie|set-cookie|key|sig)$|api-?_?key|token|secret|password|passwd|signature|credential/i

const SHOWN = '[secret]'

/** Headers, names and values in turn, with the values of those that authenticate replaced. */
export function headersWithoutCredentials(rawHeaders: readonly string[]): string[] {
  return rawHeaders.map((text, index) =>
    index % 2 === 1 && SECRET_NAMES.test(rawHeaders[index - 1] ?? '') ? SHOWN : text,
  )
}

/** A request target with the values of query parameters that authenticate replaced. */
export function targetWithoutCredentials(target: string): string {
  return target.replaceAll(/([?&])([^=&#]*)=([^&#]*)/g, (all, mark: string, name: string) =>
    SECRET_NAMES.test(name) ? `${mark}${name}=${SHOWN}` : all,
  )
}
