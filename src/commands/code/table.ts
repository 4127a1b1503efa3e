import type { CommandTable } from '../register';
import { compareCode, compareCodeWithCommit, compareCodeWithNow, type CompareCodeDeps } from './compare_code';
import { commitRunsCode } from './commit_code';
import { compareFileWithNow, openCode, type OpenCodeDeps } from './open_code';
import { restoreRunBeside } from './restore_beside';
import { restoreNode, restoreRunsFiles, type RestoreFilesDeps } from './restore_files';
import { runAgainExactly, type RunAgainExactlyDeps } from './run_again_exactly';

export type CodeCommandDeps = CompareCodeDeps & OpenCodeDeps & RestoreFilesDeps & RunAgainExactlyDeps;

/** The commands about the code of runs. */
export function codeCommands(deps: CodeCommandDeps): CommandTable {
  return {
    'trialbook.compareCode': (...args) => compareCode(deps, args),
    'trialbook.compareCodeWithNow': (...args) => compareCodeWithNow(deps, args),
    'trialbook.compareCodeWithCommit': (...args) => compareCodeWithCommit(deps, args),
    'trialbook.openCode': (...args) => openCode(deps, args),
    'trialbook.closeCode': () => deps.codeView.close(),
    'trialbook.compareFileWithNow': (node) => compareFileWithNow(node),
    'trialbook.restoreBeside': (...args) => restoreRunBeside(deps, args),
    'trialbook.restoreFiles': (...args) => restoreRunsFiles(deps, args),
    'trialbook.restoreFile': (node) => restoreNode(deps, node),
    'trialbook.undoRestore': () => deps.restoreUndo.undo(),
    'trialbook.commitCode': (...args) => commitRunsCode(deps, args),
    'trialbook.runAgainExactly': (...args) => runAgainExactly(deps, args),
  };
}
