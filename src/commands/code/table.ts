import type { CommandTable } from '../register';
import { compareCode, compareCodeWithCommit, compareCodeWithNow, type CompareCodeDeps } from './compare_code';
import { compareFileWithNow, openCode, type OpenCodeDeps } from './open_code';

export type CodeCommandDeps = CompareCodeDeps & OpenCodeDeps;

/** The commands about the code of runs. */
export function codeCommands(deps: CodeCommandDeps): CommandTable {
  return {
    'trialbook.compareCode': (...args) => compareCode(deps, args),
    'trialbook.compareCodeWithNow': (...args) => compareCodeWithNow(deps, args),
    'trialbook.compareCodeWithCommit': (...args) => compareCodeWithCommit(deps, args),
    'trialbook.openCode': (...args) => openCode(deps, args),
    'trialbook.closeCode': () => deps.codeView.close(),
    'trialbook.compareFileWithNow': (node) => compareFileWithNow(node),
  };
}
