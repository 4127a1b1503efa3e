import type { Module, Node } from '../../../../src/pipeline/syntax/ast';
import { children } from '../../../../src/pipeline/syntax/children';

const LEFT_OUT = new Set(['nodeType', 'kind', 'type_comment', 'lineno', 'col_offset', 'end_lineno', 'end_col_offset', 'is_lazy', 'quote_style']);

/** A syntax tree as lines of text: the twin of python/tests/pipeline_cases/tree_dump.py. */
export function dumpTree(module: Module): string {
  const lines: string[] = [];
  const waiting: { node: Node; field: string; depth: number }[] = [{ node: module, field: '', depth: 0 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { node, field, depth } = next;
    lines.push(' '.repeat(depth) + [...(field ? [field] : []), ...describe(node)].join(' '));
    for (const child of children(node).reverse()) waiting.push({ node: child, field: fieldOf(node, child), depth: depth + 1 });
  }
  return `${lines.join('\n')}\n`;
}

function* describe(node: Node): Generator<string> {
  yield node.nodeType;
  if (node.nodeType !== 'Module' && 'lineno' in node) yield `${node.lineno}:${node.col_offset}-${node.end_lineno}:${node.end_col_offset}`;
  if (node.nodeType === 'Constant') yield constant(node);
  else yield* [...plainFields(node)].map(([name, text]) => `${name}=${text}`).sort();
}

function* plainFields(node: Node): Generator<[string, string]> {
  for (const [name, value] of Object.entries(node) as [string, unknown][]) {
    if (LEFT_OUT.has(name) || value === undefined || value === null) continue;
    if (name === 'ctx' || name === 'op') yield [name, (value as { nodeType: string }).nodeType];
    else if (name === 'ops') yield [name, (value as { nodeType: string }[]).map(({ nodeType }) => nodeType).join(',')];
    else if (Array.isArray(value)) {
      if (typeof value[0] === 'string') yield [name, value.join(',')];
    } else if (typeof value === 'boolean') yield [name, value ? 'True' : 'False'];
    else if (typeof value !== 'object') yield [name, `${value as string | number}`];
  }
}

function constant(node: Extract<Node, { nodeType: 'Constant' }>): string {
  switch (node.type) {
    case 'none':
    case 'ellipsis':
      return node.type;
    case 'bool':
      return `bool ${node.value}`;
    case 'int':
      return `int ${BigInt(node.value).toString(16)}`;
    case 'float':
    case 'complex': {
      const bytes = Buffer.alloc(8);
      bytes.writeDoubleBE(node.value);
      return `${node.type} ${bytes.toString('hex')}`;
    }
    case 'str':
    case 'bytes':
      return `${node.type} ${JSON.stringify(node.value).replace(/[\u007f-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)}`;
  }
}

function fieldOf(parent: Node, child: Node): string {
  const found = Object.entries(parent).find(([, value]) => value === child || (Array.isArray(value) && value.includes(child)));
  return found![0];
}
