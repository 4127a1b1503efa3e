import type { Expr } from '../ast';
import { Interruption } from '../interruption';
import type { SourceText } from '../source_text';

const NAMES: Partial<Record<Expr['nodeType'], string>> = {
  Call: 'function call',
  Constant: 'literal',
  Compare: 'comparison',
  Lambda: 'lambda',
  JoinedStr: 'f-string expression',
  ListComp: 'list comprehension',
  SetComp: 'set comprehension',
  DictComp: 'dict comprehension',
  GeneratorExp: 'generator expression',
  IfExp: 'conditional expression',
  Dict: 'dict literal',
  Set: 'set display',
  Await: 'await expression',
  Yield: 'yield expression',
  YieldFrom: 'yield expression',
  NamedExpr: 'named expression',
};

/** Refuses to assign to, or delete, what cannot be. */
export class TargetCheck {
  constructor(private readonly source: SourceText) {}

  assigned(target: Expr): void {
    if (target.nodeType === 'Starred') this.refuse('starred assignment target must be in a list or tuple', target);
    this.nested(target);
  }

  deleted(target: Expr): void {
    if (target.nodeType === 'Starred') this.refuse('cannot delete starred', target);
    if (target.nodeType === 'List' || target.nodeType === 'Tuple') for (const element of target.elts) this.deleted(element);
    else if (!isSimple(target)) this.refuse(`cannot delete ${NAMES[target.nodeType] ?? 'expression'}`, target);
  }

  augmented(target: Expr): void {
    if (!isSimple(target)) this.refuse(`'${NAMES[target.nodeType] ?? target.nodeType.toLowerCase()}' is an illegal expression for augmented assignment`, target);
  }

  annotated(target: Expr): void {
    if (!isSimple(target)) this.refuse(`only single target (not ${target.nodeType.toLowerCase()}) can be annotated`, target);
  }

  named(target: Expr): void {
    if (target.nodeType !== 'Name') this.refuse(`cannot use assignment expressions with ${NAMES[target.nodeType] ?? target.nodeType.toLowerCase()}`, target);
  }

  private nested(target: Expr): void {
    if (target.nodeType === 'List' || target.nodeType === 'Tuple') {
      const second = target.elts.filter(({ nodeType }) => nodeType === 'Starred')[1];
      if (second) this.refuse('multiple starred expressions in assignment', second);
      for (const element of target.elts) this.nested(element.nodeType === 'Starred' ? element.value : element);
    } else if (!isSimple(target)) {
      this.refuse(`cannot assign to ${NAMES[target.nodeType] ?? 'expression'}`, target);
    }
  }

  private refuse(message: string, node: Expr): never {
    throw new Interruption(message, this.source.range(node).start);
  }
}

function isSimple(target: Expr): boolean {
  return (target.nodeType === 'Name' && target.id !== '__debug__') || (target.nodeType === 'Attribute' && target.attr !== '__debug__') || target.nodeType === 'Subscript';
}
