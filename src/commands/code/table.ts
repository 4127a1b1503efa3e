import type { CommandTable } from '../register';
import { compareCode, compareCodeWithCommit, compareCodeWithNow, type CompareCodeDeps } from './compare_code';

export type CodeCommandDeps = CompareCodeDeps;

/** The commands about the code of runs. */
export function codeCommands(deps: CodeCommandDeps): CommandTable {
  return {
    'trialbook.compareCode': (...args) => compareCode(deps, args),
    'trialbook.compareCodeWithNow': (...args) => compareCodeWithNow(deps, args),
    'trialbook.compareCodeWithCommit': (...args) => compareCodeWithCommit(deps, args),
  };
}
