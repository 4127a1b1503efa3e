import type { ProblemCode } from '../../notebook/problem';
import type { Flow } from '../analysis/flow';
import type { ExecutedCell } from './executed_cell';
import type { SliceNote } from './execution';

/** `Out[3]`, `_3`, `_i3` */
const BY_NUMBER = /\b(?:In|Out)\s*\[|(?<!\w)_i?\d+\b/;

/** What cannot be repeated, or is not known, about the executions that are kept: what matters most first. */
export function sliceNotes(all: readonly ExecutedCell[], kept: readonly ExecutedCell[], flow: Flow): SliceNote[] {
  const notes: SliceNote[] = [];
  const add = (kind: SliceNote['kind'], cells: readonly ExecutedCell[], names: readonly string[] = []): void => {
    if (cells.length > 0) notes.push({ kind, executions: cells.map(({ execution }) => execution.id), names: [...new Set(names)] });
  };
  const keptAt = new Set(kept.map(({ at }) => at));
  const unitIn = (ids: readonly number[]): ReadonlySet<number> => new Set(ids.map((id) => flow.units[id]!.cell));
  const unfollowed = unitIn(flow.unfollowed);
  const unseeded = unitIn(flow.unseeded);
  const redacted = kept.filter(({ execution }) => execution.redactedMs !== null);
  const withProblem = (code: ProblemCode): { cells: ExecutedCell[]; messages: string[] } => {
    const problems = flow.problems.filter((problem) => problem.code === code && problem.severity === 'error' && keptAt.has(problem.place.cell));
    const places = new Set(problems.map(({ place }) => place.cell));
    return { cells: kept.filter(({ at, broken }) => places.has(at) && !broken), messages: problems.filter(({ place }) => !all[place.cell]?.broken).map(({ message }) => message) };
  };
  const isForeign = ({ reading, parsed, execution }: ExecutedCell): boolean => reading === 'unknown' && parsed === null && execution.redactedMs === null && execution.language !== null && !/^i?python\d*$/i.test(execution.language);

  add('redacted', redacted);
  const missing = withProblem('undefined-name');
  add('undefined', missing.cells, missing.messages.map(undefinedName));
  add('unfollowed', kept.filter((cell) => (cell.reading === 'unknown' || unfollowed.has(cell.at)) && !redacted.includes(cell) && !isForeign(cell)));
  add('language', kept.filter(isForeign));
  add('interrupted', kept.filter(({ execution }) => execution.status === 'interrupted'));
  add('unfinished', kept.filter(({ execution }) => execution.status === 'unknown' || execution.status === 'running'));
  add('input', withProblem('input').cells);
  add('history', withProblem('ipython').cells.filter(({ execution }) => BY_NUMBER.test(execution.source)));
  add('widget', withProblem('widget').cells);
  add('random', kept.filter(({ at }) => unseeded.has(at)));
  const stars = withProblem('star-import');
  add('star-import', stars.cells);
  const installs = all.filter(({ at, parsed }) => !keptAt.has(at) && parsed !== null && parsed.python.requirements.length > 0);
  add('install', installs, installs.flatMap(({ parsed }) => parsed?.python.requirements ?? []));
  return notes;
}

/** The name that a problem of the kind `undefined-name` is about, which its message begins with. */
export function undefinedName(message: string): string {
  return /^`([^`]+)`/.exec(message)?.[1] ?? '';
}
