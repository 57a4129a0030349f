/** Whether a page in Markdown shows a table, whatever a formatter did to it. */
export function showsTable(page: string, table: string): boolean {
  return cellsOf(page).includes(cellsOf(table))
}

function cellsOf(markdown: string): string {
  return markdown.replaceAll(/:?-{3,}:?/g, '---').replaceAll(/ *\| */g, '|')
}
