import * as vscode from 'vscode';
import { formatNumber } from '../../core/format';
import { plainLine } from '../../core/plain_text';
import { TrialbookError } from '../../core/errors';
import { foundKeys, nameProblem, type FoundKey } from '../../views/notebook/found_numbers';
import type { NotebookMarks } from '../../views/notebook/notebook_marks';
import { cellArgument } from './cell_argument';
import { iconFree } from '../../views/icon_free';

interface KeyItem extends vscode.QuickPickItem {
  readonly found: FoundKey;
  /** of the metric */
  name: string;
}

const RENAME: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('edit'), tooltip: 'Record Under Another Name' };
const SETTING: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('gear'), tooltip: 'Ask, Always or Never: Open Setting' };

/**
 * `(cell?, choices?)`: asks which numbers in the outputs of a notebook are metrics, and under which names. What is said holds for what ran
 * before and for what will run.
 */
export async function chooseFoundNumbers(marks: NotebookMarks, args: readonly unknown[]): Promise<void> {
  const { notebook } = cellArgument(args);
  const marked = await marks.latest(notebook);
  const keys = foundKeys(marked?.rows ?? []);
  if (!marked || keys.length === 0) throw new TrialbookError('no-numbers', 'No numbers were found in what the cells of this notebook gave. docs/printed.md tells which are.');
  const choices = isChoices(args[1]) ? args[1] : await ask(keys);
  if (choices) for (const name of marked.names) await marked.store.service.edit({ op: 'found-numbers', notebook: name, choices });
}

type Choices = Readonly<Record<string, string | null>>;

function isChoices(given: unknown): given is Choices {
  return typeof given === 'object' && given !== null && Object.values(given).every((name) => name === null || typeof name === 'string');
}

function ask(keys: readonly FoundKey[]): Promise<Choices | undefined> {
  const pick = vscode.window.createQuickPick<KeyItem>();
  pick.title = 'Metrics of This Notebook';
  pick.placeholder = 'Check which numbers in its outputs are recorded as metrics, in earlier runs too';
  pick.canSelectMany = true;
  pick.matchOnDescription = true;
  pick.ignoreFocusOut = true;
  pick.buttons = [SETTING];
  pick.items = keys.map(itemOf);
  // Who opens this came for the numbers that wait.
  pick.selectedItems = pick.items.filter(({ found }) => found.metric !== null);
  let renaming = false;
  return new Promise((resolve) => {
    pick.onDidTriggerButton(() => vscode.commands.executeCommand('workbench.action.openSettings', 'trialbook.notebooks.metrics'));
    pick.onDidTriggerItemButton(async ({ item }) => {
      const checked = pick.selectedItems.map(({ found }) => found.key);
      renaming = true;
      const name = await vscode.window.showInputBox({ title: `Record ${item.found.key} as`, value: item.name, validateInput: nameProblem });
      renaming = false;
      if (name !== undefined) {
        pick.items = pick.items.map((one) => (one.found.key === item.found.key ? { ...itemOf(one.found), name: name.trim(), description: describe(one.found, name.trim()) } : one));
        checked.push(item.found.key);
      }
      pick.selectedItems = pick.items.filter(({ found }) => checked.includes(found.key));
      pick.show();
    });
    pick.onDidAccept(() => {
      const chosen = new Map(pick.selectedItems.map(({ found, name }) => [found.key, name]));
      resolve(Object.fromEntries(keys.map(({ key }) => [key, chosen.get(key) ?? null])));
      pick.dispose();
    });
    pick.onDidHide(() => {
      if (renaming) return;
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

function itemOf(found: FoundKey): KeyItem {
  const name = found.metric ?? found.key;
  return { label: iconFree(plainLine(found.key, 80)), description: describe(found, name), buttons: [RENAME], found, name };
}

function describe({ key, value, count, metric }: FoundKey, name: string): string {
  const renamed = name === key ? '' : `recorded as ${name}, `;
  return `${renamed}${formatNumber(value)}${count > 1 ? `, in ${count} executions` : ''}${metric === undefined ? ', new' : ''}`;
}
