import * as vscode from 'vscode';
import { commandLine } from '../core/command_line';
import { TrialbookError } from '../core/errors';
import type { Param, RunDetail } from '../core/run';
import { splitArguments, unclosedQuote } from './argument_line';
import { csvField, splitValues, type ChangedArguments } from './change_arguments';

/** What was typed for params, by name. */
export type Texts = ReadonlyMap<string, string>;

interface Choice extends vscode.QuickPickItem {
  readonly param?: Param;
  readonly done?: boolean;
}

const EDIT: Choice = { label: '$(edit) Edit the Command Line…', alwaysShow: true };

/**
 * Lets the person change one param after the other, or the whole command line. Undefined when they turn back.
 * @param change makes the new command line; what it throws as a TrialbookError is told while they type
 */
export async function askChanges({ row, argv }: RunDetail, params: readonly Param[], change: (texts: Texts) => ChangedArguments): Promise<ChangedArguments | undefined> {
  const isNotebook = row.kind === 'notebook';
  if (params.length === 0) return askLine(row.name, argv);
  const changed = new Map<string, string>();
  for (;;) {
    const run: Choice = { label: `$(debug-restart) Run with ${[...changed].map((pair) => pair.join('=')).join(', ')}`, done: true };
    const items = params.map((param): Choice => ({ label: param.name, description: changed.get(param.name) ?? param.value, param }));
    const chosen = await vscode.window.showQuickPick([...(changed.size > 0 ? [run] : []), ...items, ...(isNotebook ? [] : [EDIT])], {
      title: `Run ${row.name} again`,
      placeHolder: 'Choose a parameter to change',
    });
    if (!chosen) return undefined;
    if (chosen.done) return change(changed);
    const { param } = chosen;
    const wrongWith = (text: string) => param && whatIsWrong(() => change(new Map([[param.name, text]])));
    // What could not even be given the value it had has no place of its own on the line.
    if (!param || wrongWith(csvField(param.value))) {
      const line = await askLine(row.name, change(new Map([...changed].filter(([, text]) => splitValues(text).length === 1))).argv);
      if (line) return line;
      continue;
    }
    const text = await vscode.window.showInputBox({
      title: param.name,
      value: changed.get(param.name) ?? csvField(param.value),
      prompt: 'Several values, separated by commas, make a sweep. Put a value that has commas itself in double quotes.',
      validateInput: (typed) => (splitValues(typed).length === 0 ? 'Type a value. "" is an empty one.' : wrongWith(typed)),
    });
    if (text !== undefined) changed.set(param.name, text);
  }
}

/** The arguments behind the script or the module, as the person wants them. */
async function askLine(name: string, argv: readonly string[]): Promise<ChangedArguments | undefined> {
  const start = argv[0] === '-m' ? 2 : 1;
  const typed = await vscode.window.showInputBox({
    title: `Run ${name} again: ${commandLine(argv.slice(0, start))}`,
    value: commandLine(argv.slice(start)),
    prompt: 'The arguments, as you would type them in a terminal.',
    validateInput: unclosedQuote,
  });
  return typed === undefined ? undefined : { argv: [...argv.slice(0, start), ...splitArguments(typed)], sweeps: [] };
}

function whatIsWrong(work: () => unknown): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof TrialbookError) return error.message;
    throw error;
  }
}
