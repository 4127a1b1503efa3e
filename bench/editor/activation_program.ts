import { performance } from 'node:perf_hooks';
import * as vscode from 'vscode';
import type { ActivationMeasured } from '../editor_activation.mts';
import { report } from './program.ts';

interface Mark {
  readonly name: string;
  /** milliseconds since 1970 */
  readonly startTime: number;
}

/** Runs in the extension host, which has not activated anything of ours yet: loading the extension, and its `activate`. */
export async function run(): Promise<void> {
  const extension = vscode.extensions.getExtension('trialbook.trialbook');
  if (!extension || extension.isActive) throw new Error('The extension to be measured is not there, or is active already');
  const begun = performance.now();
  await extension.activate();
  const allMs = performance.now() - begun;
  const ownMs = between('LoadExtensionCode', extension.id) + between('ActivateExtension', extension.id);
  report<ActivationMeasured>({ ownMs, allMs });
}

/** How long something of an extension took by the marks that VS Code sets for its own "Startup Performance". */
function between(what: string, id: string): number {
  const { MonacoPerformanceMarks: marks } = globalThis as { MonacoPerformanceMarks?: { getMarks(): Mark[] } };
  const at = (mark: string) => marks?.getMarks().find(({ name }) => name === `code/extHost/${mark}${what}/${id}`)?.startTime ?? NaN;
  return at('did') - at('will');
}
