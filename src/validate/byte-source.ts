/** Bytes that are read piece by piece into memory of the reader's. */
export interface ByteSource {
  /** Reads some bytes into `buffer` from `at` on; 0 means the end. */
  read(buffer: Buffer, at: number): Promise<number>
  close(): Promise<void>
}
