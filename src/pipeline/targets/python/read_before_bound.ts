import type { Node, Stmt } from '../../syntax/ast';
import { walk } from '../../syntax/children';

/** A name with the nodes that read it, wherever they stand, and those that bind it in the scope in question. */
export interface Occurrences {
  readonly name: string;
  readonly reads: readonly Node[];
  readonly writes: readonly Node[];
}

/**
 * Names that may be read before the statements bind them. What a function reads counts where it is defined, since it may
 * be called from there on; a loop may run no time at all.
 */
export function readBeforeBound(body: readonly Stmt[], names: readonly Occurrences[]): Set<string> {
  const reader = new OrderReader(names);
  reader.statements(body, new Set());
  return reader.early;
}

class OrderReader {
  readonly early = new Set<string>();
  private readonly reads = new Map<Node, string>();
  private readonly writes = new Map<Node, string>();

  constructor(names: readonly Occurrences[]) {
    for (const { name, reads, writes } of names) {
      for (const node of reads) this.reads.set(node, name);
      for (const node of writes) this.writes.set(node, name);
    }
  }

  /** @param bound names that are certainly bound; those that the statements bind for certain are added */
  statements(body: readonly Stmt[], bound: Set<string>): void {
    for (const statement of body) this.statement(statement, bound);
  }

  private statement(node: Stmt, bound: Set<string>): void {
    switch (node.nodeType) {
      case 'If':
        this.parts([node.test], bound);
        return this.either([node.body, node.orelse], bound);
      case 'While':
        this.parts([node.test], bound);
        return this.perhaps([node.body, node.orelse], bound);
      case 'For':
      case 'AsyncFor': {
        this.parts([node.iter], bound);
        const inside = new Set(bound);
        this.parts([node.target], inside);
        this.statements(node.body, inside);
        return this.perhaps([node.orelse], bound);
      }
      case 'With':
      case 'AsyncWith':
        for (const item of node.items) this.parts([item], bound);
        return this.statements(node.body, bound);
      case 'Try':
      case 'TryStar': {
        const before = new Set(bound);
        this.statements(node.body, bound);
        this.statements(node.orelse, bound);
        for (const handler of node.handlers) {
          const inside = new Set(before);
          if (handler.type) this.parts([handler.type], inside);
          this.perhaps([handler.body], new Set([...inside, ...(handler.name === undefined ? [] : [handler.name])]));
          // What the body bound may be missing where an exception was caught.
          for (const name of bound) if (!before.has(name)) bound.delete(name);
        }
        return this.statements(node.finalbody, bound);
      }
      case 'Match':
        this.parts([node.subject], bound);
        for (const { pattern, guard, body } of node.cases) {
          const inside = new Set(bound);
          this.parts(guard ? [pattern, guard] : [pattern], inside);
          this.statements(body, inside);
        }
        return;
      case 'Delete':
        this.parts([node], bound);
        for (const inner of walk(node)) if (inner.nodeType === 'Name' && inner.ctx.nodeType === 'Del') bound.delete(inner.id);
        return;
      default:
        this.parts([node], bound);
    }
  }

  private either(bodies: readonly (readonly Stmt[])[], bound: Set<string>): void {
    const after = bodies.map((body) => {
      const inside = new Set(bound);
      this.statements(body, inside);
      return inside;
    });
    for (const name of after[0] ?? []) if (after.every((names) => names.has(name))) bound.add(name);
  }

  private perhaps(bodies: readonly (readonly Stmt[])[], bound: ReadonlySet<string>): void {
    for (const body of bodies) this.statements(body, new Set(bound));
  }

  /** Within one statement everything is read before anything is bound. */
  private parts(nodes: readonly Node[], bound: Set<string>): void {
    const found: string[] = [];
    for (const root of nodes) {
      for (const node of walk(root)) {
        const read = this.reads.get(node);
        if (read !== undefined && !bound.has(read)) this.early.add(read);
        const written = this.writes.get(node);
        if (written !== undefined) found.push(written);
      }
    }
    for (const name of found) bound.add(name);
  }
}
