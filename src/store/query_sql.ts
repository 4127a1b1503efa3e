import { TrialbookError } from '../core/errors';
import type { Attribute, CompareOp, Expr, Field, MetricPart, Value } from '../core/query/expr';
import { parseQuery } from '../core/query/parser';
import type { Names } from './names';
import { combine, sql, type Sql } from './sql';

/**
 * Compiles a query into a condition on the run `r` that is 1 or 0, never NULL. Throws `query-syntax`.
 * @param nowMs what `today` and the duration of a running run are reckoned from
 */
export function compileQuery(query: string, names: Names, nowMs: number): Sql {
  const compiled = new Compiler(names, nowMs).expr(parseQuery(query, nowMs));
  if (compiled.values.length > MOST_VALUES) throw new TrialbookError('query-syntax', 'The query has too many values.', { offset: 0, length: query.length });
  return compiled;
}

/** SQLite takes 32,766; the rest of the statement needs some. */
const MOST_VALUES = 30_000;

/** Of attributes that are columns of the run itself. */
const COLUMNS = {
  name: 'r.name',
  status: 'r.status',
  kind: "coalesce(r.kind, 'script')",
  command: 'r.command',
  user: 'r.user',
  host: 'r.host',
  note: 'r.note',
  error: "CASE WHEN r.error_message = '' THEN r.error_type ELSE r.error_type || ': ' || r.error_message END",
  started: 'r.start_ms',
  starred: 'r.starred',
} as const;

const METRIC_COLUMNS: Readonly<Record<MetricPart, string>> = { last: 'last', min: 'min', max: 'max', count: 'count' };

class Compiler {
  constructor(
    private readonly names: Names,
    private readonly nowMs: number,
  ) {}

  expr(expr: Expr): Sql {
    switch (expr.type) {
      case 'and':
        return combine('AND', expr.items.map((item) => this.expr(item)));
      case 'or':
        return this.or(expr.items);
      case 'not': {
        const item = this.expr(expr.item);
        return sql(`(NOT ${item.sql})`, ...item.values);
      }
      case 'exists':
        return this.exists(expr.field);
      case 'like':
        return this.like(expr.field, expr.pattern);
      case 'compare':
        return this.compare(expr.field, expr.op, expr.value);
    }
  }

  /** `in` with a thousand values is a thousand comparisons with the same field, and one look into a list. */
  private or(items: readonly Expr[]): Sql {
    const lists = new Map<string, { readonly field: Field; readonly type: 'number' | 'text'; readonly values: (string | number)[] }>();
    const others = items.filter((item) => {
      const value = listed(item);
      if (item.type !== 'compare' || value === null) return true;
      const type = typeof value === 'string' ? 'text' : 'number';
      const id = JSON.stringify([item.field, type]);
      const list = lists.get(id) ?? { field: item.field, type, values: [] };
      list.values.push(value);
      lists.set(id, list);
      return false;
    });
    return combine('OR', [...[...lists.values()].map(({ field, type, values }) => this.oneOf(field, type, values)), ...others.map((item) => this.expr(item))]);
  }

  private oneOf(field: Field, type: 'number' | 'text', values: readonly (string | number)[]): Sql {
    const within = (column: string) => sql(`coalesce(${column} IN (SELECT value FROM json_each(?)), 0)`, JSON.stringify(values));
    if (field.of === 'attribute') return this.ofAttribute(field.name, within);
    return this.having(field, within(type === 'text' ? 'value' : numberColumn(field)));
  }

  private exists(field: Field): Sql {
    if (field.of !== 'attribute') return this.having(field, sql('1'));
    if (field.name === 'starred' || field.name === 'duration') return sql('1');
    if (field.name === 'file') return this.ofFile(() => sql('1'));
    return this.ofAttribute(field.name, (column) => sql(`${column} <> ''`));
  }

  private like(field: Field, pattern: string): Sql {
    const condition = (column: string) => sql(`${column} LIKE ? ESCAPE '\\'`, pattern);
    return field.of === 'attribute' ? this.ofAttribute(field.name, condition) : this.having(field, condition('value'));
  }

  private compare(field: Field, op: CompareOp, value: Value): Sql {
    switch (value.type) {
      case 'number':
        return this.having(field, field.of === 'metric' ? compareMetric(numberColumn(field), op, value.number) : compareText(numberColumn(field), op, value.number));
      case 'text':
        if (field.of !== 'attribute') return this.having(field, sql(`value ${op} ?`, value.text));
        if (field.name === 'file') return this.compareFile(op, value.text);
        return this.ofAttribute(field.name, (column) => compareAttribute(field.name, column, op, value.text));
      case 'time': {
        const { fromMs, toMs } = value;
        if (op === '=') return sql('(r.start_ms >= ? AND r.start_ms < ?)', fromMs, toMs);
        if (op === '!=') return sql('(r.start_ms < ? OR r.start_ms >= ?)', fromMs, toMs);
        return sql(`(r.start_ms ${op} ?)`, fromMs);
      }
      case 'duration':
        return sql(`(coalesce(r.end_ms, ?) - r.start_ms ${op} ?)`, this.nowMs, value.ms);
      case 'boolean':
        return sql(`(r.starred ${op} ?)`, Number(value.boolean));
    }
  }

