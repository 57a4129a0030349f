import { integer, type Arbitrary } from 'fast-check'

const FIRST_SURROGATE = 0xd8_00
const SURROGATES = 0x8_00

/** Any character of Unicode. That of fast-check (`unit: 'binary'`) lists a million of them first, which takes two seconds. */
export const anyCharacter: Arbitrary<string> = integer({
  min: 0,
  max: 0x10_ff_ff - SURROGATES,
}).map((code) => String.fromCodePoint(code < FIRST_SURROGATE ? code : code + SURROGATES))
