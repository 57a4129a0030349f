import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ErrorObject } from 'ajv'
import { jsonIn, packageRoot } from '../../core/index.ts'
import type { Certificate } from './certificate.ts'
import type { Countersignature } from './countersignature.ts'

/** The JSON Schema of what certificates say, which is part of the package. */
export const CERTIFICATE_SCHEMA_FILE = 'contracts/output/certificate.schema.json'

export type Shaped<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: string }

/** A certificate's payload as its JSON Schema describes it. */
export async function asCertificate(payload: unknown): Promise<Shaped<Certificate>> {
  return shaped<Certificate>(payload, 'certificate')
}

/** The payload of a countersignature as its JSON Schema describes it. */
export async function asCountersignature(payload: unknown): Promise<Shaped<Countersignature>> {
  return shaped<Countersignature>(payload, 'countersignature')
}

async function shaped<T>(
  payload: unknown,
  name: 'certificate' | 'countersignature',
): Promise<Shaped<T>> {
  // Only what reads certificates waits for the validator.
  const { Ajv2020 } = await import('ajv/dist/2020.js')
  const file = join(packageRoot().directory, CERTIFICATE_SCHEMA_FILE)
  const ajv = new Ajv2020({
    strict: false,
    schemas: [jsonIn(readFileSync(file, 'utf8')) as object],
  })
  const validate = ajv.getSchema(`certificate.schema.json#/$defs/${name}`)
  if (validate === undefined) throw new Error(`${CERTIFICATE_SCHEMA_FILE} describes no ${name}`)
  return validate(payload)
    ? { ok: true, value: payload as T }
    : { ok: false, reason: `its content is not that of a ${name}: ${placeOf(validate.errors)}` }
}

function placeOf(errors: readonly ErrorObject[] | null | undefined): string {
  const [first] = errors ?? []
  return `${first?.instancePath === '' ? 'it' : (first?.instancePath ?? 'it')} ${first?.message ?? 'is invalid'}`
}
