/** Where this project differs from the official JSON Schema test suite, and why. */
export interface Difference {
  /** An invalid body is accepted, or a valid one rejected. */
  readonly kind: 'accepted' | 'rejected'
  readonly file: RegExp
  readonly group?: RegExp
  readonly why: string
}

/** Why a schema does not load: it refers to addresses in the network, or to files that the suite keeps elsewhere. */
export const REJECTION =
  /^The contract is broken: \S*\/\$(?:ref|dynamicRef) refers to \S+, (?:which lies elsewhere|which is outside the folder of the document|which does not exist|and \S+ cannot be read)\.$/

export const DIFFERENCES: readonly Difference[] = [
  {
    kind: 'accepted',
    file: /^unevaluatedItems\.json$/,
    group: /nested items$|contains/,
    why: 'ajv: what contains has seen counts as evaluated, and so do items of a schema beside',
  },
  {
    kind: 'rejected',
    file: /^unevaluatedItems\.json$/,
    group: /nested items$/,
    why: 'ajv: items of a schema below allOf do not count as evaluated',
  },
  {
    kind: 'accepted',
    file: /^unevaluatedProperties\.json$/,
    group: /then not defined/,
    why: 'ajv: if without then evaluates nothing',
  },
  {
    kind: 'rejected',
    file: /^vocabulary\.json$/,
    why: 'ajv: $schema with a vocabulary of its own is not read',
  },
  {
    kind: 'rejected',
    file: /^optional\/format\/email\.json$/,
    why: 'ajv-formats: quoted names and literal addresses are not known',
  },
  {
    kind: 'accepted',
    file: /^optional\/format\/(?:idn-email|idn-hostname|iri|iri-reference)\.json$/,
    why: 'ajv-formats: no check of these formats',
  },
]
