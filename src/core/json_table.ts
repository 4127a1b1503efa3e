export interface TextTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * The table in JSON of the form `{"columns": […], "data": [[…], …]}`, as `log_table` and MLflow write it; null where it is
 * something else. Numbers keep the digits they were written with; what is no text, number or truth value is JSON.
 */
export function parseJsonTable(text: string): TextTable | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text, asWritten);
  } catch {
    return null;
  }
  if (typeof parsed !== 'object' || parsed === null || !('columns' in parsed) || !('data' in parsed)) return null;
  const { columns, data } = parsed;
  if (!Array.isArray(columns) || !Array.isArray(data) || !data.every((row) => Array.isArray(row))) return null;
  return { columns: columns.map(cellText), rows: data.map((row: unknown[]) => row.map(cellText)) };
}

class Numeral {
  constructor(readonly source: string) {}

  toJSON(): unknown {
    return Number(this.source);
  }
}

/** The third argument is younger than the type of `JSON.parse`. */
function asWritten(this: unknown, _key: string, value: unknown, context?: { readonly source?: string }): unknown {
  return typeof value === 'number' ? new Numeral(context?.source ?? String(value)) : value;
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  return value instanceof Numeral ? value.source : JSON.stringify(value);
}
