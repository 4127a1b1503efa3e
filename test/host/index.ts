import { runMochaSuite } from '../editor/mocha_suite.ts';

/** VS Code calls this in its extension host; a rejection fails the run. */
export function run(): Promise<void> {
  return runMochaSuite(__dirname);
}
