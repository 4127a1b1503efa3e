import { delimiter, dirname } from 'node:path';
import * as v from 'valibot';
import * as vscode from 'vscode';
import type { Check } from '../../core/repeat_checks';
import { bringData, planData } from '../../git/bring_data';
import { movedPath } from '../../git/moved_path';
import { openRepository } from '../../git/open_repository';
import { restoreBeside, type RestoredBeside } from '../../git/restore_beside';
import { cancellable } from '../../host/cancellable';
import { makeEnvironment } from '../../host/fresh_environment';
import type { PythonClient } from '../../host/python_client';
import type { Repeats } from '../../host/repeats';
import type { CodeOfRun } from '../../host/run_code';
import { runFor } from '../pick_runs';
import { interpreterOf, runnable, start } from '../run_again';
import { requireTrust, type RunDeps } from '../run_file';
import { askPlace } from './ask_place';
import { checkRepeat, type RepeatChecks } from './check_repeat';
import { offerWindow, type RestoreDeps } from './restore_beside';

export interface RunAgainExactlyDeps extends RestoreDeps, RunDeps {
  readonly client: PythonClient;
  readonly repeats: Repeats;
}

/** `run` with the packages of now, `fresh` with those of then in an environment of their own. */
type How = 'run' | 'fresh';
const given = v.object({ how: v.picklist(['run', 'fresh']) });

/**
 * `(ref, {how, folder?, branch?}?)`: the command of a run once more, on its own code in a work tree beside, recorded where the run is.
 * What differs from then is shown before; whether the metrics are the same is said at the end.
 * @returns the id of the new run; undefined when the person turned back
 */
export async function runAgainExactly(deps: RunAgainExactlyDeps, args: readonly unknown[]): Promise<string | undefined> {
  requireTrust();
  const { stores, runCode, client, repeats } = deps;
  const ref = await runFor(stores, args, 'Run Again Exactly');
  if (!ref) return undefined;
  const detail = await runnable(stores, ref);
  const storeFolder = dirname(ref.storeDir);
  const found = await cancellable('Comparing packages and data with then', async (signal) => {
    const code = await runCode.of(ref, signal);
    const root = detail.git?.root ?? code.repository.root;
    const interpreter = await interpreterOf(deps, detail, code.repository.root);
    return { code, root, interpreter, checks: await checkRepeat(code, root, storeFolder, interpreter, client, signal) };
  });
  if (!found) return undefined;
  const { code, root, interpreter, checks } = found;
  const asked = v.safeParse(given, args[1]);
  const how = asked.success ? asked.output.how : await askHow(code, checks);
  const place = how && (await askPlace(`Run ${detail.row.name} again`, code.repository, detail.row.name, args[1]));
  if (!how || !place) return undefined;

  const restored = await cancellable(`Restoring the code of ${detail.row.name}`, (signal) => restoreBeside(code.repository, code.snapshot, place, signal));
  if (!restored) return undefined;
  const { folder } = restored;
  if (!(await cancellable('Bringing the data', (signal) => bringDataOf(code, root, storeFolder, restored, signal)))) {
    void offerWindow(folder, `Nothing was run. The code of ${detail.row.name} is in ${folder}, on the new branch ${place.branch}.`);
    return undefined;
  }
  const developed = new Set(checks.now.developed);
  const wanted = Object.fromEntries(Object.entries(detail.environment?.packages ?? {}).filter(([name]) => !developed.has(name)));
  const python = how === 'fresh' ? await makeEnvironment(interpreter, folder, wanted) : interpreter;
  const moved = (path: string): string => movedPath(path, root, folder) ?? path;
  // Packages that are developed in the work tree are taken from the restored one: what PYTHONPATH names comes before them.
  const places = checks.now.places.map(moved);
  const [script = '', ...rest] = detail.argv;
  const runId = await start(deps, ref, detail, {
    argv: [moved(script), ...rest],
    cwd: moved(detail.cwd ?? root),
    interpreter: python,
    env: places.length > 0 ? { PYTHONPATH: places.join(delimiter) } : {},
  });
  repeats.follow(ref, runId);
  return runId;
}

/** Links or copies the data that git does not keep from the work tree in which the run ran. */
async function bringDataOf({ repository, detail }: CodeOfRun, root: string, storeFolder: string, beside: RestoredBeside, signal: AbortSignal): Promise<true> {
  const original = await openRepository(root, signal);
  // The folder may have been moved since, and the store with it; then its files are where the store is.
  for (const one of original && original.root !== repository.root ? [original, repository] : [repository]) {
    await bringData(await planData(detail.files, storeFolder, one, beside.repository, signal), beside.repository, signal);
  }
  return true;
}

interface HowItem extends vscode.QuickPickItem {
  readonly how?: How;
}

const ICONS: Readonly<Record<Check['state'], string>> = { same: 'check', differs: 'warning', unknown: 'question' };
const MOST = 100;

/** Shows what differs from then below the ways to run; choosing one of those rows does nothing. */
function askHow({ detail }: CodeOfRun, checks: RepeatChecks): Promise<How | undefined> {
  const packages = Object.keys(detail.environment?.packages ?? {}).length;
  const separator = (label: string): HowItem => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const rows = (title: string, found: readonly Check[]): HowItem[] =>
    found.length === 0 ? [] : [separator(title), ...found.slice(0, MOST).map(({ state, text, description }) => ({ label: `$(${ICONS[state]}) ${text.replaceAll('$(', '$\u200b(')}`, description }))];
  const pick = vscode.window.createQuickPick<HowItem>();
  pick.title = `Run ${detail.row.name} again exactly`;
  pick.placeholder = 'Its code is restored beside; what differs otherwise is listed below';
  pick.ignoreFocusOut = true;
  pick.items = [
    { label: '$(debug-restart) Run', description: 'with the packages of now', how: 'run' },
    ...(packages > 0 ? [{ label: '$(package) Run in a Fresh Environment', description: `with ${packages} packages as they were, installed by pip`, how: 'fresh' } as const] : []),
    ...rows('packages', checks.environment),
    ...rows('data', checks.data),
    ...rows('code', checks.code),
  ];
  return new Promise((resolve) => {
    pick.onDidAccept(() => {
      const how = pick.activeItems[0]?.how;
      if (how === undefined) return;
      resolve(how);
      pick.dispose();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}
