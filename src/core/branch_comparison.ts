import { compareNumbers } from './ordering';
import type { Goal, RunRow } from './run';

/** Whose a commit is, of a branch that is compared with another. */
export interface BranchCommits {
  readonly head: string;
  /** those that only the branch has */
  readonly own: ReadonlySet<string>;
  /** those of the other one, in the order in which its runs are looked for */
  readonly theirs: readonly string[];
}

/** A run that has a value of the metric. Null is NaN. */
export interface ValuedRun {
  readonly row: RunRow;
  readonly value: number | null;
}

export interface BranchBests {
  readonly branch: ValuedRun | null;
  readonly against: ValuedRun | null;
  /** the branch's value less the other's; null where one is missing, NaN where one is */
  readonly difference: number | null;
  readonly verdict: 'better' | 'worse' | 'same' | null;
}

/**
 * The best run of each side. The branch's are those of its own commits, and those that HEAD with uncommitted changes made. Of the others
 * the first commit counts that has any, and there the best; runs with uncommitted changes only where no commit has one without.
 */
export function bestOfBranches(runs: readonly ValuedRun[], commits: BranchCommits, goal: Goal): BranchBests {
  const places = new Map(commits.theirs.map((commit, place) => [commit, place]));
  const own: ValuedRun[] = [];
  const theirs: (ValuedRun & { place: number })[] = [];
  for (const run of runs) {
    const { commit, dirty } = run.row;
    if (commit === null) continue;
    const place = places.get(commit);
    if (commits.own.has(commit) || (dirty === true && commit === commits.head)) own.push(run);
    else if (place !== undefined) theirs.push({ ...run, place });
  }
  const clean = theirs.filter(({ row }) => row.dirty !== true);
  const counted = clean.length > 0 ? clean : theirs;
  const nearest = counted.reduce((least, { place }) => Math.min(least, place), Infinity);
  const branch = best(own, goal);
  const against = best(counted.filter(({ place }) => place === nearest), goal);
  return { branch, against, ...judged(branch, against, goal) };
}

/** Of equal runs the first. */
function best(runs: readonly ValuedRun[], goal: Goal): ValuedRun | null {
  const [first] = [...runs].sort((a, b) => compareNumbers(a.value, b.value, goal === 'max'));
  return first ? { row: first.row, value: first.value } : null;
}

/** A value is better than NaN. */
function judged(branch: ValuedRun | null, against: ValuedRun | null, goal: Goal): Pick<BranchBests, 'difference' | 'verdict'> {
  if (!branch || !against) return { difference: null, verdict: null };
  const order = compareNumbers(branch.value, against.value, goal === 'max');
  const difference = branch.value === against.value ? 0 : (branch.value ?? NaN) - (against.value ?? NaN);
  return { difference, verdict: order < 0 ? 'better' : order > 0 ? 'worse' : 'same' };
}
