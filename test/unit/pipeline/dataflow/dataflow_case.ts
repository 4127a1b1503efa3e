import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toPython } from '../../../../src/notebook/ipython/to_python';
import type { Notebook } from '../../../../src/notebook/notebook';
import { analyse } from '../../../../src/pipeline/analysis/analyse';
import type { Flow, Role, Write } from '../../../../src/pipeline/analysis/flow';
import { parsedCell } from '../../../../src/pipeline/parsed_cell';
import type { Plan } from '../../../../src/pipeline/plan';
import { planSteps } from '../../../../src/pipeline/steps/plan_steps';

type ByCell<T> = Readonly<Record<string, T>>;
type Edge = readonly [from: string, to: string, subject: string];

/** What test/cases/dataflow/README.md describes. */
export interface DataflowCase {
  readonly name: string;
  readonly cells: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
  readonly stars?: Readonly<Record<string, readonly string[]>>;
  readonly reads?: ByCell<readonly string[]>;
  readonly writes?: ByCell<Readonly<Record<string, Write['how']>>>;
  readonly roles?: ByCell<readonly Role[]>;
  readonly edges?: readonly Edge[];
  readonly bonds?: readonly Edge[];
  readonly together?: readonly (readonly string[])[];
  readonly problems?: readonly string[];
  readonly not?: {
    readonly reads?: ByCell<readonly string[]>;
    readonly writes?: ByCell<readonly string[]>;
    readonly edges?: readonly Edge[];
    readonly bonds?: readonly Edge[];
  };
}

const FOLDER = join(import.meta.dirname, '../../../cases/dataflow');

/** The cases of each file, by what the file is about. */
export function dataflowCases(): [topic: string, cases: DataflowCase[]][] {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.json')).sort();
  return files.map((name) => [name.replace('.json', ''), JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as DataflowCase[]]);
}

/** What was found out of a case's cells, in the words of the cases. */
export class Found {
  private readonly flow: Flow;
  private readonly plan: Plan;

  constructor({ cells, files = {}, stars = {} }: DataflowCase) {
    const notebook: Notebook = {
      language: 'python',
      cells: cells.map((source, index) => ({ index, id: `cell-${index}`, type: 'code', source, tags: [], executionCount: null, raised: null })),
    };
    const modules = Object.keys(files).filter((file) => file.endsWith('.py')).map((file) => file.slice(0, -'.py'.length));
    const options = { stars: new Map(Object.entries(stars)), localModules: new Set(modules) };
    this.flow = analyse(notebook.cells.map((cell) => parsedCell(cell, toPython(cell))), options);
    this.plan = planSteps(notebook, this.flow, { steps: cells.map((_, cell) => ({ title: `Cell ${cell}`, cells: [cell] })), dropped: [] });
  }

  /** What a cell needs that it has not bound itself before. */
  reads(cell: string): string[] {
    const bound = new Set<string>();
    const read = new Set<string>();
    for (const unit of this.flow.units.filter((one) => one.cell === Number(cell))) {
      for (const { subject } of unit.uses) if (!bound.has(subject)) read.add(subject);
      for (const { subject, how } of unit.writes) if (how === 'bind') bound.add(subject);
    }
    return [...read].sort();
  }

  /** What a cell as a whole does to each subject: the last certain binding or deletion, else what it may do. */
  writes(cell: string): Record<string, Write['how']> {
    const written: Record<string, Write['how']> = {};
    for (const { subject, how } of this.flow.units.filter((one) => one.cell === Number(cell)).flatMap(({ writes }) => writes)) {
      const before = written[subject];
      if (how === 'bind' || how === 'delete' || before === undefined || (how === 'may-bind' && before === 'mutate')) written[subject] = how;
    }
    return written;
  }

  roles(cell: string): Role[] {
    return this.flow.units.filter((unit) => unit.cell === Number(cell)).map(({ role }) => role);
  }

  /** What flows when each cell is a step of its own. Cells that had to become one step are taken for that step. */
  hasEdge([from, to, subject]: Edge): boolean {
    return this.plan.flows.some((flow) => flow.from === this.stepOf(from) && flow.to === this.stepOf(to) && flow.subject === subject);
  }

  bonds(): string[] {
    const cellOf = (unit: number): string => String(this.flow.units[unit]?.cell);
    return [...new Set(this.flow.bonds.map(({ from, to, subject }) => [cellOf(from), cellOf(to), subject].join(' ')))].sort();
  }

  together(): string[][] {
    return this.flow.together.map(({ subjects }) => [...subjects].sort());
  }

  /** As `error undefined-name 1:2`, with the number of the cell and the line. */
  problems(): string[] {
    return this.flow.problems.map(({ severity, code, place }) => `${severity} ${code} ${place.cell}:${place.line}`);
  }

  private stepOf(cell: string): string | undefined {
    return this.plan.steps.find(({ cells }) => cells.includes(Number(cell)))?.id;
  }
}
