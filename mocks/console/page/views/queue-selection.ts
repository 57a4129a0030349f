/** What a bulk action is about: single deliveries, or all that match the filter. */
export type QueueSelection =
  | { readonly kind: 'ids'; readonly ids: ReadonlySet<string> }
  | { readonly kind: 'all' }

export const NOTHING_SELECTED: QueueSelection = { kind: 'ids', ids: new Set() }

export function isSelected(selection: QueueSelection, id: string): boolean {
  return selection.kind === 'all' || selection.ids.has(id)
}

/** @param page the ids that are shown; all that match become these without the one that is deselected */
export function toggled(
  selection: QueueSelection,
  id: string,
  page: readonly string[],
): QueueSelection {
  const ids = new Set(selection.kind === 'all' ? page : selection.ids)
  if (!ids.delete(id)) ids.add(id)
  return { kind: 'ids', ids }
}

/** Selects the whole page, or nothing if it is selected. */
export function pageToggled(selection: QueueSelection, page: readonly string[]): QueueSelection {
  const isWhole = page.every((id) => isSelected(selection, id))
  return isWhole ? NOTHING_SELECTED : { kind: 'ids', ids: new Set(page) }
}

/** Without what is no longer shown: a person changes only what can be seen, unless all are selected. */
export function stillShown(selection: QueueSelection, page: readonly string[]): QueueSelection {
  if (selection.kind === 'all') return page.length === 0 ? NOTHING_SELECTED : selection
  const ids = new Set(page.filter((id) => selection.ids.has(id)))
  return ids.size === selection.ids.size ? selection : { kind: 'ids', ids }
}

/** @param matching how many match the filter */
export function sizeOf(selection: QueueSelection, matching: number): number {
  return selection.kind === 'all' ? matching : selection.ids.size
}
