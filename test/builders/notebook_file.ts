/** The text of an .ipynb file. A cell is its code; or text, tags, a number beside it, an exception that was saved. */
export type CellText =
  | string
  | { readonly markdown: string }
  | { readonly code: string; readonly tags?: readonly string[]; readonly count?: number | null; readonly raised?: string };

export function notebookFile(...cells: readonly CellText[]): string {
  return JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: { language_info: { name: 'python' } }, cells: cells.map(cellOf) });
}

function cellOf(cell: CellText, index: number): unknown {
  if (typeof cell === 'object' && 'markdown' in cell) return { cell_type: 'markdown', id: `c${index}`, metadata: {}, source: cell.markdown };
  const { code, tags = [], count = null, raised } = typeof cell === 'string' ? { code: cell } : cell;
  const outputs = raised === undefined ? [] : [{ output_type: 'error', ename: raised, evalue: 'went wrong', traceback: [] }];
  return { cell_type: 'code', id: `c${index}`, metadata: { tags }, execution_count: count, source: code, outputs };
}
