import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, isAbsolute, join } from 'node:path';
import * as v from 'valibot';
import * as vscode from 'vscode';
import { TrialbookError } from '../../core/errors';
import { safeName } from '../../core/safe_name';
import { checkNewBranch } from '../../git/branch_name';
import type { Repository } from '../../git/open_repository';

const MOST_TRIES = 50;
const givenPlace = v.object({ folder: v.optional(v.string()), branch: v.optional(v.string()) });

/** What a command was given of a place; it asks for none of it then. */
export function placeGiven(arg: unknown): { readonly folder?: string | undefined; readonly branch?: string | undefined } | undefined {
  const parsed = v.safeParse(givenPlace, arg);
  return parsed.success && (parsed.output.folder ?? parsed.output.branch) !== undefined ? parsed.output : undefined;
}

/** Asks for a new folder and a new branch; undefined when the person turned back. */
export async function askPlace(title: string, repository: Repository, runName: string, arg: unknown): Promise<{ folder: string; branch: string } | undefined> {
  const given = placeGiven(arg);
  if (given) return { folder: given.folder ?? freeFolder(repository, runName), branch: given.branch ?? (await freeBranch(repository, runName)) };
  const folder = await askFolder(`${title} (1/2)`, repository, runName);
  if (folder === undefined) return undefined;
  const branch = await askBranch(`${title} (2/2)`, repository, runName);
  return branch === undefined ? undefined : { folder, branch };
}

/** Asks for a folder that does not exist yet; by default one beside the repository. */
export async function askFolder(title: string, repository: Repository, runName: string): Promise<string | undefined> {
  const input = vscode.window.createInputBox();
  const browse: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('folder-opened'), tooltip: 'Choose the folder around it' };
  const { value, valueSelection } = withNameSelected(freeFolder(repository, runName));
  Object.assign(input, { title, value, valueSelection, buttons: [browse], ignoreFocusOut: true, prompt: 'A new folder for the code. Nothing in the folder you work in changes.' });
  try {
    return await new Promise<string | undefined>((resolve) => {
      const check = (): void => void (input.validationMessage = folderProblem(input.value));
      input.onDidChangeValue(check);
      input.onDidTriggerButton(async () => {
        const [chosen] = (await vscode.window.showOpenDialog({ canSelectFolders: true, canSelectFiles: false, openLabel: 'Put It Here' })) ?? [];
        if (chosen) input.value = join(chosen.fsPath, basename(input.value));
        check();
        input.show();
      });
      input.onDidAccept(() => {
        check();
        if (!input.validationMessage) resolve(expanded(input.value));
      });
      input.onDidHide(() => resolve(undefined));
      input.show();
    });
  } finally {
    input.dispose();
  }
}

/** Asks for the name of a branch that does not exist yet. */
export async function askBranch(title: string, repository: Repository, runName: string): Promise<string | undefined> {
  const name = await vscode.window.showInputBox({
    title,
    value: await freeBranch(repository, runName),
    prompt: 'The name of the new branch',
    ignoreFocusOut: true,
    validateInput: (typed) => branchProblem(repository, typed.trim()),
  });
  return name?.trim();
}

/** `<repository>-<run>` beside the repository, with a number where that is taken. */
export function freeFolder({ root }: Repository, runName: string): string {
  const name = join(dirname(root), `${basename(root)}-${safeName(runName)}`);
  for (let number = 2, folder = name; ; folder = `${name}-${number++}`) if (!existsSync(folder)) return folder;
}

/** `trialbook/<run>`, with a number where that is taken. */
export async function freeBranch(repository: Repository, runName: string): Promise<string> {
  const name = `trialbook/${safeName(runName)}`;
  for (let number = 1; number <= MOST_TRIES; number++) {
    const branch = number === 1 ? name : `${name}-${number}`;
    if ((await branchProblem(repository, branch)) === undefined) return branch;
  }
  return name;
}

async function branchProblem(repository: Repository, name: string): Promise<string | undefined> {
  try {
    await checkNewBranch(repository, name);
    return undefined;
  } catch (error) {
    if (error instanceof TrialbookError) return error.message;
    throw error;
  }
}

function folderProblem(typed: string): string | undefined {
  const folder = expanded(typed);
  if (!isAbsolute(folder)) return 'Give the whole path of the folder.';
  return existsSync(folder) ? 'This folder is there already. Give the name of a new one.' : undefined;
}

function expanded(typed: string): string {
  const path = typed.trim().replace(/(?<=.)[\\/]+$/, '');
  return path.startsWith('~/') ? join(homedir(), path.slice(2)) : path;
}

/** Mostly it is the name alone that is changed. */
function withNameSelected(value: string): { value: string; valueSelection: [number, number] } {
  return { value, valueSelection: [value.length - basename(value).length, value.length] };
}
