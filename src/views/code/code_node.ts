import type { FileChange } from '../../core/code_changes';
import type { LeftOut } from '../../core/run';
import type { CodeOfRun } from '../../host/run_code';

/** What the view "Code" is made of. */
export type CodeNode = CodeFolder | CodeFile | LeftOutFolder | LeftOutFile;

export interface CodeFolder {
  readonly kind: 'codeFolder';
  readonly code: CodeOfRun;
  /** relative to the work tree's top, `/` between its parts */
  readonly path: string;
}

export interface CodeFile {
  readonly kind: 'codeFile';
  readonly code: CodeOfRun;
  readonly path: string;
  /** against the commit that the run began at */
  readonly change: FileChange | undefined;
}

/** Holds what the snapshot lacks. */
export interface LeftOutFolder {
  readonly kind: 'leftOutFolder';
  readonly code: CodeOfRun;
  readonly leftOut: LeftOut;
}

export interface LeftOutFile {
  readonly kind: 'leftOutFile';
  readonly code: CodeOfRun;
  readonly file: LeftOut['files'][number];
}
