import type { Expr, Field } from './expr';

/** The fields that a query compares or looks for, each as often as it occurs. */
export function fieldsOf(expr: Expr): Field[] {
  switch (expr.type) {
    case 'and':
    case 'or':
      return expr.items.flatMap(fieldsOf);
    case 'not':
      return fieldsOf(expr.item);
    default:
      return [expr.field];
  }
}
