import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { buildOnce } from '../../scripts/build.mjs';
import { ensureEditor } from '../../scripts/setup/editor.mjs';
import { root } from '../../scripts/setup/project.mjs';
import { QUIET_SETTINGS } from '../../test/editor/settings.mts';
import { RESULT_FILE } from './result_file.mts';

/**
 * Runs a program in the extension host of a VS Code of its own, with the extension in it, and gives its result.
 * @param entry TypeScript file whose `run()` writes JSON into the file that `RESULT_FILE` names
 * @param folder what the editor opens
 * @param env added to the environment of the extension host
 */
export async function inHost<T>(entry: string, folder: string, env: Record<string, string>): Promise<T> {
  const scratch = mkdtempSync(join(tmpdir(), 'trialbook-bench-host-'));
  try {
    const executable = await ensureEditor();
    await buildOnce({ production: true });
    const suite = join(scratch, 'program.js');
    await build({
      ...{ entryPoints: [join(root, entry)], outfile: suite, bundle: true, platform: 'node', format: 'cjs', target: 'node22' },
      ...{ external: ['vscode', 'better-sqlite3'], logLevel: 'error' },
    });
    mkdirSync(join(scratch, 'user-data', 'User'), { recursive: true });
    writeFileSync(join(scratch, 'user-data', 'User', 'settings.json'), JSON.stringify(QUIET_SETTINGS));
    const result = join(scratch, 'result.json');
    await runTests({
      vscodeExecutablePath: executable,
      extensionDevelopmentPath: root,
      extensionTestsPath: suite,
      launchArgs: [folder, `--user-data-dir=${join(scratch, 'user-data')}`, `--extensions-dir=${join(scratch, 'extensions')}`],
      extensionTestsEnv: { ...env, [RESULT_FILE]: result },
    });
    return JSON.parse(readFileSync(result, 'utf8')) as T;
  } finally {
    rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
  }
}
