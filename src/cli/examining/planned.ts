import { listed } from '../../certify/index.ts'
import { aligned, type ExitCode, plural } from '../../core/index.ts'
import { type Examination, SENDER_REQUIREMENTS } from '../../examine/index.ts'
import type { Context } from '../context.ts'

/** Every situation, and every requirement with its checks; nothing is started. */
export function listExamination(
  { situations, checks }: Examination,
  { json }: { readonly json?: boolean },
  { stdout }: Context,
): ExitCode {
  if (json === true) {
    const document = {
      situations: situations.map(({ name, sentence }) => ({ name, sentence })),
      requirements: SENDER_REQUIREMENTS.map(listed),
      checks: checks.map(({ id, title, requirement, level, expected }) => ({
        id,
        title,
        requirement,
        level,
        expected,
      })),
    }
    stdout.write(`${JSON.stringify(document, null, 2)}\n`)
    return 0
  }
  const lines = SENDER_REQUIREMENTS.flatMap(({ id, level, keyword, text, basis, source }) => [
    `${id}  ${level}  ${keyword}  ${text}`,
    `            rests on ${basis}: ${source}`,
    ...checks
      .filter(({ requirement }) => requirement === id)
      .map((check) => `              ${check.id}`),
  ])
  const rows = aligned(situations.map(({ name, sentence }) => [`  ${name}`, sentence]))
  stdout.write(`Situations\n${rows.join('\n')}\n\n${lines.join('\n')}\n`)
  stdout.write(
    `${plural(situations.length, 'situation')}, ${plural(SENDER_REQUIREMENTS.length, 'requirement')}, ${plural(checks.length, 'check')}\n`,
  )
  return 0
}
