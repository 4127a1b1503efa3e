import { join } from 'node:path';

/** The parts of a store's folder. */
export interface StorePaths {
  /** the `.trialbook` folder */
  readonly dir: string;
  readonly database: string;
  readonly journal: string;
  readonly artifacts: string;
  readonly backup: string;
}

export function pathsOf(dir: string): StorePaths {
  return {
    dir,
    database: join(dir, 'trialbook.db'),
    journal: join(dir, 'journal'),
    artifacts: join(dir, 'artifacts'),
    backup: join(dir, 'backup'),
  };
}
