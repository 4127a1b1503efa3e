import { inHost } from './editor/in_host.mts';
import type { Row } from './row.mts';
import { withScratch } from './scratch.mts';

const STARTS = 3;

export interface ActivationMeasured {
  readonly ms: number;
  /** of it, what the host's thread was at work */
  readonly cpuMs: number;
}

/** Loading the extension and its `activate`, in an empty folder, each in an editor of its own. */
export function editorActivation(): Promise<Row[]> {
  return withScratch(async (folder) => {
    const all: ActivationMeasured[] = [];
    while (all.length < STARTS) all.push(await inHost<ActivationMeasured>('bench/editor/activation_program.ts', folder, {}));
    return [
      { what: 'activation: work of the host', unit: 'ms', budget: { most: 50 }, values: all.map(({ cpuMs }) => cpuMs) },
      { what: 'until it is active, beside all else that starts with the editor', unit: 'ms', values: all.map(({ ms }) => ms) },
    ];
  });
}
