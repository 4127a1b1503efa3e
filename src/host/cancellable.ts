import { setTimeout } from 'node:timers/promises';
import * as vscode from 'vscode';

/** What takes less is over before anybody could read what it is. */
const QUICK_MS = 400;

/** Does something that can be ended by the person, who sees what it is if it takes a while. Undefined when they ended it. */
export async function cancellable<T>(title: string, work: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
  const controller = new AbortController();
  const done = work(controller.signal);
  const settled = done.then(
    () => true,
    () => true,
  );
  if (!(await Promise.race([settled, setTimeout(QUICK_MS, false)]))) {
    await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title, cancellable: true }, async (_, token) => {
      const following = token.onCancellationRequested(() => controller.abort());
      await settled;
      following.dispose();
    });
  }
  try {
    return await done;
  } catch (error) {
    if (controller.signal.aborted) return undefined;
    throw error;
  }
}
