import { isSecretName, withoutSecretParameters } from '../../core/index.ts'

const SHOWN = '[secret]'

/** Headers, names and values in turn, with the values of those that authenticate replaced. */
export function headersWithoutCredentials(rawHeaders: readonly string[]): string[] {
  return rawHeaders.map((text, index) =>
    index % 2 === 1 && isSecretName(rawHeaders[index - 1] ?? '') ? SHOWN : text,
  )
}

/** A request target with the values of query parameters that authenticate replaced. */
export function targetWithoutCredentials(target: string): string {
  return withoutSecretParameters(target, () => SHOWN)
}
