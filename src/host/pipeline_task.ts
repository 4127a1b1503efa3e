import { delimiter, join } from 'node:path';
import * as vscode from 'vscode';
import type { PythonClient } from './python_client';

/** Runs a pipeline that was written, in a terminal of its own; with the client within its reach, so that it is a run. */
export async function runPipeline(folder: string, interpreter: string, client: PythonClient): Promise<void> {
  await client.ready();
  const own = process.env['PYTHONPATH'];
  const { modules } = client.places;
  const env = { PYTHONPATH: own ? `${own}${delimiter}${modules}` : modules };
  const execution = new vscode.ProcessExecution(interpreter, ['pipeline.py'], { cwd: folder, env });
  const uri = vscode.Uri.file(folder);
  // It has no key: the pipeline itself makes the run, and a second execution at the same time would only wait for the first.
  const definition: vscode.TaskDefinition = { type: 'trialbook', script: join(folder, 'pipeline.py') };
  const task = new vscode.Task(definition, vscode.workspace.getWorkspaceFolder(uri) ?? vscode.TaskScope.Workspace, 'Pipeline', 'Trialbook', execution, []);
  task.presentationOptions = { reveal: vscode.TaskRevealKind.Always, panel: vscode.TaskPanelKind.Dedicated, focus: false, clear: true };
  await vscode.tasks.executeTask(task);
}
