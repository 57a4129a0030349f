/** Whether a text can be the name of an HTTP header: a token (RFC 9110 §5.6.2). */
export function isHeaderName(text: string): boolean {
  return /^[!#$%&'*+.^_`|~\dA-Za-z-]+$/.test(text)
}

/** Whether a header can carry a text unchanged: printable ASCII, with white space only within it. */
export function isHeaderValue(text: string): boolean {
  return /^[\u0021-\u007E](?:[\u0020-\u007E\t]*[\u0021-\u007E])?$/.test(text)
}
