/** Whether a text can be the name of an HTTP header: a token (RFC 9110 §5.6.2). */
export function isHeaderName(text: string): boolean {
  return /^[!#$%&'*+.^_`|~\dA-Za-z-]+$/.test(text)
}
