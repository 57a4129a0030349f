/** One step of a JSON Pointer: a property name or an array index. */
export type Segment = string | number

/** An array index of RFC 6901: no sign, no leading zero. */
const INDEX = /^(?:0|[1-9]\d*)$/

/** RFC 6901: `['a/b', 0]` → `/a~1b/0`. */
export function formatPointer(segments: readonly Segment[]): string {
  let pointer = ''
  for (const segment of segments) pointer += `/${escapeSegment(String(segment))}`
  return pointer
}

/** RFC 6901: `/a~1b/0` → `['a/b', '0']`. A leading `#` is allowed. */
export function parsePointer(pointer: string): string[] {
  const body = pointer.startsWith('#') ? decodeURIComponent(pointer.slice(1)) : pointer
  const segments = body.split('/').slice(1)
  // Hardly any name has one of the two characters.
  return body.includes('~')
    ? segments.map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'))
    : segments
}

export function escapeSegment(name: string): string {
  return name.includes('~') || name.includes('/')
    ? name.replaceAll('~', '~0').replaceAll('/', '~1')
    : name
}

/** The value at a pointer, or `undefined` where there is none. */
export function valueAt(root: unknown, segments: readonly Segment[]): unknown {
  let current = root
  for (const segment of segments) {
    if (Array.isArray(current))
      current = INDEX.test(String(segment)) ? current[Number(segment)] : undefined
    else if (isRecord(current) && Object.hasOwn(current, segment)) current = current[segment]
    else return undefined
  }
  return current
}

/** Dotted notation as the contract's 422 body shows it: `shipment.shipment_items[0].quantity`; an empty name is `[""]`. */
export function toField(segments: readonly Segment[]): string {
  let field = ''
  for (const segment of segments) {
    if (typeof segment === 'number') field += `[${segment}]`
    else if (segment === '') field += '[""]'
    else field += field === '' ? segment : `.${segment}`
  }
  return field
}

/** Array items generalised: `['order', 'order_items', 1, 'sku']` → one `*` for each index. */
export function toRulePointer(segments: readonly Segment[]): string {
  return formatPointer(segments.map((segment) => (typeof segment === 'number' ? '*' : segment)))
}

/** Whether a value is a JSON object (neither array nor null). */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A pointer's steps with array indices as numbers, read against the value they walk. */
export function typedSegments(root: unknown, pointer: string): Segment[] {
  let current = root
  return parsePointer(pointer).map((name) => {
    const segment = Array.isArray(current) && INDEX.test(name) ? Number(name) : name
    current = valueAt(current, [segment])
    return segment
  })
}
