import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { QUIET_SETTINGS } from './settings.mts';
import { RESULTS_FOLDER, SUITE_GREP, type SuiteCounts } from './suite_results.mts';

export interface SuiteOptions {
  /** The editor's executable: a desktop VS Code's, or `browser-editor` of this folder. */
  executable: string;
  /** The folder of the extension under development. */
  extension: string;
  /** The compiled module whose `run()` the extension host calls. */
  suite: string;
  /** Folders of further extensions, installed beside the one under test. */
  installed?: string[];
  /** False withholds workspace trust, so that the folder is in restricted mode; `browser-editor` only. */
  trust?: boolean;
  /** Only tests whose full title matches this regular expression. */
  grep?: string;
}

/**
 * Runs a mocha suite in a VS Code of its own (fresh settings, no other extensions) on an empty folder, and relays what it
 * prints.
 * @returns the counts, and whether the editor itself ended well; counts are zero when the suite never came to its end.
 */
export async function runSuite(options: SuiteOptions): Promise<SuiteCounts & { ok: boolean }> {
  const scratch = mkdtempSync(join(tmpdir(), 'trialbook-suite-'));
  const forget = () => rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
  // After Ctrl-C the test runner ends this process without coming back here.
  process.once('exit', forget);
  const folder = (name: string) => {
    mkdirSync(join(scratch, name), { recursive: true });
    return join(scratch, name);
  };
  writeFileSync(join(folder('user-data/User'), 'settings.json'), JSON.stringify(QUIET_SETTINGS));
  const extensions = folder('extensions');
  for (const source of options.installed ?? []) symlinkSync(source, join(extensions, basename(source)), 'junction');
  const results = folder('results');
  const stopFollowing = follow(join(results, 'output.txt'));
  try {
    const code = await runTests({
      vscodeExecutablePath: options.executable,
      extensionDevelopmentPath: options.extension,
      extensionTestsPath: options.suite,
      launchArgs: [
        folder('workspace'),
        `--user-data-dir=${join(scratch, 'user-data')}`,
        `--extensions-dir=${extensions}`,
        ...(options.trust === false ? ['--keep-workspace-trust'] : []),
      ],
      extensionTestsEnv: { [RESULTS_FOLDER]: results, [SUITE_GREP]: options.grep },
    }).catch(() => 1);
    return { ...readCounts(join(results, 'counts.json')), ok: code === 0 };
  } finally {
    stopFollowing();
    forget();
    process.removeListener('exit', forget);
  }
}

function readCounts(file: string): SuiteCounts {
  if (!existsSync(file)) return { passed: 0, failed: 0, skipped: 0 };
  return JSON.parse(readFileSync(file, 'utf8')) as SuiteCounts;
}

/** Prints what is appended to a file; the function it gives prints the rest and stops. */
function follow(file: string): () => void {
  let printed = 0;
  const print = () => {
    if (!existsSync(file)) return;
    const text = readFileSync(file);
    process.stdout.write(text.subarray(printed));
    printed = text.length;
  };
  const timer = setInterval(print, 200);
  return () => {
    clearInterval(timer);
    print();
  };
}
