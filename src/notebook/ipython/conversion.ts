import type { Place } from '../place';
import type { Problem, ProblemCode } from '../problem';
import type { Special } from '../python_cell';
import type { SourceLine } from './source_line';
import type { KnownNames } from './template';

/** Lines that have become Python, as many as there were. */
export interface Converted {
  readonly lines: readonly string[];
  /** the value of the last expression is not displayed */
  readonly silent: boolean;
}

/** What a piece of IPython's syntax has become: Python for its place in the line, null for nothing at all. */
export interface Replacement {
  readonly python: string | null;
  readonly meaning: Special['meaning'];
  /** as the last statement of a cell it displays nothing although it is an expression */
  readonly silent?: boolean;
}

/** Where lines stand that become Python. */
export interface Where {
  /** in an indented block, which may not be left empty */
  readonly block: boolean;
  /** below how many magics that run what follows them as a cell */
  readonly depth: number;
}

/** What is found out about a cell while its lines become Python. */
export class Conversion {
  readonly specials: Special[] = [];
  readonly requirements: string[] = [];
  readonly problems: Problem[] = [];

  constructor(
    private readonly cell: number,
    readonly names: KnownNames,
  ) {}

  /** Notes a piece of IPython's syntax that begins at a column of the first of some lines and goes to the end of the last. */
  addSpecial(lines: readonly SourceLine[], column: number, meaning: Special['meaning']): void {
    const { line, endLine } = this.placeOf(lines, column);
    const original = lines.map(({ text }, index) => (index === 0 ? text.slice(column) : text)).join('\n').trimEnd();
    this.specials.push({ line, endLine, original, meaning });
  }

  addRequirements(requirements: readonly string[]): void {
    this.requirements.push(...requirements.filter((requirement) => !this.requirements.includes(requirement)));
  }

  addProblem(lines: readonly SourceLine[], column: number, code: ProblemCode, severity: Problem['severity'], message: string): void {
    this.problems.push({ code, severity, place: this.placeOf(lines, column), message });
  }

  private placeOf(lines: readonly SourceLine[], column: number): Place {
    const filled = lines.findLast(({ text }, index) => index === 0 || text.trim() !== '');
    const first = lines[0] ?? { text: '', number: 1, column: 0 };
    const last = filled ?? first;
    return {
      cell: this.cell,
      line: first.number,
      column: first.column + column,
      endLine: last.number,
      endColumn: last.column + last.text.trimEnd().length,
    };
  }
}
