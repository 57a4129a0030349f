import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** An input that once failed. */
export interface KeptInput {
  readonly file: string
  readonly target: string
  /** What it did then. */
  readonly complaint: string
  readonly bytes: Buffer
}

const FOLDER = fileURLToPath(new URL('corpus', import.meta.url))

export function keptInputs(): readonly KeptInput[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .map((file) => {
      const kept = JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Record<string, string>
      const { target = '', complaint = '', base64 = '' } = kept
      return { file, target, complaint, bytes: Buffer.from(base64, 'base64') }
    })
}

/** @returns the file's name */
export function keepInput(target: string, complaint: string, bytes: Buffer): string {
  const name = createHash('sha256').update(bytes).digest('hex').slice(0, 8)
  const file = `${target.toLowerCase().replaceAll(' ', '-')}-${name}.json`
  const base64 = bytes.toString('base64')
  mkdirSync(FOLDER, { recursive: true })
  const text = JSON.stringify({ target, complaint: complaint.slice(0, 300), base64 }, null, 2)
  writeFileSync(join(FOLDER, file), `${text}\n`)
  return file
}
