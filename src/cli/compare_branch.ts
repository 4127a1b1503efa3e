import { bestOfBranches, type ValuedRun } from '../core/branch_comparison';
import { summary } from '../core/code_text';
import { compareRuns } from '../core/comparison';
import { TrialbookError } from '../core/errors';
import { goalOf } from '../core/headline';
import type { Experiment, Goal, RunRow } from '../core/run';
import { branchHistory, type BranchHistory } from '../git/branch_history';
import { codeChanges } from '../git/code_changes';
import { openRepository, type Repository } from '../git/open_repository';
import type { StoreService } from '../store/service';
import { UsageError, type Arguments, type OptionSpec } from './arguments';
import { branchJson, branchLine, writeBranchMarkdown, writeBranchText } from './branch_rows';
import type { CommandContext } from './command';
import type { ComparedExperiment } from './compared_branch';
import { openForReading } from './open_store';

const ALL = 1_000_000_000;

/** Options of `trialbook compare` for a branch beside another. */
export const BRANCH_OPTIONS = {
  against: { type: 'string', value: 'REV', help: "this branch's best runs beside REV's, in place of RUN RUN…" },
  experiment: { type: 'string', short: 'e', multiple: true, value: 'NAME', help: 'with --against: only this experiment' },
  metric: { type: 'string', value: 'KEY', help: "with --against: by this metric, in place of each experiment's own" },
  goal: { type: 'string', value: 'max|min', help: 'with --metric: whether more or less of it is better' },
  'fail-if-worse-by': { type: 'string', value: 'N', help: 'with --against: exit with status 4 where a best is worse by more than N' },
} as const satisfies Readonly<Record<string, OptionSpec>>;

/** Throws `branch-worse` when all is printed, where that was asked for. */
export async function compareBranch(context: CommandContext, revision: string): Promise<void> {
  const { args, terminal, cwd } = context;
  args.expectOperands(0, 0, 'no RUN beside --against');
  if (args.flag('csv') || args.flag('all')) throw new UsageError('--csv and --all are for RUN RUN…, not for --against');
  const mostWorse = args.number('fail-if-worse-by');
  if (mostWorse !== undefined && !(mostWorse >= 0)) throw new UsageError('--fail-if-worse-by is 0 or more');
  const repository = await openRepository(cwd);
  if (!repository) throw new TrialbookError('git-none', `${cwd} is in no git repository, so there is no branch to compare.`);
  const history = await branchHistory(repository, revision);
  using open = openForReading(context);
  const experiments: ComparedExperiment[] = [];
  for (const asked of askedExperiments(open.store, args)) {
    const compared = await compareExperiment(open.store, args, repository, history, asked);
    if (compared) experiments.push(compared);
  }
  const comparison = { revision, history, experiments };
  if (args.flag('json')) terminal.json(branchJson(comparison));
  else if (args.flag('markdown')) writeBranchMarkdown(terminal, comparison);
  else writeBranchText(terminal, comparison);
  if (mostWorse === undefined) return;
  const worse = experiments.filter(({ verdict, difference }) => verdict === 'worse' && !(Math.abs(difference ?? 0) <= mostWorse));
  if (worse.length > 0) throw new TrialbookError('branch-worse', worse.map((one) => `${one.experiment}: ${branchLine(one)}`).join('; '));
}

interface AskedExperiment {
  readonly name: string;
  readonly metric: string;
  readonly goal: Goal;
}

function askedExperiments(store: StoreService, args: Arguments): AskedExperiment[] {
  const names = args.each('experiment');
  const known = store.experiments();
  const missing = names.find((name) => !known.some((one) => one.name === name));
  if (missing !== undefined) throw new TrialbookError('no-experiment', `there is no experiment ${missing}`);
  const chosen = names.length === 0 ? known : known.filter(({ name }) => names.includes(name));
  const key = args.text('metric');
  const goal = args.choice('goal', ['max', 'min']);
  if (key === undefined) {
    if (goal !== undefined) throw new UsageError('--goal goes with --metric');
    return chosen.flatMap(({ name, metric, goal: better }) => (metric === null ? [] : [{ name, metric, goal: better }]));
  }
  return chosen.map((experiment) => ({ name: experiment.name, metric: key, goal: goal ?? knownGoal(experiment, key) }));
}

function knownGoal(experiment: Experiment, key: string): Goal {
  const goal = experiment.metric === key ? experiment.goal : goalOf(key);
  if (goal === null) throw new UsageError(`whether more or less of ${key} is better is not known: say --goal max or --goal min`);
  return goal;
}

async function compareExperiment(
  store: StoreService, args: Arguments, repository: Repository, history: BranchHistory, { name, metric, goal }: AskedExperiment,
): Promise<ComparedExperiment | null> {
  const query = args.text('query');
  const sort = [{ by: 'metric', key: metric, descending: goal === 'max' } as const];
  const { rows } = store.runs({ experiment: name, metrics: [metric], sort, limit: ALL, ...(query === undefined ? {} : { query }) });
  const runs = rows.flatMap((row): ValuedRun[] => (row.metrics[0] ? [{ row, value: row.metrics[0].last }] : []));
  const bests = bestOfBranches(runs, history, goal);
  const { branch, against } = bests;
  if (!branch && !against) return null;
  const params = branch && against ? differingParams(store, against.row, branch.row) : [];
  return { experiment: name, metric, goal, ...bests, params, code: branch && against && (await codeBetween(repository, against.row, branch.row)) };
}

function differingParams(store: StoreService, against: RunRow, branch: RunRow): ComparedExperiment['params'] {
  const { params } = compareRuns([store.detail(against.runId), store.detail(branch.runId)]);
  return params.filter(({ differs }) => differs).map(({ name, values }) => ({ name, against: values[0] ?? null, branch: values[1] ?? null }));
}

async function codeBetween(repository: Repository, from: RunRow, to: RunRow): Promise<string | null> {
  const [old, now] = [filesOf(from), filesOf(to)];
  if (old === null || now === null) return null;
  try {
    return summary(await codeChanges(repository, old, now));
  } catch (error) {
    // The snapshot of a run from another machine is not in this clone.
    if (error instanceof TrialbookError && error.code === 'git-failed') return null;
    throw error;
  }
}

/** The commit that holds a run's files; null where its changes were not kept. */
function filesOf({ snapshot, commit, dirty }: RunRow): string | null {
  return snapshot ?? (dirty === false ? commit : null);
}
