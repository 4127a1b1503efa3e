import { randomBytes } from 'node:crypto';
import { delimiter } from 'node:path';
import * as vscode from 'vscode';
import type { PythonClient } from './python_client';
import type { TerminalEnvironment } from './terminals';

/** A program to be run with tracking. */
export interface TrackedProgram {
  /** what is shown: the script's name */
  readonly title: string;
  readonly interpreter: string;
  /** behind `python -m trialbook run` */
  readonly args: readonly string[];
  readonly cwd: string;
  /** variables added to the environment */
  readonly env: Readonly<Record<string, string>>;
  readonly folder: vscode.WorkspaceFolder | undefined;
}

/** A task that runs in this window. */
export interface TaskOfRun {
  readonly runId: string;
  readonly pid: number | undefined;
  isRunning(): boolean;
  /** closes its terminal */
  terminate(): void;
}

/** The command that gives VS Code the id of a run, each time it starts a task of ours. */
export const NEXT_RUN_ID = 'trialbook.nextRunId';
/** The command that gives VS Code a dollar sign: it would take `${userHome}` in an argument for a variable of its own. */
export const DOLLAR = 'trialbook.dollar';

/**
 * The programs this window runs with tracking, each in a task of its own. A task gets its run's id when it starts, and not
 * when it is made, because people can start it again from its terminal.
 */
export class RunTasks implements vscode.Disposable {
  /** by the task's own key */
  private readonly running = new Map<string, TaskOfRun>();
  private readonly subscriptions: vscode.Disposable[];
  private starting: Promise<unknown> = Promise.resolve();
  private chosenId: string | undefined;
  private givenId = '';

  constructor(
    private readonly client: PythonClient,
    private readonly terminals: TerminalEnvironment,
  ) {
    this.subscriptions = [
      vscode.tasks.onDidStartTaskProcess(({ execution, processId }) => this.started(execution, processId)),
      vscode.tasks.onDidEndTask(({ execution }) => this.running.delete(keyOf(execution) ?? '')),
    ];
  }

  /** Starts the program in a terminal. @returns the id its run gets */
  start(program: TrackedProgram): Promise<string> {
    // One after the other, so that each gets the id that was chosen for it.
    const started = this.starting.then(() => this.startNow(program));
    this.starting = started.catch(() => undefined);
    return started;
  }

  /** The id for the task that is about to start. */
  nextRunId(): string {
    this.givenId = this.chosenId ?? newRunId();
    this.chosenId = undefined;
    return this.givenId;
  }

  /** The task of a run that this window started and that has not ended. */
  find(runId: string): TaskOfRun | undefined {
    return [...this.running.values()].find((task) => task.runId === runId);
  }

  dispose(): void {
    for (const item of this.subscriptions) item.dispose();
  }

  private async startNow(program: TrackedProgram): Promise<string> {
    await this.client.ready();
    const runId = newRunId();
    const env = { ...program.env, ...this.pythonPath(program.env['PYTHONPATH']), TRIALBOOK_RUN_ID: `\${command:${NEXT_RUN_ID}}` };
    const args = program.args.map((argument) => argument.replaceAll('${', `\${command:${DOLLAR}}{`));
    const execution = new vscode.ProcessExecution(program.interpreter, ['-m', 'trialbook', 'run', ...args], { cwd: program.cwd, env });
    // A second task whose definition equals that of a running one would not be started.
    const definition: vscode.TaskDefinition = { type: 'trialbook', script: program.title, key: runId };
    const task = new vscode.Task(definition, program.folder ?? vscode.TaskScope.Workspace, program.title, 'Trialbook', execution, []);
    task.presentationOptions = { reveal: vscode.TaskRevealKind.Always, panel: vscode.TaskPanelKind.Shared, focus: false, clear: true };
    this.chosenId = runId;
    await vscode.tasks.executeTask(task);
    return runId;
  }

  private started(execution: vscode.TaskExecution, pid: number): void {
    const key = keyOf(execution);
    if (key === undefined) return;
    const task: TaskOfRun = {
      runId: this.givenId,
      pid,
      isRunning: () => this.running.get(key) === task,
      terminate: () => execution.terminate(),
    };
    this.running.set(key, task);
  }

  /**
   * The person's own PYTHONPATH with the client behind it; empty where the terminals' environment already brings it.
   * @param first what a program has before that
   */
  private pythonPath(first: string | undefined): Record<string, string> {
    const own = [first, process.env['PYTHONPATH']].filter(Boolean).join(delimiter);
    if (this.terminals.reachesPython) return first ? { PYTHONPATH: this.terminals.inFront(own) } : {};
    const { modules } = this.client.places;
    return { PYTHONPATH: own ? `${own}${delimiter}${modules}` : modules };
  }
}

function keyOf({ task }: vscode.TaskExecution): string | undefined {
  const { type, key } = task.definition;
  return type === 'trialbook' && typeof key === 'string' ? key : undefined;
}

function newRunId(): string {
  return randomBytes(16).toString('hex');
}
