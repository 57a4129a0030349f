import type { Report } from '../results/report.ts'

/** A text as a sentence: with a capital letter and a full stop. */
export function asSentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

/** The sentence of a requirement; empty for one that the report does not list. */
export function sentenceOf({ requirements }: Report, id: string): string {
  return requirements.find((requirement) => requirement.id === id)?.sentence ?? ''
}
