import * as vscode from 'vscode';
import { TrialbookError } from '../core/errors';

/** What a command does with the arguments that a menu, a page or a test gives it; what it returns goes to the caller. */
export type CommandHandler = (...args: unknown[]) => unknown;

export type CommandTable = Readonly<Record<string, CommandHandler>>;

/** Registers every command of the table behind one wrapper, which logs and tells what went wrong. */
export function registerCommands(table: CommandTable, log: vscode.LogOutputChannel): vscode.Disposable {
  const registered = Object.entries(table).map(([id, handler]) =>
    vscode.commands.registerCommand(id, async (...args: unknown[]) => {
      log.debug(id);
      try {
        return await handler(...args);
      } catch (error) {
        tellError(error, id, log);
        return undefined;
      }
    }),
  );
  return vscode.Disposable.from(...registered);
}

/** Shows an error: one that was meant for the person as it is, any other as a defect of ours with the way to the log. */
export function tellError(error: unknown, during: string, log: vscode.LogOutputChannel): void {
  if (error instanceof TrialbookError) {
    log.info(`${during}: ${error.message} (${error.code})`);
    // Whoever asked was on the way out together with the store.
    if (error.code !== 'store-closed') void vscode.window.showErrorMessage(error.message);
    return;
  }
  log.error(`${during}:`, error instanceof Error ? error : String(error));
  void vscode.window.showErrorMessage('Something went wrong in Trialbook.', 'Show Log').then((choice) => choice && log.show());
}
