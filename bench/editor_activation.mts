import { inHost } from './editor/in_host.mts';
import type { Row } from './row.mts';
import { withScratch } from './scratch.mts';

const STARTS = 5;

export interface ActivationMeasured {
  /** loading the extension's code and its `activate` */
  readonly ownMs: number;
  /** with what VS Code does around it: reading what was kept, and starting other extensions */
  readonly allMs: number;
}

/** Activation in an empty folder, each in an editor of its own. */
export function editorActivation(): Promise<Row[]> {
  return withScratch(async (folder) => {
    const all: ActivationMeasured[] = [];
    while (all.length < STARTS) all.push(await inHost<ActivationMeasured>('bench/editor/activation_program.ts', folder, {}));
    return [
      { what: 'activation: loading and activate, by the marks of VS Code', unit: 'ms', budget: { most: 50 }, values: all.map(({ ownMs }) => ownMs) },
      { what: 'with what VS Code and other extensions do meanwhile', unit: 'ms', values: all.map(({ allMs }) => allMs) },
    ];
  });
}
