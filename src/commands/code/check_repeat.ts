import { resolve, sep } from 'node:path';
import { compareEnvironment } from '../../core/compare_environment';
import { leftOutCount } from '../../core/left_out_text';
import { dataChecks, environmentChecks, type Check } from '../../core/repeat_checks';
import type { DataFile } from '../../core/run';
import { compareData } from '../../git/compare_data';
import { movedPath } from '../../git/moved_path';
import { listTree, type TreeFile } from '../../git/tree';
import { readPythonEnvironment, type PythonEnvironment } from '../../host/python_environment';
import type { PythonClient } from '../../host/python_client';
import type { CodeOfRun } from '../../host/run_code';

/** What was found out about the conditions of a run, before it is run again. */
export interface RepeatChecks {
  readonly environment: readonly Check[];
  readonly data: readonly Check[];
  readonly code: readonly Check[];
  /** of the interpreter that would run it */
  readonly now: PythonEnvironment;
}

/**
 * Compares packages and data with what the run recorded. Throws as `readPythonEnvironment`, `compareData`.
 * @param root the work tree in which the run ran
 * @param storeFolder the folder that holds `.trialbook`
 */
export async function checkRepeat(
  code: CodeOfRun, root: string, storeFolder: string, interpreter: string, client: PythonClient, signal: AbortSignal,
): Promise<RepeatChecks> {
  const { environment, files } = code.detail;
  const now = await readPythonEnvironment(interpreter, root, client, signal);
  const changes = environment && compareEnvironment(environment, { ...environment, python: now.python, packages: now.packages });
  const tree = await listTree(code.repository, code.snapshot, signal);
  const data = await compareData(notAmong(tree, files, [root, code.repository.root], storeFolder), storeFolder, signal);
  return { environment: environmentChecks(changes), data: dataChecks(data), code: codeChecks(code, tree, root), now };
}

/** Files of the snapshot come back with the code. @param roots where its work tree is, or was: the folder may have been moved, and the store with it */
function notAmong(tree: readonly TreeFile[], files: readonly DataFile[], roots: readonly string[], storeFolder: string): DataFile[] {
  const kept = new Set(tree.map(({ path }) => path));
  const pathIn = (root: string, path: string): string | undefined => movedPath(resolve(storeFolder, path), root, '')?.split(sep).join('/');
  return files.filter(({ path }) => !roots.some((root) => kept.has(pathIn(root, path) ?? '')));
}

function codeChecks({ detail, repository }: CodeOfRun, tree: readonly TreeFile[], root: string): Check[] {
  const { leftOut, changed = [] } = detail.git ?? {};
  const submodules = tree.filter(({ kind }) => kind === 'submodule');
  const inWorkTree = detail.argv.slice(1).filter((argument) => argument.includes(`${root}${sep}`) || argument.includes(`${repository.root}${sep}`));
  return [
    ...(leftOut && leftOut.count > 0 ? [{ state: 'unknown', text: `${leftOutCount(leftOut)} ${leftOut.count === 1 ? 'was' : 'were'} not kept with the code`, description: leftOut.files.slice(0, 3).map(({ path }) => path).join(', ') } as const] : []),
    ...changed.map((path) => ({ state: 'unknown', text: path, description: 'changed while it was kept' }) as const),
    ...submodules.map(({ path }) => ({ state: 'unknown', text: path, description: 'a submodule, which stays empty' }) as const),
    ...inWorkTree.map((argument) => ({ state: 'unknown', text: argument, description: 'names a place in the folder you work in, and is used as it is' }) as const),
  ];
}
