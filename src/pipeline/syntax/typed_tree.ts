import type { Module as ParsedTree } from 'py-ast';
import type { ConstantValue, Module, Node, Starred, Tuple } from './ast';
import { walk } from './children';
import type { SourceText } from './source_text';

type Raw = Record<string, unknown>;

/**
 * The parser's tree as our own types have it: constants say what they are, names are as Python compares them.
 * The tree is changed in place.
 */
export function typedTree(tree: ParsedTree, source: SourceText): Module {
  const module = tree as unknown as Module;
  for (const node of walk(module)) {
    switch (node.nodeType) {
      case 'JoinedStr':
      case 'TemplateStr':
        for (const value of node.values) if (value.nodeType === 'Constant') Object.assign(value, { type: 'str' });
        break;
      case 'Subscript':
        if (node.slice.nodeType === 'Starred') Object.assign(node, { slice: tupleOf(node.slice) });
        break;
      case 'AnnAssign':
        if (node.simple && node.col_offset !== node.target.col_offset) Object.assign(node, { simple: 0 });
        break;
      case 'Constant':
        if (!('type' in node)) Object.assign(node, constant(node as unknown as Raw, () => source.segment(node)));
        break;
      default:
        if (!source.isAscii) normaliseNames(node);
    }
  }
  return module;
}

/** `a[*b]` is `a[(*b,)]`, where the parser leaves the star alone. */
function tupleOf(starred: Starred): Tuple {
  const { lineno, col_offset, end_lineno, end_col_offset } = starred;
  return { nodeType: 'Tuple', elts: [starred], ctx: { nodeType: 'Load' }, lineno, col_offset, end_lineno, end_col_offset };
}

function constant(raw: Raw, text: () => string): ConstantValue {
  const { value } = raw;
  switch (typeof value) {
    case 'string':
      if (text() === '...') return { type: 'ellipsis', value: undefined };
      return { type: /^[rR]?[bB]/.test(text()) ? 'bytes' : 'str', value };
    case 'boolean':
      return { type: 'bool', value };
    case 'bigint':
      return { type: 'int', value };
    case 'number':
      return { type: /^0[xob]|^[\d_]+$/i.test(text()) ? 'int' : 'float', value };
    default:
      return value === null ? { type: 'none', value } : { type: 'complex', value: (value as { imag: number }).imag };
  }
}

const NAME_FIELDS = ['id', 'name', 'attr', 'arg', 'asname', 'module', 'rest'];
const NAME_LISTS = ['names', 'kwd_attrs'];

/** Python compares identifiers in Unicode's form NFKC: `µ` as typed on a keyboard is the Greek `μ`. */
function normaliseNames(node: Node): void {
  const raw = node as unknown as Raw;
  for (const field of NAME_FIELDS) {
    const name = raw[field];
    if (typeof name === 'string' && isNotAscii(name)) raw[field] = name.normalize('NFKC');
  }
  for (const field of NAME_LISTS) {
    const names = raw[field];
    if (Array.isArray(names) && names.some(isNotAscii)) raw[field] = names.map((name: unknown) => (typeof name === 'string' ? name.normalize('NFKC') : name));
  }
}

function isNotAscii(text: unknown): boolean {
  return typeof text === 'string' && /[^\0-\x7f]/.test(text);
}
