import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createMessages } from '../../src/messages/index.ts'
import { loadContract } from '../../src/contract/index.ts'
import { folderForFile } from './folder.ts'

export const OPERATION = 'drop_shipment_confirmation'

const example = createMessages((await loadContract()).operation(OPERATION)).example()

/** A confirmation with some of the shipment's properties changed; `undefined` omits one. */
export function confirmation(changes: Readonly<Record<string, unknown>> = {}): {
  shipment: Record<string, unknown>
} {
  const { shipment } = structuredClone(example) as { shipment: Record<string, unknown> }
  return { shipment: { ...shipment, ...changes } }
}

/** A line of NDJSON. */
export function line(record: unknown): string {
  return `${JSON.stringify(record)}\n`
}

/** A folder for payload files, gone after the last test of the file. */
interface PayloadFolder {
  readonly path: string
  /** Writes a file and returns its path. */
  write(name: string, content: string | Uint8Array): string
}

export function payloadFolder(): PayloadFolder {
  const path = folderForFile()
  return {
    path,
    write: (name, content) => {
      const file = join(path, name)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, content)
      return file
    },
  }
}
