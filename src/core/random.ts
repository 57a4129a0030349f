/** Seeded randomness as a parameter: the same seed gives the same sequence on every machine. */
export interface Random {
  /** A number in [0, 1). */
  next(): number
  /** A whole number in [min, max], both included. */
  integer(min: number, max: number): number
  pick<T>(items: readonly [T, ...T[]]): T
  /** A version 4 UUID. */
  uuid(): string
  /** An independent sequence, determined by this seed and the label alone. */
  fork(label: string): Random
}

const UINT32 = 0x1_0000_0000

/** FNV-1a, 32 bits. */
function hash(text: string, basis = 0x811c_9dc5): number {
  let value = basis
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x0100_0193)
  }
  return value >>> 0
}

/** A generator of 32-bit words (sfc32), seeded from text. */
function words(seed: string): () => number {
  let a = hash(seed)
  let b = hash(seed, a)
  let c = hash(seed, b)
  let counter = 1
  const word = (): number => {
    const result = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + result) | 0
    return result >>> 0
  }
  for (let round = 0; round < 12; round++) word()
  return word
}

const HEX = Array.from({ length: 256 }, (_none, byte) => byte.toString(16).padStart(2, '0'))

/** The low 16 bits as four digits: identifiers are made by the ten thousand. */
function hex16(word: number): string {
  return `${HEX[(word >>> 8) & 0xff] ?? ''}${HEX[word & 0xff] ?? ''}`
}

/** @param seed any number or text; recorded in reports so that a run can be repeated */
export function createRandom(seed: number | string): Random {
  const root = String(seed)
  const word = words(root)
  const next = (): number => word() / UINT32
  const integer = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1))
  const random: Random = {
    next,
    integer,
    pick: <T>(items: readonly [T, ...T[]]): T => items[integer(0, items.length - 1)] ?? items[0],
    uuid: () => {
      const [a, b, c, d] = [word(), word(), word(), word()]
      const version = 0x4000 | (b & 0xfff)
      const variant = ((8 | integer(0, 3)) << 12) | ((c >>> 16) & 0xfff)
      return `${hex16(a >>> 16)}${hex16(a)}-${hex16(b >>> 16)}-${hex16(version)}-${hex16(variant)}-${hex16(c)}${hex16(d >>> 16)}${hex16(d)}`
    },
    fork: (label) => createRandom(`${root}/${label}`),
  }
  return random
}
