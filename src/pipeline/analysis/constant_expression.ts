import type { BinOp, Expr, Stmt } from '../syntax/ast';

interface Known {
  /** numbers, texts and what is made of them by displays: no names, no calls */
  readonly literalsOnly?: boolean;
  /** calls and attributes that are known to give the same each time */
  readonly constants?: ReadonlySet<Expr>;
  /** names of constants and imports */
  readonly isKnown?: (name: string) => boolean;
}

/** `a = value`, `a = b = value`, `a: T = value`; `a, b = 1, 2`. */
export function constantTargets(node: Stmt): { names: string[]; value: Expr | undefined } | undefined {
  if (node.nodeType === 'AnnAssign') return node.target.nodeType === 'Name' ? { names: [node.target.id], value: node.value } : undefined;
  if (node.nodeType !== 'Assign') return undefined;
  const names: string[] = [];
  for (const target of node.targets.flatMap((one) => (one.nodeType === 'Tuple' || one.nodeType === 'List' ? one.elts : [one]))) {
    if (target.nodeType !== 'Name') return undefined;
    names.push(target.id);
  }
  return { names, value: node.value };
}

/** It may be evaluated anywhere and any number of times, and gives the same immutable value; or, of literals alone, an equal one. */
export function isConstantExpression(node: Expr, known: Known): boolean {
  const all = (parts: readonly (Expr | undefined | null)[]) => parts.every((part) => !part || isConstantExpression(part, known));
  switch (node.nodeType) {
    case 'Constant':
      return true;
    case 'UnaryOp':
      return all([node.operand]);
    case 'Tuple':
      return all(node.elts);
    case 'List':
    case 'Set':
      return known.literalsOnly === true && all(node.elts);
    case 'Dict':
      return known.literalsOnly === true && !node.keys.includes(null) && all([...node.keys, ...node.values]);
    case 'BinOp':
      return all(operandsOf(node));
    default:
      return known.literalsOnly !== true && isConstantOfNames(node, known, all);
  }
}

/** `a`, `b` and `c` of `a + b + c`, which is a tree as deep as there are terms. */
function operandsOf(node: BinOp): Expr[] {
  const operands = [node.right];
  let { left } = node;
  for (; left.nodeType === 'BinOp'; left = left.left) operands.push(left.right);
  return [...operands, left];
}

function isConstantOfNames(node: Expr, known: Known, all: (parts: readonly (Expr | undefined | null)[]) => boolean): boolean {
  switch (node.nodeType) {
    case 'Name':
      return known.isKnown?.(node.id) === true;
    case 'BoolOp':
      return all(node.values);
    case 'Compare':
      return all([node.left, ...node.comparators]);
    case 'IfExp':
      return all([node.test, node.body, node.orelse]);
    case 'JoinedStr':
      return all(node.values);
    case 'FormattedValue':
      return all([node.value, node.format_spec]);
    case 'Subscript':
      return all([node.value, node.slice]);
    case 'Slice':
      return all([node.lower, node.upper, node.step]);
    case 'Attribute':
      return known.constants?.has(node) === true && rootIsKnown(node.value, known, all);
    case 'Call':
      return known.constants?.has(node) === true && rootIsKnown(node.func, known, all) && all([...node.args, ...node.keywords.map(({ value }) => value)]);
    default:
      return false;
  }
}

/** `np` of `np.pi`, `Path('data')` of `Path('data').parent`. */
function rootIsKnown(node: Expr, known: Known, all: (parts: readonly Expr[]) => boolean): boolean {
  if (node.nodeType === 'Attribute') return rootIsKnown(node.value, known, all);
  return all([node]);
}
