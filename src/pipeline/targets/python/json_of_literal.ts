import type { Expr } from '../../syntax/ast';
import { parsePython } from '../../syntax/parse';

/**
 * A Python literal as JSON text which Python reads back as the very same value.
 * @returns undefined where JSON has nothing like it: tuples, sets, bytes, complex numbers, infinities, keys that are no strings
 */
export function jsonOfLiteral(literal: string): string | undefined {
  const parsed = parsePython(`(${literal}\n)`);
  const [statement] = parsed.ok ? parsed.body : [];
  return statement?.nodeType === 'Expr' ? json(statement.value) : undefined;
}

function json(node: Expr): string | undefined {
  switch (node.nodeType) {
    case 'Constant':
      switch (node.type) {
        case 'str':
          return JSON.stringify(node.value);
        case 'bool':
          return String(node.value);
        case 'none':
          return 'null';
        case 'int':
          return String(node.value);
        case 'float':
          return float(node.value);
        default:
          return undefined;
      }
    case 'UnaryOp': {
      const { operand, op } = node;
      if (operand.nodeType !== 'Constant' || (operand.type !== 'int' && operand.type !== 'float')) return undefined;
      const number = json(operand);
      if (number === undefined || op.nodeType === 'UAdd') return number;
      // JSON has no integer below zero that is zero, and Python none either.
      if (op.nodeType === 'USub') return operand.type === 'int' && number === '0' ? '0' : `-${number}`;
      return undefined;
    }
    case 'List': {
      const items = node.elts.map(json);
      return items.includes(undefined) ? undefined : `[${items.join(', ')}]`;
    }
    case 'Dict': {
      const pairs = node.keys.map((key, index) => {
        const value = json(node.values[index]!);
        return key?.nodeType === 'Constant' && key.type === 'str' && value !== undefined ? `${JSON.stringify(key.value)}: ${value}` : undefined;
      });
      return pairs.includes(undefined) ? undefined : `{${pairs.join(', ')}}`;
    }
    default:
      return undefined;
  }
}

/** With a point or an exponent, without which Python would read an int. */
function float(value: number): string | undefined {
  if (!Number.isFinite(value)) return undefined;
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}
