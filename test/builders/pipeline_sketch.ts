import { toPython } from '../../src/notebook/ipython/to_python';
import type { Cell, Notebook } from '../../src/notebook/notebook';
import type { Role, Unit, Write } from '../../src/pipeline/analysis/flow';
import type { Plan, Step } from '../../src/pipeline/plan';
import type { Stmt } from '../../src/pipeline/syntax/ast';
import { walk } from '../../src/pipeline/syntax/children';
import { parsePython } from '../../src/pipeline/syntax/parse';
import type { CodeCell } from '../../src/pipeline/targets/python/notebook_text';
import { writePython } from '../../src/pipeline/targets/python/write_python';
import type { Templates } from '../../src/pipeline/targets/templates';

/** A step as a test says it should be. */
export interface StepSketch {
  readonly id: string;
  readonly title?: string;
  /** numbers of cells, from 0 */
  readonly cells: readonly number[];
  /** `?x` may be missing */
  readonly inputs?: readonly string[];
  readonly outputs?: readonly string[];
  readonly parameters?: readonly string[];
  readonly definitions?: readonly string[];
  /** lines of other steps' cells that are repeated */
  readonly repeats?: readonly string[];
}

export interface NotebookSketch {
  /** sources of code cells; `{ markdown }` for others */
  readonly cells: readonly (string | { readonly markdown: string })[];
  readonly steps: readonly StepSketch[];
  /** names of functions, classes and constants that stand in the shared module */
  readonly shared?: readonly string[];
  readonly stars?: Readonly<Record<string, readonly string[]>>;
}

/** A notebook with a plan of what goes where, made by rules that a reader sees at once and not by analysis. */
export class PipelineSketch {
  readonly notebook: Notebook;
  readonly cells: readonly CodeCell[];
  readonly plan: Plan;
  private readonly texts = new Map<number, string>();

  constructor(private readonly sketch: NotebookSketch) {
    const cells = sketch.cells.map((source, index): Cell => ({
      index, id: `cell-${index}`, type: typeof source === 'string' ? 'code' : 'markdown', source: typeof source === 'string' ? source : source.markdown,
      tags: [], executionCount: null, raised: null,
    }));
    this.notebook = { language: 'python', cells };
    this.cells = cells.filter(({ type }) => type === 'code').map((cell) => ({ cell, python: toPython(cell) }));
    const units = this.units();
    const ids = (role: Role): number[] => units.filter((unit) => unit.role === role).map(({ id }) => id);
    const shared = [...ids('constant'), ...ids('definition')].sort((a, b) => a - b);
    this.plan = {
      status: 'ready', flows: [], modules: [], requirements: [], problems: [], units, shared,
      sharedImports: this.importsFor(units, shared),
      steps: sketch.steps.map((step) => this.step(step, units)),
      parameters: units.filter(({ role }) => role === 'parameter').map(({ id, writes, place }) => ({
        name: writes[0]!.subject, literal: this.texts.get(id)!.replace(/^[^=]*=\s*/, ''), place,
      })),
    };
  }

  /** The files that are written, by path. */
  files(templates: Templates, options: { readonly probe?: boolean } = {}): Map<string, string> {
    const { notebook, cells, plan } = this;
    const files = writePython({ notebook, cells, plan, name: 'sketch', path: '../sketch.ipynb', work: '..', versions: {}, templates, ...options });
    return new Map(files.map(({ path, text }) => [path, text]));
  }

  private units(): Unit[] {
    const units: Unit[] = [];
    for (const { cell, python } of this.cells) {
      const parsed = parsePython(python.text);
      if (!parsed.ok) throw new Error(`cell ${cell.index}: ${parsed.message}`);
      parsed.body.forEach((node, index) => {
        const place = parsed.source.place(cell.index, node);
        const writes = this.writes(node).map((subject): Write => ({ subject, how: 'bind', place }));
        const role = this.role(node, writes, !python.silent && index === parsed.body.length - 1);
        this.texts.set(units.length, parsed.source.segment(node));
        units.push({ id: units.length, cell: cell.index, place, role, shows: role === 'display', uses: [], writes });
      });
    }
    return units;
  }

  private role(node: Stmt, writes: readonly Write[], last: boolean): Role {
    const names = writes.map(({ subject }) => subject);
    if (node.nodeType === 'Import' || node.nodeType === 'ImportFrom') return 'import';
    if (names.some((name) => this.sketch.steps.some(({ parameters = [] }) => parameters.includes(name)))) return 'parameter';
    if (names.some((name) => this.sketch.shared?.includes(name))) return node.nodeType === 'Assign' ? 'constant' : 'definition';
    return node.nodeType === 'Expr' && last ? 'display' : 'work';
  }

  private writes(node: Stmt): string[] {
    if ('name' in node && typeof node.name === 'string') return [node.name];
    return [...walk(node)].flatMap((inner) => {
      if (inner.nodeType === 'Name') return inner.ctx.nodeType === 'Store' ? [inner.id] : [];
      if (inner.nodeType !== 'Import' && inner.nodeType !== 'ImportFrom') return [];
      const from = inner.nodeType === 'ImportFrom' ? (inner.module ?? '') : '';
      return inner.names.flatMap(({ name, asname }) => (name === '*' ? (this.sketch.stars?.[from] ?? []) : [asname ?? name.split('.', 1)[0]!]));
    });
  }

  private step({ id, title = id, cells, inputs = [], outputs = [], parameters = [], definitions = [], repeats = [] }: StepSketch, all: readonly Unit[]): Step {
    const own = all.filter(({ cell, role }) => cells.includes(cell) && (role === 'work' || role === 'display')).map((unit) => unit.id);
    const prelude = repeats.map((text) => [...this.texts].find(([, unit]) => unit.startsWith(text))![0]);
    const from = (name: string): string => this.sketch.steps.find((step) => step.id !== id && step.outputs?.some((output) => output.replace('?', '') === name))?.id ?? '';
    return {
      id, title, cells, prelude, parameters, definitions, random: [], after: [], report: false, readsName: false,
      units: own,
      imports: this.importsFor(all, [...own, ...prelude]),
      inputs: inputs.map((name) => ({ name: name.replace('?', ''), from: from(name.replace('?', '')), optional: name.startsWith('?') })),
      outputs: outputs.map((name) => ({ name: name.replace('?', ''), certain: !name.startsWith('?'), group: name.replace('?', '') })),
    };
  }

  private importsFor(all: readonly Unit[], ids: readonly number[]): number[] {
    const words = new Set(ids.flatMap((id) => this.texts.get(id)!.match(/\w+/g) ?? []));
    return all.filter(({ role, writes }) => role === 'import' && writes.some(({ subject }) => words.has(subject))).map(({ id }) => id);
  }
}

