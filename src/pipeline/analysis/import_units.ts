import type { Stmt } from '../syntax/ast';
import type { NotebookFacts } from './notebook_facts';
import type { UnitDraft } from './unit_draft';

/** It does nothing but import, perhaps under a condition or with something else instead, what is there before the notebook runs. */
export function isImportUnit({ node, importsWritten }: UnitDraft): boolean {
  return !importsWritten && imports(node) && isImporting(node);
}

/**
 * All that binds its names imports the same things, so that it does not matter which of them was the last; and it needs nothing
 * but what is imported, so that it can stand at the head of a module.
 */
export function importsTheSame(unit: UnitDraft, facts: NotebookFacts): boolean {
  if (![...unit.uses.keys()].every((name) => facts.bindersOf(name).every(isImportUnit))) return false;
  const names = [...unit.bindings.keys()];
  if (isStar(unit.node)) return true;
  return names.every((name) => {
    const others = facts.bindersOf(name).filter((other) => other !== unit);
    return !facts.isChanged(name) && others.every((other) => isImportUnit(other) && (isStar(other.node) || imported(other.node, name) === imported(unit.node, name)));
  });
}

function isStar(node: Stmt): boolean {
  return node.nodeType === 'ImportFrom' && node.names.some(({ name }) => name === '*');
}

/** An import stands somewhere in it. */
function imports(node: Stmt): boolean {
  if (node.nodeType === 'Import' || node.nodeType === 'ImportFrom') return true;
  return partsOf(node).some(imports);
}

function isImporting(node: Stmt): boolean {
  switch (node.nodeType) {
    case 'Import':
    case 'ImportFrom':
    case 'Pass':
      return true;
    case 'Assign':
      return node.value.nodeType === 'Constant' && node.targets.every(({ nodeType }) => nodeType === 'Name');
    case 'Try':
    case 'If':
      return partsOf(node).every((part) => isImporting(part) || isMessage(part));
    default:
      return false;
  }
}

function isMessage(node: Stmt): boolean {
  if (node.nodeType === 'Raise') return true;
  return node.nodeType === 'Expr' && node.value.nodeType === 'Call' && node.value.func.nodeType === 'Name' && node.value.func.id === 'print';
}

function partsOf(node: Stmt): readonly Stmt[] {
  if (node.nodeType === 'If') return [...node.body, ...node.orelse];
  if (node.nodeType === 'Try') return [...node.body, ...node.handlers.flatMap(({ body }) => body), ...node.orelse, ...node.finalbody];
  return [];
}

/** What an import binds a name to: all the things it may be. */
function imported(node: Stmt, wanted: string): string {
  switch (node.nodeType) {
    case 'Import':
      return node.names.filter(({ name, asname }) => (asname ?? name.split('.', 1)[0]) === wanted).map(({ name, asname }) => (asname === undefined ? wanted : name)).join();
    case 'ImportFrom':
      return node.names.filter(({ name, asname }) => (asname ?? name) === wanted).map(({ name }) => `${'.'.repeat(node.level)}${node.module ?? ''}.${name}`).join();
    case 'Assign':
      return node.targets.some((target) => target.nodeType === 'Name' && target.id === wanted) ? 'a constant' : '';
    default:
      return partsOf(node).map((part) => imported(part, wanted)).join('|');
  }
}
