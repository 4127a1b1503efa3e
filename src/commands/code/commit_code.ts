import * as v from 'valibot';
import * as vscode from 'vscode';
import { commitMessage, commitSubject } from '../../core/commit_message';
import type { RunDetail } from '../../core/run';
import { checkOutBeside } from '../../git/check_out_beside';
import { commitCode, type CommittedCode } from '../../git/commit_code';
import type { Repository } from '../../git/open_repository';
import { cancellable } from '../../host/cancellable';
import { runFor } from '../pick_runs';
import { askBranch, askFolder } from './ask_place';
import { offerWindow, type RestoreDeps } from './restore_beside';

const given = v.object({ branch: v.string(), subject: v.optional(v.string()) });

/** `(ref, {branch, subject?}?)`: an ordinary branch of a run's code. @returns the id of the commit it is at */
export async function commitRunsCode({ stores, runCode }: RestoreDeps, args: readonly unknown[]): Promise<string | undefined> {
  const ref = await runFor(stores, args, 'Commit the Code of a Run');
  const code = ref && (await cancellable('Looking for the code', (signal) => runCode.of(ref, signal)));
  if (!code) return undefined;
  const { repository, snapshot, commit, detail } = code;
  const asked = v.safeParse(given, args[1]);
  const wanted = asked.success ? { subject: commitSubject(detail), ...asked.output } : await ask(repository, detail, snapshot === commit);
  if (!wanted) return undefined;
  const message = commitMessage(wanted.subject ?? commitSubject(detail), detail);
  const made = await cancellable(`Committing the code of ${detail.row.name}`, (signal) => commitCode(repository, { snapshot, branch: wanted.branch, message }, signal));
  if (made) void tell(repository, detail, wanted.branch, made);
  return made?.commit;
}

/** @param clean nothing was uncommitted, so that there is nothing to write a message for */
async function ask(repository: Repository, detail: RunDetail, clean: boolean): Promise<{ branch: string; subject: string } | undefined> {
  const { name } = detail.row;
  const title = `Commit the code of ${name}`;
  const branch = await askBranch(clean ? title : `${title} (1/2)`, repository, name);
  if (branch === undefined) return undefined;
  if (clean) return { branch, subject: commitSubject(detail) };
  const subject = await vscode.window.showInputBox({
    title: `${title} (2/2)`,
    value: commitSubject(detail),
    prompt: 'The first line of the commit message. The metrics, the params and the id of the run are written below it.',
    ignoreFocusOut: true,
    validateInput: (typed) => (typed.trim() === '' ? 'A commit needs a message.' : undefined),
  });
  return subject === undefined ? undefined : { branch, subject };
}

async function tell(repository: Repository, { row }: RunDetail, branch: string, { commit, created }: CommittedCode): Promise<void> {
  const short = commit.slice(0, 7);
  const message = created ? `The code of ${row.name} is commit ${short} on the new branch ${branch}.` : `${row.name} ran without uncommitted changes: the new branch ${branch} is at its commit ${short}.`;
  const [copy, beside] = ['Copy Branch Name', 'Check Out Beside'];
  const choice = await vscode.window.showInformationMessage(message, copy, beside);
  if (choice === copy) await vscode.env.clipboard.writeText(branch);
  if (choice !== beside) return;
  const folder = await askFolder(`Check out ${branch} beside`, repository, row.name);
  if (folder === undefined) return;
  await checkOutBeside(repository, branch, folder);
  await offerWindow(folder, `${branch} is checked out in ${folder}.`);
}
