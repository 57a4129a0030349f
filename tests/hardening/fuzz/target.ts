/** Something that reads what others wrote. */
export interface FuzzTarget {
  readonly name: string
  /** Trees that are valid; every input is one of them with changes. */
  readonly bases: readonly unknown[]
  /** How a tree becomes bytes. */
  write(tree: unknown): Buffer
  /** CPU time that one input may take. Milliseconds. */
  readonly maxCpuMs: number
  start(): Promise<FuzzSubject>
}

/** A target that runs. */
export interface FuzzSubject {
  /** Of a server. */
  readonly url?: string
  /** Gives it bytes. @returns what it did wrong, in a sentence */
  read(bytes: Buffer): Promise<string | undefined>
  close(): Promise<void>
}

export const writeJson = (tree: unknown): Buffer => Buffer.from(JSON.stringify(tree) ?? 'null')
