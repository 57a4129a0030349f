import type { CheckKind } from '../results/kind.ts'

/** How a kind of message is spoken of, and what to do where an endpoint treats it wrongly. */
export interface KindWording {
  /** The subject of a sentence: «null», «a missing required property». */
  readonly subject: string
  readonly fix: string
}

/** Every kind in the words of people: of invalid messages, which have to be rejected, and of valid ones. */
export const KINDS: Readonly<Record<CheckKind, KindWording>> = {
  'invalid:missing': {
    subject: 'a message without a required property',
    fix: 'respond with 422 when a required property is missing',
  },
  'invalid:unknown-member': {
    subject: 'an unknown property of a closed object',
    fix: 'respond with 422 when a closed object has a property that is not listed, whatever its value',
  },
  'invalid:null': {
    subject: 'null',
    fix: 'respond with 422 to null: what is optional may be absent, and is not null',
  },
  'invalid:coercible-type': {
    subject: 'a value that can be converted to the type (a number as text)',
    fix: 'compare types without conversion: "1" is not 1, 1 is not true',
  },
  'invalid:other-type': {
    subject: 'a value of another type',
    fix: 'respond with 422 to a value of another type; a list is not an object',
  },
  'invalid:fraction': {
    subject: 'a number with a fraction where an integer is expected',
    fix: 'where an integer is expected, respond with 422 to a fraction',
  },
  'invalid:outside-enum': {
    subject: 'a value that is not one of the documented ones',
    fix: 'respond with 422 to a value that is not one of the documented ones, compared exactly',
  },
  'invalid:other-case': {
    subject: 'a documented value in another case',
    fix: 'compare documented values exactly, upper and lower case included',
  },
  'invalid:bad-format': {
    subject: 'a text of an invalid format',
    fix: 'check formats strictly: a date has to exist in the calendar, a date-time needs its seconds and offset',
  },
  'invalid:below-minimum': {
    subject: 'a number below its minimum',
    fix: 'respond with 422 to a number below its minimum',
  },
  'invalid:above-maximum': {
    subject: 'a number above its maximum',
    fix: 'respond with 422 to a number above its maximum',
  },
  'invalid:bad-length': {
    subject: 'a text of a length that is not allowed',
    fix: 'respond with 422 to a text whose length is not allowed',
  },
  'invalid:bad-count': {
    subject: 'a list with a number of items that is not allowed',
    fix: 'respond with 422 to a list whose number of items is not allowed',
  },
  'invalid:bad-pattern': {
    subject: 'a text that does not match its pattern',
    fix: 'respond with 422 to a text that does not match its pattern',
  },
  'invalid:other-constant': {
    subject: 'another value than the constant',
    fix: 'respond with 422 to any value but the documented constant',
  },
  'invalid:no-multiple': {
    subject: 'a number that is not a multiple of what is documented',
    fix: 'respond with 422 to a number that is not a multiple of the documented step',
  },
  'invalid:repeated-item': {
    subject: 'a list that repeats an item',
    fix: 'respond with 422 to a list whose items have to be unique and are not',
  },
  'invalid:bad-contents': {
    subject: 'a list without an item that it must contain, or with too many of them',
    fix: 'respond with 422 to a list that does not contain what the schema asks for',
  },
  'invalid:excess-item': {
    subject: 'an item beyond those that are described',
    fix: 'respond with 422 to items that the schema does not allow',
  },
  'invalid:bad-size': {
    subject: 'an object with a number of properties that is not allowed',
    fix: 'respond with 422 to an object with too few or too many properties',
  },
  'invalid:bad-name': {
    subject: 'a property whose name is not allowed',
    fix: 'respond with 422 to a property whose name breaks the documented rule',
  },
  'invalid:forbidden': {
    subject: 'a value that the schema forbids',
    fix: 'respond with 422 to what the schema forbids (not, false)',
  },
  'invalid:no-alternative': {
    subject: 'a value that matches none of its alternatives',
    fix: 'respond with 422 to a value that matches no alternative of anyOf or oneOf',
  },
  'invalid:several-alternatives': {
    subject: 'a value that matches several alternatives of which one is to match',
    fix: 'respond with 422 to a value that matches more than one alternative of oneOf',
  },
  'valid:absent': {
    subject: 'a message without an optional property',
    fix: 'accept messages in which an optional property is absent',
  },
  'valid:enum-value': {
    subject: 'a documented value',
    fix: 'accept every documented value',
  },
  'valid:further-value': {
    subject: 'a valid value',
    fix: 'accept every value that the schema allows',
  },
  'valid:zero': { subject: 'the number 0', fix: 'accept 0 where no minimum is documented' },
  'valid:boundary': {
    subject: 'a number at its documented limit',
    fix: 'accept the documented limit itself',
  },
  'valid:fraction': {
    subject: 'a number with a fraction',
    fix: 'accept fractions where the type is number',
  },
  'valid:large-number': {
    subject: 'a large number',
    fix: 'accept large numbers: ids beyond 32 bits, amounts of a million',
  },
  'valid:digits': { subject: 'a text of digits', fix: 'accept texts of digits only' },
  'valid:other-case': {
    subject: 'a text in another case',
    fix: 'accept texts in upper and lower case',
  },
  'valid:symbols': {
    subject: 'a text with symbols such as #, / and :',
    fix: 'accept texts with symbols such as #, / and :',
  },
  'valid:non-ascii': {
    subject: 'a text with letters beyond ASCII',
    fix: 'accept texts with letters beyond ASCII, in UTF-8',
  },
  'valid:astral': {
    subject: 'a text with an emoji',
    fix: 'accept texts with characters beyond the basic plane (emoji)',
  },
  'valid:punctuation': {
    subject: 'a text with quotes, angle brackets and backslashes',
    fix: 'accept texts with quotes, angle brackets and backslashes',
  },
  'valid:several-lines': {
    subject: 'a text with a line break and a tab',
    fix: 'accept texts with line breaks and tabs',
  },
  'valid:empty': {
    subject: 'an empty text',
    fix: 'accept an empty text where a text is optional',
  },
  'valid:long': { subject: 'a long text', fix: 'accept longer texts' },
  'valid:no-uuid': {
    subject: 'an identifier that is not a UUID',
    fix: 'accept identifiers that are not UUIDs: capitals, dots and underscores too',
  },
  'valid:fractional-seconds': {
    subject: 'a timestamp with fractions of a second',
    fix: 'accept timestamps with fractions of a second',
  },
  'valid:leap-day': { subject: 'a leap day', fix: 'accept leap days' },
  'valid:boolean': { subject: 'the other boolean', fix: 'accept true and false' },
  'valid:item-count': {
    subject: 'a list of another length',
    fix: 'accept lists of one to a hundred items',
  },
  'valid:null-value': { subject: 'null', fix: 'accept null where the type says "or null"' },
  'valid:length': {
    subject: 'a text as short or as long as it may be',
    fix: 'accept texts of the least and of the greatest documented length',
  },
  'valid:alternative': {
    subject: 'another documented alternative',
    fix: 'accept every alternative that the schema describes',
  },
}
