import type { Notebook } from '../../notebook/notebook';
import { analyse } from '../analysis/analyse';
import { BUILTIN_NAMES } from '../analysis/builtin_names';
import type { Flow, Subject, Unit } from '../analysis/flow';
import type { Options } from '../analysis/options';
import { isFile, isRandom, isVariable } from '../steps/subjects';
import type { Stmt } from '../syntax/ast';
import { bodyNames } from './body_names';
import type { ExecutedCell } from './executed_cell';
import type { KeptExecution, Slice, Why } from './execution';
import { makesFolder, overwrites } from './file_writes';
import { mentionedNames } from './mentioned_names';
import { importedNames, packagesInParts, starModules } from './imported_names';
import { kindOf, Needs, type Needed } from './needs';
import { settingsOf, type Setting } from './settings';
import { sliceNotes, undefinedName } from './slice_notes';
import { writtenModules } from './written_modules';

/** What is known of the modules that the executions import. */
export type SliceKnowledge = Pick<Options, 'stars' | 'localModules'> & { readonly visitsAtMost?: number };

/** About two seconds. What is not followed within that is kept. */
const VISITS_AT_MOST = 6_000_000;
/** Packages whose functions record or wait and change nothing that others see. */
const RECORDERS = new Set('trialbook mlflow wandb comet_ml neptune clearml aim tensorboard tensorboardX time gc logging'.split(' '));

/**
 * The executions that lead to what was made in some of them, in the order in which they ran. An execution is kept whole or left. Where
 * something cannot be followed more is kept, never less.
 * @param cells all executions of a session that are known, in the order in which they began; those behind the last target are left aside
 * @param targets ids of the executions in which it was made
 */
export function sliceCells(cells: readonly ExecutedCell[], targets: ReadonlySet<number>, knowledge: SliceKnowledge): Slice {
  const until = cells.slice(0, cells.findLastIndex(({ execution }) => targets.has(execution.id)) + 1);
  const flow = analyse(until.flatMap(({ parsed }) => parsed ?? []), { visitsAtMost: VISITS_AT_MOST, ...knowledge, undivided: true });
  return new Slicer(until, flow, targets, knowledge).slice();
}

class Slicer {
  private readonly needs = new Needs();
  private readonly unitsOf: ReadonlyMap<number, readonly Unit[]>;
  private readonly imported: ReadonlyMap<string, ReadonlySet<string>>;
  private readonly settings: ReadonlyMap<number, readonly Setting[]>;
  /** files of modules that executions write, by top-level module */
  private readonly written: ReadonlyMap<string, readonly Subject[]>;
  private readonly inParts: ReadonlySet<string>;
  private readonly unfollowed: ReadonlySet<number>;
  private readonly acting: ReadonlySet<number>;
  /** names of functions and classes */
  private readonly defined: ReadonlySet<string>;
  /** by cell: names that are read and that nothing in the text of those before it binds */
  private readonly undefined: ReadonlyMap<number, readonly string[]>;

  constructor(
    private readonly cells: readonly ExecutedCell[],
    private readonly flow: Flow,
    private readonly targets: ReadonlySet<number>,
    private readonly knowledge: SliceKnowledge,
  ) {
    this.unitsOf = Map.groupBy(flow.units, ({ cell }) => cell);
    this.imported = importedNames(cells);
    this.inParts = packagesInParts(cells);
    this.written = writtenModules(flow);
    const notebook: Notebook = { language: 'python', cells: cells.map(({ execution, parsed, at }) => parsed?.cell ?? { index: at, id: '', type: 'code', source: execution.source, tags: [], executionCount: null, raised: null }) };
    this.settings = settingsOf(cells, flow, notebook, this.imported);
    this.unfollowed = new Set(flow.unfollowed.map((id) => flow.units[id]!.cell));
    this.acting = new Set(flow.acting);
    this.defined = new Set(cells.flatMap(({ parsed }) => (parsed?.parsed.ok ? parsed.parsed.body : []).flatMap((node) => ('decorator_list' in node ? [node.name] : []))));
    const missing = flow.problems.flatMap(({ code, message, place }) => (code === 'undefined-name' ? [{ at: place.cell, name: undefinedName(message) }] : []));
    this.undefined = new Map([...Map.groupBy(missing, ({ at }) => at)].map(([at, all]) => [at, all.map(({ name }) => name)]));
  }

  slice(): Slice {
    const kept: (KeptExecution & { readonly cell: ExecutedCell })[] = [];
    const left: number[] = [];
    /** the nearest later execution that may need anything */
    let unknown: number | undefined;
    for (const cell of this.cells.toReversed()) {
      const reasons = this.reasonsFor(cell, unknown);
      if (reasons.length === 0) {
        left.push(cell.execution.id);
        continue;
      }
      kept.push({ id: cell.execution.id, why: reasons, raises: cell.broken, cell });
      if (this.isUnknown(cell)) unknown = cell.at;
      this.keep(cell);
    }
    kept.reverse();
    const keptCells = kept.map(({ cell }) => cell);
    return {
      kept: kept.map(({ id, why, raises }) => ({ id, why, raises })),
      left: left.reverse(),
      notes: sliceNotes(this.cells, keptCells, this.flow),
      modules: this.flow.modules.filter((module) => this.needs.allModules.includes(module)),
      files: this.filesFromOutside(keptCells),
    };
  }

