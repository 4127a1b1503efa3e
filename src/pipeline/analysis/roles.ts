import type { ClassDef, AsyncFunctionDef, FunctionDef } from '../syntax/ast';
import { isConstantExpression, constantTargets } from './constant_expression';
import type { Role } from './flow';
import { globalNames } from './function_facts';
import { ImportFacts, isImportUnit } from './import_units';
import type { NotebookFacts } from './notebook_facts';
import { isSettingUnit } from './settings';
import type { UnitDraft } from './unit_draft';

type Definition = FunctionDef | AsyncFunctionDef | ClassDef;

/** Decides how each statement gets into a pipeline, from what is known of the whole notebook. */
export class Roles {
  private readonly roles = new Map<UnitDraft, Role>();

  /** @param builtinsRead names that the notebook gives a value after it has read what Python means by them */
  constructor(
    private readonly facts: NotebookFacts,
    private readonly builtinsRead: ReadonlySet<string>,
  ) {
    const imports = new ImportFacts(facts);
    for (const unit of facts.units) if (isImportUnit(unit) && imports.areTheSame(unit)) this.roles.set(unit, 'import');
    for (const unit of facts.units) if (this.isParameter(unit)) this.roles.set(unit, 'parameter');
    for (const unit of facts.units) if (this.isConstant(unit)) this.roles.set(unit, 'constant');
    this.decideDefinitions();
    for (const unit of facts.units) if (!this.roles.has(unit)) this.roles.set(unit, this.roleOfOther(unit));
  }

  of(unit: UnitDraft): Role {
    return this.roles.get(unit) ?? 'work';
  }

  /** The roles of all statements that bind a name. */
  ofName(name: string): Role[] {
    return this.facts.bindersOf(name).map((unit) => this.of(unit));
  }

  /** Whoever needs the name can have it in any step, whatever ran before. */
  isShared(name: string): boolean {
    const roles = this.ofName(name);
    return roles.every((role) => role === 'import' || role === 'constant' || role === 'definition');
  }

  private isParameter({ inParameterCell, node, bindings }: UnitDraft): boolean {
    if (!inParameterCell || bindings.size !== 1) return false;
    const value = node.nodeType === 'Assign' || node.nodeType === 'AnnAssign' ? node.value : undefined;
    const target = node.nodeType === 'Assign' && node.targets.length === 1 ? node.targets[0] : node.nodeType === 'AnnAssign' ? node.target : undefined;
    return target?.nodeType === 'Name' && value !== undefined && isConstantExpression(value, { literalsOnly: true });
  }

  private isConstant(unit: UnitDraft): boolean {
    if (this.roles.has(unit)) return false;
    const targets = constantTargets(unit.node);
    if (!targets || !targets.value || targets.names.some((name) => !this.isOneThing(name, unit))) return false;
    const isKnown = (name: string) => this.ofName(name).every((role) => role === 'constant' || role === 'import');
    return isConstantExpression(targets.value, { constants: unit.constants, isKnown });
  }

  /** A definition that turns out to refer to variables is none, and then those that refer to it may be none either. */
  private decideDefinitions(): void {
    const candidates = new Map<UnitDraft, Definition>();
    for (const unit of this.facts.units) {
      const { node } = unit;
      const isOne = node.nodeType === 'FunctionDef' || node.nodeType === 'AsyncFunctionDef' || node.nodeType === 'ClassDef';
      if (isOne && this.isOneThing(node.name, unit) && this.isClean(unit)) candidates.set(unit, node);
    }
    for (const unit of candidates.keys()) this.roles.set(unit, 'definition');
    for (let settled = false; !settled; ) {
      settled = true;
      for (const [unit, node] of candidates) {
        const role = this.roleOfDefinition(unit, node);
        if (role === this.roles.get(unit)) continue;
        settled = false;
        this.roles.set(unit, role);
        if (role === 'work') candidates.delete(unit);
      }
    }
  }

  /** The name means this, and never anything else. */
  private isOneThing(name: string, unit: UnitDraft): boolean {
    return this.facts.isBoundOnceBy(name, unit) && !this.builtinsRead.has(name);
  }

  /** Defining it does nothing but define it. */
  private isClean({ bindings, changes, draws, acts, setting }: UnitDraft): boolean {
    return bindings.size === 1 && changes.size === 0 && draws.size === 0 && !acts && !setting;
  }

  private roleOfDefinition(unit: UnitDraft, node: Definition): Role {
    const atDefinition = [...unit.uses.keys()];
    const scope = unit.source.scopes.scopes.get(node);
    const { reads, writes } = scope ? globalNames(scope) : { reads: new Map<string, never>(), writes: new Set<string>() };
    if (!atDefinition.every((name) => this.isShared(name))) return 'work';
    if (writes.size === 0 && [...reads.keys()].every((name) => this.isShared(name))) return 'definition';
    return node.nodeType === 'ClassDef' ? 'work' : 'local-definition';
  }

  private roleOfOther(unit: UnitDraft): Role {
    if (isSettingUnit(unit, this.facts, (name) => this.ofName(name))) return 'setting';
    const isNothing = unit.node.nodeType === 'Pass' || unit.node.nodeType === 'Global' || isIdle(unit);
    if (unit.displays && !unit.givesNone) return 'display';
    return isNothing ? 'nothing' : 'work';
  }
}

/** An expression whose value nobody sees, and which calls nothing. */
function isIdle({ expression, acts, showing, displays, givesNone, changes, draws, seeds, bindings, calls }: UnitDraft): boolean {
  if (!expression || (displays && !givesNone)) return false;
  return !acts && !showing && !calls && changes.size + draws.size + seeds.size + bindings.size === 0;
}
