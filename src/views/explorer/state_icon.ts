import * as vscode from 'vscode';
import type { RunRow, RunStatus } from '../../core/run';
import { runStatusIcon } from '../../core/run_status';

/** State is told by shape; colour says it again. */
const COLORS: Readonly<Record<RunStatus, string>> = {
  RUNNING: 'charts.blue',
  FINISHED: 'charts.green',
  FAILED: 'charts.red',
  KILLED: 'charts.yellow',
  CRASHED: 'charts.red',
  UNKNOWN: 'disabledForeground',
};

export function stateIcon(run: Pick<RunRow, 'kind' | 'status'>): vscode.ThemeIcon {
  return new vscode.ThemeIcon(runStatusIcon(run), new vscode.ThemeColor(COLORS[run.status]));
}
