import type { Stmt } from '../syntax/ast';
import type { NotebookFacts } from './notebook_facts';
import type { UnitDraft } from './unit_draft';

/** It does nothing but import, perhaps under a condition or with something else instead, what is there before the notebook runs. */
export function isImportUnit({ node, importsWritten }: UnitDraft): boolean {
  return !importsWritten && imports(node) && isImporting(node);
}

/** What is imported under each name, by all statements that bind it. */
export class ImportFacts {
  private readonly same = new Map<string, boolean>();
  private readonly starred = new Map<string, boolean>();

  constructor(private readonly facts: NotebookFacts) {}

  /**
   * All that binds its names imports the same things, so that it does not matter which of them was the last; and it needs nothing
   * but what is imported, so that it can stand at the head of a module.
   */
  areTheSame(unit: UnitDraft): boolean {
    const { facts } = this;
    if (![...unit.uses.keys()].every((name) => facts.bindersOf(name).every(isImportUnit))) return false;
    const names = [...unit.bindings.keys()];
    if (names.some((name) => this.hasStar(name) && changesMeaning(unit, name, facts))) return false;
    return isStar(unit.node) || names.every((name) => this.isOneThing(name));
  }

  /** Each statement that names it, rather than bringing it among others by a star, imports the same. */
  private isOneThing(name: string): boolean {
    const known = this.same.get(name);
    if (known !== undefined) return known;
    const binders = this.facts.bindersOf(name);
    const things = new Set(binders.filter(({ node }) => !isStar(node)).map(({ node }) => imported(node, name)));
    const same = !this.facts.isChanged(name) && binders.every(isImportUnit) && things.size <= 1;
    this.same.set(name, same);
    return same;
  }

  private hasStar(name: string): boolean {
    const known = this.starred.get(name);
    if (known !== undefined) return known;
    const has = this.facts.bindersOf(name).some(({ node }) => isStar(node));
    this.starred.set(name, has);
    return has;
  }
}

/** Modules that have the same things under the same names. */
const PYLAB: ReadonlySet<string> = new Set(['pylab', 'matplotlib.pylab', 'matplotlib.pyplot', 'numpy', 'scipy']);

/** Somebody uses the name before a star import, of this or another statement, makes something else of it. */
function changesMeaning(unit: UnitDraft, name: string, facts: NotebookFacts): boolean {
  const binders = facts.bindersOf(name);
  if (binders.length === 1) return false;
  const others = binders.filter((other) => isImportUnit(other) && (isStar(unit.node) || isStar(other.node)) && isOther(unit.node, other.node, name));
  const last = Math.max(unit.id, ...others.map(({ id }) => id));
  return others.length > 0 && facts.usersOf(name).some(({ id }) => id < last);
}

function isOther(one: Stmt, other: Stmt, name: string): boolean {
  const modules = [one, other].map((node) => (node.nodeType === 'ImportFrom' ? (node.module ?? '') : ''));
  if (modules.every((module) => PYLAB.has(module))) return false;
  const [first, second] = [one, other].map((node, index) => (isStar(node) ? `${modules[index]!}.${name}` : imported(node, name)));
  return first !== second;
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
