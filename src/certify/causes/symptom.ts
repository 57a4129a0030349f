import type { ReportedCheck } from '../results/report.ts'

/** How a check ended, as far as that tells causes apart. */
export type Symptom = 'accepted' | 'rejected' | 'no response' | 'unseen' | `status ${number}`

/** @returns `unseen` for a check that no single response decided */
export function symptomOf({
  request,
  response,
}: Pick<ReportedCheck, 'request' | 'response'>): Symptom {
  if (request === undefined) return 'unseen'
  if (response === undefined) return 'no response'
  const { status } = response
  if (status >= 200 && status < 300) return 'accepted'
  return status === 400 || status === 422 ? 'rejected' : `status ${status}`
}

/** The end of a sentence whose subject is a message that has to be rejected, or accepted. */
export function predicateOf(symptom: Symptom, hasToBe: 'rejected' | 'accepted'): string {
  switch (symptom) {
    case 'accepted':
      return 'is accepted'
    case 'rejected':
      return hasToBe === 'rejected' ? 'is rejected for another reason' : 'is rejected'
    case 'no response':
      return 'gets no complete response'
    case 'unseen':
      return `is not ${hasToBe}`
    default:
      return `gets ${symptom}`
  }
}
