import { parse } from 'py-ast';

/**
 * Lets Python that ends with an assignment to a name end with that name, in the same line, so that its value is shown.
 * @param line whether a line, from 1, is Python as it was written
 */
export function withShownAssignment(text: string, line: (number: number) => boolean): string {
  const last = lastStatement(text);
  if (last === undefined || !line(last.line)) return text;
  const lines = text.split('\n');
  const written = lines[last.endLine - 1] ?? '';
  const end = Buffer.from(written).subarray(0, last.endByte).toString().length;
  lines[last.endLine - 1] = `${written.slice(0, end)}; ${last.name}${written.slice(end)}`;
  return lines.join('\n');
}

function lastStatement(text: string): { name: string; line: number; endLine: number; endByte: number } | undefined {
  try {
    const node = parse(text).body.at(-1);
    if (node === undefined || !('end_lineno' in node)) return undefined;
    const targets = node.nodeType === 'Assign' ? node.targets : node.nodeType === 'AugAssign' || node.nodeType === 'AnnAssign' ? [node.target] : [];
    const [target] = targets;
    if (targets.length !== 1 || target?.nodeType !== 'Name') return undefined;
    return { name: target.id, line: node.lineno, endLine: node.end_lineno ?? node.lineno, endByte: node.end_col_offset ?? 0 };
  } catch {
    // Whoever reads the cell next says that it is not Python.
    return undefined;
  }
}
