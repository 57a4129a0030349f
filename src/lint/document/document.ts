import type { Examiner } from '../../contract/index.ts'
import { type LintProblem, problemIn, type Text, Texts } from '../problem.ts'
import { checkDisputed } from './disputed.ts'
import { checkExamples } from './examples.ts'
import { checkOperationIds, checkSecurity, checkUnused } from './names.ts'
import { checkSchemas } from './schemas.ts'
import { checkSpelling } from './spelling.ts'
import { walkDocument } from './walk.ts'

/** Checks the document against itself. */
export interface DocumentJudgement {
  readonly problems: readonly LintProblem[]
  /** Every file of the document that was read. */
  readonly texts: Texts
}

/** @param errata ERRATA.md beside the document, when there is one */
export function checkDocument(examiner: Examiner, errata: Text | undefined): DocumentJudgement {
  const { nodes, broken } = walkDocument(examiner)
  const texts = new Texts()
  for (const { at } of nodes) texts.add(at.source)
  const references = broken.map(({ at, error }) =>
    problemIn(at, {
      rule: 'reference',
      message: error.message,
      next: error.details.next ?? 'correct the reference',
    }),
  )
  const spelling = checkSpelling(nodes)
  const structure = structuralProblems(examiner).filter((each) => !isAmong(spelling, each))
  const ignored = examiner.besideReferences.map(({ pointer, keyword }) =>
    problemIn(
      { ...examiner.root, pointer },
      {
        rule: 'without-effect',
        message: `${keyword} has no effect beside $ref in OpenAPI 3.0.`,
        next: 'put both into an allOf, or leave it out',
      },
    ),
  )
  const problems = [
    ...structure,
    ...ignored,
    ...references,
    ...checkSchemas(examiner, nodes, texts),
    ...checkExamples(examiner, nodes),
    ...checkOperationIds(nodes),
    ...checkSecurity(examiner, nodes),
    ...checkUnused(examiner, nodes),
    ...spelling,
    ...checkDisputed(nodes, errata),
  ]
  return { problems, texts }
}

function structuralProblems(examiner: Examiner): LintProblem[] {
  return examiner.structure.map(({ pointer, reason }) =>
    problemIn(
      { ...examiner.root, pointer },
      {
        rule: 'structure',
        message: `${pointer === '' ? 'The document' : pointer} ${reason}.`,
        next: 'correct the document at this line, as the OpenAPI Specification describes it',
      },
    ),
  )
}

/** Whether a misspelt keyword is told at the same place, with the one that was meant. */
function isAmong(spelling: readonly LintProblem[], { file, line, column }: LintProblem): boolean {
  return spelling.some((each) => each.file === file && each.line === line && each.column === column)
}