  /** A condition on the row that the run has for a metric, a param or a tag; false where there is none. */
  private having(field: Field, condition: Sql): Sql {
    if (field.of === 'attribute') throw new Error(`${field.name} has no row of its own`);
    const table = { metric: 'series', param: 'param', tag: 'tag' }[field.of];
    const present = field.of === 'tag' ? ' AND value IS NOT NULL' : '';
    const text = `r.id IN (SELECT run FROM ${table} WHERE name = ?${present} AND (${condition.sql}))`;
    return sql(text, this.names.find(field.key) ?? -1, ...condition.values);
  }

  /** A condition on any of the files that the run used: its script, modules that it imported, and data files that it opened. */
  private ofFile(condition: (column: string) => Sql): Sql {
    const data = condition('path');
    const script = condition('used_file(script)');
    // Many runs have few scripts, which an index lists.
    const scripts = `SELECT script FROM (SELECT DISTINCT script FROM run WHERE script <> '') WHERE ${script.sql}`;
    const text = `(r.id IN (SELECT run FROM file WHERE ${data.sql}) OR coalesce(r.script IN (${scripts}), 0))`;
    return sql(text, ...data.values, ...script.values);
  }

  private compareFile(op: CompareOp, path: string): Sql {
    // Said in this way an index finds the scripts.
    const used = sql('(r.id IN (SELECT run FROM file WHERE path = used_file(?)) OR coalesce(r.script = script_file(?), 0))', path, path);
    if (op === '=') return used;
    return combine('AND', [this.ofFile(() => sql('1')), sql(`(NOT ${used.sql})`, ...used.values)]);
  }

  /** A condition on an attribute that is text; false where it is empty. */
  private ofAttribute(name: Attribute, condition: (column: string) => Sql): Sql {
    const within = (link: string, table: string, column: string) => {
      const { sql: text, values } = condition(column);
      return sql(`r.${link} IN (SELECT id FROM ${table} WHERE ${column} <> '' AND (${text}))`, ...values);
    };
    if (name === 'experiment') return within('experiment', 'experiment', 'name');
    if (name === 'branch') return combine('AND', [sql('r.git IS NOT NULL'), within('git', 'git_state', 'branch')]);
    if (name === 'commit') return combine('AND', [sql('r.git IS NOT NULL'), within('git', 'git_state', 'commit_id')]);
    if (name === 'file') return this.ofFile(condition);
    if (name === 'duration') throw new Error('duration is no text');
    const column = COLUMNS[name];
    const { sql: text, values } = condition(column);
    return sql(`coalesce(${column} <> '' AND (${text}), 0)`, ...values);
  }
}

/** What a comparison equals that can stand in a list; null for any other condition. */
function listed(expr: Expr): string | number | null {
  if (expr.type !== 'compare' || expr.op !== '=') return null;
  const { field, value } = expr;
  if (value.type === 'number') return Number.isFinite(value.number) ? value.number : null;
  return value.type === 'text' && !(field.of === 'attribute' && (field.name === 'commit' || field.name === 'file')) ? value.text : null;
}

/** The number in the row of a metric, a param or a tag. */
function numberColumn(field: Field): string {
  if (field.of === 'metric') return METRIC_COLUMNS[field.part];
  return field.of === 'param' ? 'number' : 'number_of(value)';
}

/** NaN is stored as NULL: it equals NaN and is not ordered. */
function compareMetric(column: string, op: CompareOp, number: number): Sql {
  if (Number.isNaN(number)) return sql(op === '=' ? `${column} IS NULL` : op === '!=' ? `${column} IS NOT NULL` : '0');
  if (op === '!=') return sql(`${column} IS NOT ?`, number);
  return sql(`coalesce(${column} ${op} ?, 0)`, number);
}

/** Of a param or a tag, whose text may be a number. */
function compareText(column: string, op: CompareOp, number: number): Sql {
  const isNaN = "lower(trim(value, char(9, 10, 11, 12, 13, 32))) IN ('nan', '+nan', '-nan')";
  if (Number.isNaN(number)) return sql(op === '=' ? isNaN : op === '!=' ? `NOT ${isNaN}` : '0');
  if (op === '!=') return sql(`${column} IS NOT ?`, number);
  return sql(`coalesce(${column} ${op} ?, 0)`, number);
}

function compareAttribute(name: Attribute, column: string, op: CompareOp, text: string): Sql {
  if (name !== 'commit') return sql(`${column} ${op} ?`, text);
  return sql(`${op === '!=' ? 'NOT ' : ''}substr(${column}, 1, ?) = ?`, text.length, text);
}
