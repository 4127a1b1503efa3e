import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import * as vscode from 'vscode';
import { TrialbookError } from '../core/errors';
import { REPEATS_TAG } from '../core/repeat_tags';
import type { RunDetail } from '../core/run';
import { isRunnable } from '../core/runnable';
import type { RunRef } from '../host/open_store';
import type { Stores } from '../host/stores';
import { askChanges, type Texts } from './ask_changes';
import { changeArguments, splitValues, type ChangedArguments, type ParamChange } from './change_arguments';
import { changeNotebookArguments, notebookArguments } from './notebook_arguments';
import { runFor } from './pick_runs';
import type { RunDeps } from './run_file';
import { requireTrust } from './run_file';
import { storeOf } from './run_targets';

/** What the client writes in the place of a password. */
const MASK = '…';
/** Params that came from the command line, and so can be given anew. */
const FROM_COMMAND_LINE = new Set(['argparse', 'argv', 'sweep']);
/** Of a notebook also those that its parameters cell sets by itself. */
const OF_NOTEBOOK = new Set([...FROM_COMMAND_LINE, 'cell']);

/** `(ref)`: the same command again, with the code as it is now. @returns the id of the new run */
export async function runAgain(deps: RunDeps, stores: Stores, args: readonly unknown[]): Promise<string | undefined> {
  requireTrust();
  const ref = await runFor(stores, args, 'Run Again');
  if (!ref) return undefined;
  const detail = await runnable(stores, ref);
  return start(deps, ref, detail, { argv: detail.argv });
}

/**
 * `(ref, {name: value}?)`: the same command with other values; several values, separated by commas, make a sweep.
 * @returns the id of the new run
 */
export async function runAgainChanged(deps: RunDeps, stores: Stores, args: readonly unknown[]): Promise<string | undefined> {
  requireTrust();
  const ref = await runFor(stores, args, 'Run Again with Changed Parameters');
  if (!ref) return undefined;
  const detail = await runnable(stores, ref);
  const ofNotebook = detail.row.kind === 'notebook';
  const params = detail.params.filter(({ source }) => (ofNotebook ? OF_NOTEBOOK : FROM_COMMAND_LINE).has(source));
  if (ofNotebook && params.length === 0) {
    throw new TrialbookError('no-arguments', `${detail.row.name} has no parameters: tag a cell that assigns some with “parameters”, and run it again.`);
  }
  const script = detail.row.script ? await readFile(detail.row.script, 'utf8').catch(() => '') : '';
  const change = (texts: Texts): ChangedArguments => {
    const changes = [...texts].map(([name, text]): ParamChange => {
      const param = params.find((known) => known.name === name);
      if (!param) throw new TrialbookError('no-param', `${detail.row.name} has no param ${name} that came from its command line.`);
      return { name, current: param.value, values: splitValues(text) };
    });
    return ofNotebook ? changeNotebookArguments(detail.argv, changes) : changeArguments(detail.argv, changes, script);
  };
  const changed = isTextRecord(args[1]) ? change(new Map(Object.entries(args[1]))) : await askChanges(detail, params, change);
  return changed && start(deps, ref, detail, changed);
}

/** How a recorded run is started once more; what is not said is as it was. */
export interface Again {
  readonly argv: readonly string[];
  readonly sweeps?: readonly string[];
  readonly cwd?: string;
  readonly interpreter?: string;
  /** variables added to the environment */
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts a run's command in a terminal, its new run recorded beside the old one. @returns the id of the new run */
export async function start(deps: RunDeps, ref: RunRef, detail: RunDetail, again: Again): Promise<string> {
  const { row } = detail;
  const { argv, sweeps = [], cwd = detail.cwd, env = {} } = again;
  if (argv.some((argument) => argument.endsWith(MASK) || argument.includes(`${MASK}@`))) {
    throw new TrialbookError('secret', `${row.name} was given a password or a key, which was not recorded. Run its file with arguments instead.`);
  }
  if (!cwd || !(await exists(cwd))) throw new TrialbookError('folder-gone', `The folder ${row.name} ran in (${cwd ?? 'not recorded'}) is no longer there.`);
  const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(cwd));
  const python = again.interpreter ?? (await interpreterOf(deps, detail, cwd));
  const options = [
    ...(row.experiment === 'Default' ? [] : ['--experiment', row.experiment]),
    ...['--tag', `${REPEATS_TAG}=${row.runId}`],
    ...sweeps.flatMap((sweep) => ['--sweep', sweep]),
  ];
  const title = row.script ? basename(row.script) : row.name;
  return deps.tasks.start({ title, interpreter: python, args: [...options, ...argv], cwd, env: { ...env, TRIALBOOK_DIR: ref.storeDir }, folder });
}

/** The one it ran with, where that is still there. */
export async function interpreterOf({ python }: RunDeps, { interpreter }: RunDetail, cwd: string): Promise<string> {
  return interpreter && (await exists(interpreter)) ? interpreter : (await python.find(vscode.Uri.file(cwd))).path;
}

/** The run with what starts it again in its `argv`. @throws TrialbookError `not-runnable` for what was not started by a command */
export async function runnable(stores: Stores, ref: RunRef): Promise<RunDetail> {
  const detail = await storeOf(stores, ref.storeDir).service.detail(ref.runId);
  const { kind, name } = detail.row;
  if (kind === 'session') throw new TrialbookError('not-runnable', `${name} is a notebook's kernel: run the cells in its notebook again.`);
  if (kind === 'sweep') throw new TrialbookError('not-runnable', `${name} is a sweep: run one of its runs again, with several values.`);
  if (!isRunnable(detail.row) || detail.argv.length === 0) {
    throw new TrialbookError('not-runnable', `${name} was not started by a command, so it can't be run again from here.`);
  }
  return kind === 'notebook' ? { ...detail, argv: notebookArguments(detail.argv) } : detail;
}

function isTextRecord(value: unknown): value is Readonly<Record<string, string>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every((text) => typeof text === 'string') && !('kind' in value);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(() => true, () => false);
}
