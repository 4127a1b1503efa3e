import { appendFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';
import { RESULTS_FOLDER, SUITE_GREP, type SuiteCounts } from './suite_results.mts';

/**
 * Runs every compiled `*.test.js` below a folder with mocha, inside the extension host.
 * Rejects when a test fails or when there was none. Where the environment names a results folder, what mocha prints and
 * the counts go there, because the editor's own chatter shares the console.
 */
export async function runMochaSuite(folder: string): Promise<void> {
  const results = process.env[RESULTS_FOLDER];
  if (results) {
    Mocha.reporters.Base.consoleLog = (...args: unknown[]) => {
      appendFileSync(join(results, 'output.txt'), `${format(...args)}\n`);
    };
  }
  const mocha = new Mocha({ ui: 'bdd', timeout: 20_000, color: false, forbidOnly: Boolean(process.env['CI']) });
  const grep = process.env[SUITE_GREP];
  if (grep) mocha.grep(new RegExp(grep));
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.test.js'));
  for (const file of files.sort()) mocha.addFile(join(folder, file));

  const counts = await run(mocha);
  if (results) writeFileSync(join(results, 'counts.json'), JSON.stringify(counts));
  if (counts.failed > 0) throw new Error(`${counts.failed} of ${counts.passed + counts.failed} tests failed`);
  if (counts.passed === 0) throw new Error(`No test ran: ${files.length} test files in ${folder}`);
}

function run(mocha: Mocha): Promise<SuiteCounts> {
  return new Promise((resolve) => {
    const failed: string[] = [];
    const runner = mocha.run(() => {
      const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {};
      resolve({ passed: passes, failed: failures, skipped: pending, failures: failed });
    });
    runner.on('fail', (test) => failed.push(test.fullTitle()));
  });
}
