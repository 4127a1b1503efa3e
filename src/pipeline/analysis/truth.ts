import type { Expr } from '../syntax/ast';

/** Whether a condition holds, where its text alone tells. The notebook itself is the program, so `__name__ == '__main__'` does. */
export function certainly(test: Expr): boolean | undefined {
  switch (test.nodeType) {
    case 'Constant':
      return test.type === 'int' || test.type === 'bool' || test.type === 'none' ? Boolean(test.value) : undefined;
    case 'UnaryOp': {
      const operand = test.op.nodeType === 'Not' ? certainly(test.operand) : undefined;
      return operand === undefined ? undefined : !operand;
    }
    case 'Compare': {
      const [operator, ...others] = test.ops;
      const [right] = test.comparators;
      if (operator?.nodeType !== 'Eq' || others.length > 0 || !right) return undefined;
      return (isName(test.left) && isMain(right)) || (isMain(test.left) && isName(right)) ? true : undefined;
    }
    default:
      return undefined;
  }
}

function isName(node: Expr): boolean {
  return node.nodeType === 'Name' && node.id === '__name__';
}

function isMain(node: Expr): boolean {
  return node.nodeType === 'Constant' && node.value === '__main__';
}
