import { performance } from 'node:perf_hooks';
import * as vscode from 'vscode';
import type { ActivationMeasured } from '../editor_activation.mts';
import { cpuMs, report } from './program.ts';

/** Runs in the extension host, which has not activated anything of ours yet: loading the extension, and its `activate`. */
export async function run(): Promise<void> {
  const extension = vscode.extensions.getExtension('trialbook.trialbook');
  if (!extension || extension.isActive) throw new Error('The extension to be measured is not there, or is active already');
  const [at, cpu] = [performance.now(), cpuMs()];
  await extension.activate();
  report<ActivationMeasured>({ ms: performance.now() - at, cpuMs: cpuMs() - cpu });
}
