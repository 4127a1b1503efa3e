import type { BranchBests } from '../core/branch_comparison';
import type { Goal } from '../core/run';
import type { BranchHistory } from '../git/branch_history';

/** One experiment's best runs on both sides. */
export interface ComparedExperiment extends BranchBests {
  readonly experiment: string;
  readonly metric: string;
  readonly goal: Goal;
  readonly params: readonly { readonly name: string; readonly against: string | null; readonly branch: string | null }[];
  /** `same code`, `differs in 3 files`; null where one side is missing, or its files are not to be had */
  readonly code: string | null;
}

export interface ComparedBranch {
  /** REV as it was typed */
  readonly revision: string;
  readonly history: BranchHistory;
  /** the one that ran last first; those without a run on either side are left out */
  readonly experiments: readonly ComparedExperiment[];
}
