import * as vscode from 'vscode';

export interface TerminalProgram {
  /** of the terminal; two of the same title and folder run one after the other */
  readonly title: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd?: string;
}

/** Runs a program in a terminal in which the person sees how it goes. Resolves with its exit code; undefined where it was stopped. */
export async function runInTerminal({ title, program, args, cwd }: TerminalProgram): Promise<number | undefined> {
  // It has no key, because it is no run; a second one for the same folder would wait for the first.
  const definition: vscode.TaskDefinition = { type: 'trialbook', script: `${title}: ${cwd ?? program}` };
  const execution = new vscode.ProcessExecution(program, [...args], cwd === undefined ? {} : { cwd });
  const task = new vscode.Task(definition, vscode.TaskScope.Workspace, title, 'Trialbook', execution, []);
  task.presentationOptions = { reveal: vscode.TaskRevealKind.Always, panel: vscode.TaskPanelKind.Dedicated, focus: false, clear: true };
  let following: vscode.Disposable | undefined;
  const ended = new Promise<number | undefined>((resolve) => {
    following = vscode.tasks.onDidEndTaskProcess(({ execution: { task: one }, exitCode }) => {
      if (one.definition['script'] === definition['script']) resolve(exitCode);
    });
  });
  try {
    await vscode.tasks.executeTask(task);
    return await ended;
  } finally {
    following?.dispose();
  }
}
