/** A word that this repository once used in a sense of its own, and the word of the trade to write instead. */
export interface OldWord {
  readonly pattern: RegExp
  readonly instead: string
  /** A line that has it, so that the pattern cannot be one that never matches. */
  readonly example: string
}

export const OLD_WORDS: readonly OldWord[] = [
  { pattern: /answer/i, instead: 'response, respond, return', example: 'the endpoint answers 200' },
  { pattern: /refus/i, instead: 'reject, rejection', example: 'a refusal of the message' },
  {
    pattern: /\b(?:is|are|was|were|be|been) taken\b/,
    instead: 'accepted, read, used',
    example: 'the message was taken',
  },
  {
    pattern: /\bh(?:old|olds|eld|olding)\b[^.\n]{0,40}\bagainst\b/,
    instead: 'check against',
    example: 'holds a body against the schema',
  },
  {
    pattern: /\b(?:stands?|stood)\b/,
    instead: 'is, is in, contains, represents',
    example: 'the name stands in the file',
  },
  {
    pattern: /(?<![a-z])members?(?![a-z])|Members?(?![a-z])/,
    instead: 'property (in JSON), field (in messages to people)',
    example: 'walkMembers',
  },
  {
    pattern:
      /(?<!\b[Tt]here )\b(?:is|are|was|were) no (?!longer\b|more\b|less\b|such\b|one\b|matter\b)[A-Za-z]/,
    instead: 'is not a, is not valid',
    example: 'the text is no JSON',
  },
  {
    pattern: /\b(?:is|are|was|were) none of\b/,
    instead: 'is not one of',
    example: 'the status is none of the documented ones',
  },
  {
    pattern: /\b(?:right|wrong) (?:endpoint|message|request|body|bodies|response|ones?)\b/,
    instead: 'correct, incorrect; valid, invalid',
    example: 'a wrong message',
  },
  {
    pattern: /\b(?:not made|left out)\b/,
    instead: 'skipped, omitted',
    example: 'the check was left out',
  },
  {
    pattern: /\b(?:found out|made[- ]up)\b/,
    instead: 'detected, random',
    example: 'a made-up token',
  },
  {
    pattern: /\b(?:wrong use|could not judge|judged and not good)\b/i,
    instead: 'usage error; could not complete; checks failed',
    example: '2 wrong use',
  },
  {
    pattern: /\bkeep(?:s|ing)? to\b|\bkept to\b/,
    instead: 'conform to, follow',
    example: 'a body that keeps to the schema',
  },
  {
    pattern: /\bleft behind\b/i,
    instead: 'test data left on the endpoint',
    example: 'orders left behind',
  },
  {
    pattern:
      /\b(?:Stage|Cue|cues?|Act|Performance|[Bb]ells?|[Dd]esk|[Ll]anes?|[Tt]ally|[Uu]pkeep)\b/,
    instead: 'player, step, planned behaviour, wake-up file, sender, queue, statistics, retention',
    example: 'const lane = lanes.get(endpoint)',
  },
]

/** What looks like an old word and is not one: removed from a line before it is searched. */
export const LEGITIMATE: readonly RegExp[] = [
  // Names of the operating system, of protocols and of other programs.
  /ECONNREFUSED|connection[ _]refused|ECONN\(\?:REFUSED|retry-connrefused|REFUSED_STREAM|NGHTTP2_\w+/i,
  // Ids of checks, and the names of what they send.
  /\b(?:refuse|answer)\/(?=[\w*$])|(?<=')refuse\/?(?=')|\b(?:after-)?refused-credentials\b/,
  /\b(?:duplicate|deep|unknown)-member\b|\bunexpected_member\b/,
  // Machine formats: kinds of failures, event and verdict names, properties and columns that are stored or printed.
  /\b(?:connection|token)-refused\b|\bunreadable-answer\b|\bBROKER_REFUSED\b/,
]
