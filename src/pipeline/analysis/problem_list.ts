import type { Problem, ProblemCode } from '../../notebook/problem';
import type { Place } from '../../notebook/place';
import type { SyntaxFault } from '../syntax/fault';
import type { Sight } from './sight';

/** Behind one of these nobody knows which variables were read, bound or changed. */
const HIDES_NAMES: ReadonlySet<ProblemCode> = new Set<ProblemCode>(['namespace', 'ipython', 'unfollowed']);

/** Problems in the order in which they are met, one a place and kind. */
export class ProblemList {
  private readonly seen = new Map<string, Problem>();
  private readonly unfollowed = new Set<number>();
  /** the statement that is being followed; undefined where none is */
  unit: number | undefined;

  add(code: ProblemCode, severity: Problem['severity'], { node, source }: Pick<Sight, 'node' | 'source'>, message: string): void {
    this.addAt(code, severity, source.place(node), message);
  }

  addAt(code: ProblemCode, severity: Problem['severity'], place: Place, message: string): void {
    if (this.unit !== undefined && HIDES_NAMES.has(code)) this.unfollowed.add(this.unit);
    const key = `${code} ${place.cell} ${place.line} ${place.column}`;
    const before = this.seen.get(key);
    if (!before || (before.severity !== 'error' && severity === 'error')) this.seen.set(key, { code, severity, place, message });
  }

  addFault(cell: number, { message, line, column, python2 }: SyntaxFault): void {
    const place = { cell, line, column, endLine: line, endColumn: column + 1 };
    const text = python2 ? 'This is Python 2: bring the notebook to Python 3 first.' : `This is not Python: ${message}.`;
    this.addAt(python2 ? 'python2' : 'syntax', 'error', place, text);
  }

  addAwait(place: Place): void {
    const message = 'A pipeline\'s steps are plain functions, which cannot `await`: put this into an `async` function, and call that by `asyncio.run`.';
    this.addAt('await', 'error', place, message);
  }

  /** Cells could not be read. */
  get hasFaults(): boolean {
    return this.all().some(({ code }) => code === 'syntax' || code === 'python2');
  }

  /** A statement is not followed at all. */
  leave(unit: number): void {
    this.unfollowed.add(unit);
  }

  /** The statements in which, or in functions that they call, something was met that hides what they do to variables. */
  get unfollowedUnits(): readonly number[] {
    return [...this.unfollowed];
  }

  all(): Problem[] {
    return [...this.seen.values()];
  }
}
