import { type Exchange, passedOn, plural, startOf, textOf } from '../../core/index.ts'

const EXCERPT = 160

/** A response in a few words, for a person: «422 {"message":…}», «no response within the time limit». */
export function describeResponse(exchange: Exchange): string {
  const { response, failure } = exchange
  if (response === undefined) return failure?.message ?? 'no response'
  const text = textOf(startOf(response)).replaceAll(/\s+/g, ' ').trim()
  const excerpt = text.length > EXCERPT ? `${text.slice(0, EXCERPT)}…` : text
  const broken = failure === undefined ? '' : `, then ${failure.message}`
  const passed = passedOn(exchange)
  return `${response.status}${excerpt === '' ? '' : ` ${excerpt}`}${passed === '' ? '' : `, ${passed}`}${broken}`
}

/** A response without its body, for a check that passed: «status 200». */
export function describeStatus({ response, failure }: Exchange): string {
  return failure?.message ?? `status ${response?.status ?? 'unknown'}`
}

/** What was sent, in a few words. */
export function describeRequestBody(body: Exchange['request']['body']): string {
  if (body === undefined) return 'a request without a body'
  if (typeof body === 'function') return 'a chunked body'
  const text = textOf(body.subarray(0, 120)).replaceAll(/\s+/g, ' ')
  return `${plural(body.length, 'byte')}: ${text}${body.length > 120 ? '…' : ''}`
}

/** The URL of a service of the client's, for a sentence: what follows its path may be a key. */
export function withoutQuery(url: string): string {
  return url.replace(/\?.*$/, '')
}

/** «7 of 7 responses», «1 of 1 response». */
export function share(part: number, whole: number, noun: string): string {
  return `${part} of ${plural(whole, noun)}`
}
