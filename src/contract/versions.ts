import { HarnessError, isRecord, valueAt } from '../core/index.ts'
import type { Source } from './located-text.ts'
import { upgradedToThreeOne } from './upgrade.ts'

const THREE_ZERO = { openapi: '3.0.3' }

/** The value as OpenAPI 3.1 has it; a file that a 3.0 document refers to holds schemas of 3.0. */
export function upgraded(source: Source, isPartOfThreeZero: boolean): unknown {
  const { value } = source
  if (isThreeZeroRoot(value)) return upgradedToThreeOne(value)
  if (!isPartOfThreeZero || !isRecord(value)) return value
  const wrapped = upgradedToThreeOne({ ...THREE_ZERO, components: { schemas: { part: value } } })
  return valueAt(wrapped, ['components', 'schemas', 'part'])
}

export function isThreeZeroRoot(value: unknown): value is Readonly<Record<string, unknown>> {
  return isRecord(value) && typeof value.openapi === 'string' && value.openapi.startsWith('3.0')
}

/** @throws HarnessError CONTRACT_BROKEN for what is not an OpenAPI document of a version that is read */
export function checkVersion(root: Source): void {
  const version = isRecord(root.value) ? root.value.openapi : undefined
  if (typeof version === 'string' && /^3\.[12](?:\D|$)/.test(version)) return
  const swagger = isRecord(root.value) ? root.value.swagger : undefined
  throw new HarnessError(
    'CONTRACT_BROKEN',
    `${root.file} is not an OpenAPI 3.0, 3.1 or 3.2 document.`,
    {
      where: `${root.file}:${root.positionOf('/openapi').line}`,
      expected: '`openapi: 3.1.0`, 3.0.x or 3.2.0',
      found:
        version === undefined
          ? swagger === undefined
            ? 'no field `openapi`'
            : `Swagger ${JSON.stringify(swagger)}`
          : `openapi: ${JSON.stringify(version)}`,
      next: 'name an OpenAPI document',
    },
  )
}
