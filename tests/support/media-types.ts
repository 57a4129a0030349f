/** A Content-Type with the one verdict that every door has to give on it. */
export interface MediaTypeCase {
  readonly type: string
  /** Whether it is JSON (RFC 8259 §11, RFC 6839 §3.1, names by RFC 6838 §4.2). */
  readonly isJson: boolean
  /** Whether it declares JSON in UTF-8, which a request has to. */
  readonly inUtf8: boolean
}

const json = (type: string): MediaTypeCase => ({ type, isJson: true, inUtf8: true })
const otherCharset = (type: string): MediaTypeCase => ({ type, isJson: true, inUtf8: false })
const notJson = (type: string): MediaTypeCase => ({ type, isJson: false, inUtf8: false })

export const MEDIA_TYPES: readonly MediaTypeCase[] = [
  json('application/json'),
  json('Application/JSON'),
  json('application/json;charset=utf-8'),
  json('application/json; charset=UTF-8'),
  json('application/json; charset="utf-8"'),
  json(String.raw`application/json; charset="UTF\-8"`),
  json('application/json ; charset=utf-8'),
  json('application/json;'),
  json('application/json; version=1'),
  json('application/json; profile="a;charset=latin1"'),
  json('application/problem+json'),
  json('application/vnd.api+json'),
  json('application/a!b+json'),
  json('application/A.B+JSON; charset=utf-8'),
  json('model/gltf+json'),
  otherCharset('application/json; charset=iso-8859-1'),
  otherCharset('application/json; charset="utf-16"'),
  otherCharset('application/vnd.api+json; charset=windows-1252'),
  notJson('application/json-seq'),
  notJson('application/jsonp'),
  notJson('application/json5'),
  notJson('application/x-ndjson'),
  notJson('application/x-json'),
  notJson('application/+json'),
  notJson('application/a*b+json'),
  notJson('application/json+xml'),
  notJson('application/json/json'),
  notJson('application/json, text/plain'),
  notJson('text/json'),
  notJson('text/plain'),
  notJson('text/plain; x=application/json'),
  notJson('application/octet-stream'),
  notJson('application/x-www-form-urlencoded'),
  notJson('*/*'),
  notJson('json'),
]
