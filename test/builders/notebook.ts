/** A cell for `notebookText`: code unless it is told otherwise. */
export type BuiltCell = string | { readonly markdown: string } | { readonly code: string; readonly tags: readonly string[] };

/** The file of a Python notebook that was never run. */
export function notebookText(...cells: readonly BuiltCell[]): string {
  const built = cells.map((cell, index) => {
    const id = `cell-${index}`;
    if (typeof cell !== 'string' && 'markdown' in cell) return { cell_type: 'markdown', id, metadata: {}, source: cell.markdown };
    const { code, tags } = typeof cell === 'string' ? { code: cell, tags: [] } : cell;
    return { cell_type: 'code', id, metadata: { tags }, source: code, execution_count: null, outputs: [] };
  });
  return JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: { language_info: { name: 'python' } }, cells: built });
}
