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

export interface TaskOfRun {
  readonly pid: number | undefined;
  isRunning(): boolean;
  /** closes its terminal */
  terminate(): void;
}

interface RunningTask {
  execution: vscode.TaskExecution | undefined;
  pid: number | undefined;
}

/** The programs this window runs with tracking, each in a task of its own. */
export class RunTasks implements vscode.Disposable {
  private readonly running = new Map<string, RunningTask>();
  private readonly ended = new vscode.EventEmitter<string>();
  private readonly subscriptions: vscode.Disposable[];
  /** tells the id of the run whose task has ended */
  readonly onDidEnd = this.ended.event;

  constructor(
    private readonly client: PythonClient,
    private readonly terminals: TerminalEnvironment,
  ) {
    this.subscriptions = [
      this.ended,
      vscode.tasks.onDidStartTaskProcess(({ execution, processId }) => {
        const task = this.running.get(runIdOf(execution.task));
        if (task) task.pid = processId;
      }),
      vscode.tasks.onDidEndTask(({ execution }) => {
        const runId = runIdOf(execution.task);
        if (this.running.delete(runId)) this.ended.fire(runId);
      }),
    ];
  }

  /** Starts the program in a terminal. @returns the id its run gets */
  async start(program: TrackedProgram): Promise<string> {
    await this.client.ready();
    const runId = randomBytes(16).toString('hex');
    const env = { ...program.env, ...this.pythonPath(), TRIALBOOK_RUN_ID: runId };
    const execution = new vscode.ProcessExecution(program.interpreter, ['-m', 'trialbook', 'run', ...program.args], { cwd: program.cwd, env });
    // A second task whose definition equals that of a running one would not be started; the run's id makes each its own.
    const definition: vscode.TaskDefinition = { type: 'trialbook', script: program.title, run: runId };
    const task = new vscode.Task(definition, program.folder ?? vscode.TaskScope.Workspace, program.title, 'Trialbook', execution, []);
    task.presentationOptions = { reveal: vscode.TaskRevealKind.Always, panel: vscode.TaskPanelKind.Shared, focus: false, clear: true };
    // Known before it starts, since it may even end before VS Code says that it has started.
    const running: RunningTask = { execution: undefined, pid: undefined };
    this.running.set(runId, running);
    try {
      running.execution = await vscode.tasks.executeTask(task);
    } catch (error) {
      this.running.delete(runId);
      throw error;
    }
    return runId;
  }

  /** The task of a run that this window started and that has not ended. */
  find(runId: string): TaskOfRun | undefined {
    const task = this.running.get(runId);
    return task && { pid: task.pid, isRunning: () => this.running.has(runId), terminate: () => task.execution?.terminate() };
  }

  dispose(): void {
    for (const item of this.subscriptions) item.dispose();
  }

  /** The person's own PYTHONPATH with the client behind it; empty where the terminals' environment already brings it. */
  private pythonPath(): Record<string, string> {
    if (this.terminals.reachesPython) return {};
    const { modules } = this.client.places;
    const own = process.env['PYTHONPATH'];
    return { PYTHONPATH: own ? `${own}${delimiter}${modules}` : modules };
  }
}

function runIdOf(task: vscode.Task): string {
  return task.definition.type === 'trialbook' ? String(task.definition['run']) : '';
}
