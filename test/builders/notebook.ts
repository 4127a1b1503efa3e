/** The text of an .ipynb file with these cells: a string is the source of a code cell. */
export function notebookText(cells: readonly unknown[], fields: object = {}): string {
  return JSON.stringify({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { kernelspec: { name: 'python3', language: 'python' } },
    cells: cells.map((cell) => (typeof cell === 'string' ? codeCell(cell) : cell)),
    ...fields,
  });
}

export function codeCell(source: string | string[], fields: object = {}): object {
  return { cell_type: 'code', source, metadata: {}, outputs: [], execution_count: null, ...fields };
}
