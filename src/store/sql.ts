/** A piece of SQL with the values that are bound to its question marks, in order. */
export interface Sql {
  readonly sql: string;
  readonly values: readonly unknown[];
}

export function sql(text: string, ...values: readonly unknown[]): Sql {
  return { sql: text, values };
}

/** Conditions put together as a balanced tree: SQLite limits how deep an expression may be, not how long. */
export function combine(operator: 'AND' | 'OR', conditions: readonly Sql[]): Sql {
  const [only, ...rest] = conditions;
  if (!only) return sql(operator === 'AND' ? '1' : '0');
  if (rest.length === 0) return only;
  const half = conditions.length >> 1;
  const left = combine(operator, conditions.slice(0, half));
  const right = combine(operator, conditions.slice(half));
  return { sql: `(${left.sql} ${operator} ${right.sql})`, values: [...left.values, ...right.values] };
}
