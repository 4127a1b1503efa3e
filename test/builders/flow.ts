import type { Cell, Notebook } from '../../src/notebook/notebook';
import type { Place } from '../../src/notebook/place';
import type { Problem } from '../../src/notebook/problem';
import type { Bond, Flow, Role, Together, Unit, Use, Write } from '../../src/pipeline/analysis/flow';

/** What a statement does, as an analysis would find it. */
export interface Does {
  readonly role?: Role;
  /** subjects; `?x` may be missing */
  readonly uses?: readonly string[];
  readonly binds?: readonly string[];
  readonly mayBind?: readonly string[];
  readonly mutates?: readonly string[];
  readonly deletes?: readonly string[];
  readonly shows?: boolean;
  /** the source, a comment if not given */
  readonly text?: string;
  /** for a use inside a function that is called: the statement that defines it, by its number */
  readonly inside?: Readonly<Record<string, number>>;
}

/** A notebook and its flow, written down statement by statement; each statement is a line of its cell. */
export class FlowBuilder {
  private readonly cells: Cell[] = [];
  private readonly units: Unit[] = [];
  private readonly bonds: Bond[] = [];
  private readonly together: Together[] = [];
  private readonly problems: Problem[] = [];
  private readonly modules: string[] = [];

  markdown(source: string): this {
    return this.add('markdown', source, []);
  }

  /** A code cell with these statements. */
  code(...statements: readonly Does[]): this {
    return this.tagged([], ...statements);
  }

  tagged(tags: readonly string[], ...statements: readonly Does[]): this {
    const cell = this.cells.length;
    for (const [at, does] of statements.entries()) this.units.push(this.unit(cell, at + 1, does));
    return this.add('code', statements.map(({ text }, at) => text ?? `# ${at + 1}`).join('\n'), tags);
  }

  /** `name = value` as a parameter. */
  parameter(name: string, literal: string): this {
    return this.tagged(['parameters'], { role: 'parameter', binds: [name], text: `${name} = ${literal}` });
  }

  bond(from: number, to: number, subject: string): this {
    this.bonds.push({ from, to, subject, reason: `\`${subject}\` is a generator, which cannot be stored` });
    return this;
  }

  sharing(from: number, to: number, ...subjects: readonly string[]): this {
    this.together.push({ from, to, subjects });
    return this;
  }

  problem(problem: Problem): this {
    this.problems.push(problem);
    return this;
  }

  module(...names: readonly string[]): this {
    this.modules.push(...names);
    return this;
  }

  get notebook(): Notebook {
    return { language: 'python', cells: this.cells };
  }

  get flow(): Flow {
    return { units: this.units, bonds: this.bonds, together: this.together, problems: this.problems, unfollowed: [], acting: [], reachable: new Map(), unseeded: [], modules: this.modules };
  }

  private add(type: Cell['type'], source: string, tags: readonly string[]): this {
    const index = this.cells.length;
    this.cells.push({ index, id: `cell-${index}`, type, source, tags, executionCount: null, raised: null });
    return this;
  }

  private unit(cell: number, line: number, does: Does): Unit {
    const { role = 'work', uses = [], binds = [], mayBind = [], mutates = [], deletes = [], shows = role === 'display', text = '', inside = {} } = does;
    const place = { cell, line, column: 0, endLine: line, endColumn: Math.max(3, text.length) };
    const use = (name: string): Use => {
      const subject = name.replace(/^\?/, '');
      const holder = inside[subject];
      return { subject, place, through: holder === undefined ? [] : [this.placeOf(holder)], optional: name.startsWith('?') };
    };
    const write = (how: Write['how']) => (subject: string): Write => ({ subject, how, place });
    return {
      id: this.units.length,
      cell,
      place,
      role,
      shows,
      uses: [...new Set([...uses, ...mutates])].map(use),
      writes: [...binds.map(write('bind')), ...mayBind.map(write('may-bind')), ...mutates.map(write('mutate')), ...deletes.map(write('delete'))],
    };
  }

  private placeOf(id: number): Place {
    const unit = this.units[id];
    if (!unit) throw new Error(`there is no statement ${id} yet`);
    return unit.place;
  }
}