  private reasonsFor(cell: ExecutedCell, unknown: number | undefined): Why[] {
    const { execution, at } = cell;
    if (this.targets.has(execution.id)) return [{ kind: 'target', subject: null, to: null }];
    if (cell.reading === 'idle') return [];
    const whys = new Map<string, Why>();
    const add = ({ kind, subject, by }: Needed): unknown => whys.set(`${kind} ${subject}`, { kind, subject, to: this.cells[by]!.execution.id });
    const units = this.unitsOf.get(at) ?? [];
    const bound = new Set<string>();
    for (const [index, unit] of [...units.entries()].reverse()) {
      const node = this.nodeOf(cell, index);
      for (const needed of this.needs.metBy(unit, makesFolder(node))) if (!bound.has(needed.subject!)) add(needed);
      for (const { subject, how } of unit.writes) {
        if ((how === 'bind' || how === 'delete') && !this.inParts.has(subject)) bound.add(subject);
        // Where it stays, it hides what Python means by the name.
        if (how === 'delete' && BUILTIN_NAMES.has(subject)) whys.set('builtin', { kind: 'name', subject, to: null });
      }
      const poked = this.isSilent(unit, node) ? this.needs.moduleNeeded(this.modulesOf(unit)) : undefined;
      if (poked) add(poked);
    }
    for (const name of [...(execution.names?.defined ?? []), ...(execution.names?.deleted ?? [])]) {
      const by = this.needs.nameNeeded(name);
      if (by !== undefined && !units.some(({ writes }) => writes.some(({ subject }) => subject === name))) add({ kind: 'kernel', subject: name, by });
    }
    for (const { kind, packages } of this.settings.get(at) ?? []) {
      if (packages && !this.needs.moduleNeeded(packages)) continue;
      whys.set(kind, { kind, subject: null, to: null });
    }
    if (starModules(cell).some((module) => !this.knowledge.stars.has(module))) whys.set('import', { kind: 'import', subject: null, to: null });
    if (this.isUnknown(cell)) whys.set('unknown', { kind: 'unknown', subject: null, to: null });
    else if (unknown !== undefined && whys.size === 0) whys.set('before', { kind: 'before-unknown', subject: null, to: this.cells[unknown]!.execution.id });
    return [...whys.values()];
  }

  /** What it needs is needed before it, and what it surely gives no longer is. */
  private keep(cell: ExecutedCell): void {
    const { at, execution } = cell;
    const units = this.unitsOf.get(at) ?? [];
    for (const [index, unit] of [...units.entries()].reverse()) {
      const anew = overwrites(this.nodeOf(cell, index)) && !cell.broken;
      const files = unit.writes.map(({ subject }) => subject).filter(isFile);
      for (const { subject, how } of unit.writes) if (how === 'bind' || how === 'delete') this.settle(subject, this.nodeOf(cell, index));
      if (anew && files.length === 1 && !/[*?[]/.test(files[0]!)) this.needs.settle(files[0]!);
      // A statement that only writes a file needs nothing of what was in it.
      const onlyWrites = anew || unit.writes.every(({ subject }) => !isVariable(subject));
      for (const subject of files) this.needs.needFolderOf(subject, at);
      const inBody = cell.parsed?.parsed.ok ? bodyNames(this.nodeOf(cell, index), cell.parsed.parsed) : new Set();
      for (const { subject, through } of unit.uses) {
        if ((onlyWrites && files.includes(subject)) || (through.length === 0 && inBody.has(subject))) continue;
        this.needs.need(subject, at);
      }
      for (const name of this.flow.reachable.get(unit.id) ?? []) this.needs.need(name, at);
      for (const module of this.modulesOf(unit)) {
        this.needs.needModule(module, at);
        // Written again it may have been loaded again, by `reload` or by itself.
        for (const file of this.written.get(module) ?? []) this.needs.need(file, at);
      }
    }
    for (const name of this.undefined.get(at) ?? []) this.needs.need(name, at);
    // A name that was unbound then has to be so again: what failed for it would go on, and what was done instead would not be.
    for (const name of mentionedNames(cell)) this.needs.need(name, at);
    // What the kernel saw is read although the text does not say so.
    for (const name of execution.names?.read ?? []) if (!execution.source.includes(name)) this.needs.need(name, at);
  }

  private settle(subject: Subject, node: Stmt | undefined): void {
    // Parts of a package that were imported before are still there.
    if (node?.nodeType !== 'Import' || !this.inParts.has(subject)) this.needs.settle(subject);
  }

  private isUnknown({ at, reading }: ExecutedCell): boolean {
    return reading === 'unknown' || this.unfollowed.has(at);
  }

  private modulesOf({ uses, writes, role }: Unit): string[] {
    const names = role === 'import' ? writes : uses;
    return names.flatMap(({ subject }) => [...(this.imported.get(subject) ?? [])]).filter((module) => !RECORDERS.has(module));
  }

  /** The statement that a unit was made of. */
  private nodeOf({ parsed }: ExecutedCell, index: number): Stmt | undefined {
    return parsed?.parsed.ok ? parsed.parsed.body[index] : undefined;
  }

  private filesFromOutside(kept: readonly ExecutedCell[]): string[] {
    const units = kept.flatMap(({ at }) => this.unitsOf.get(at) ?? []);
    const written = new Set(units.flatMap(({ writes }) => writes.map(({ subject }) => subject)).filter(isFile));
    const read = new Set(units.flatMap(({ uses }) => uses.map(({ subject }) => subject)).filter((subject) => kindOf(subject) === 'file'));
    return [...read].filter((subject) => !written.has(subject) && subject !== 'file:*').map((subject) => subject.slice('file:'.length)).sort();
  }

  /** It does something, and that to neither variables nor files; what is done to a function may be to note it somewhere. */
  private isSilent({ id, writes }: Unit, node: Stmt | undefined): boolean {
    return this.acting.has(id) && node?.nodeType !== 'Assert' && node?.nodeType !== 'Raise' && writes.every(({ subject, how }) => how === 'mutate' && (isRandom(subject) || this.defined.has(subject)));
  }
}
