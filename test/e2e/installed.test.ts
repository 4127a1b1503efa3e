import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe } from 'vitest';
import { it } from './workbench_test';

/** Records a run as a person's script would, with nothing but Python and the client. */
function recordRun(folder: string, name: string): void {
  const script = `import trialbook\nwith trialbook.start_run(name=${JSON.stringify(name)}):\n    trialbook.log_metric("val_acc", 0.5, step=1)\n`;
  execFileSync('python3', ['-c', script], {
    cwd: folder,
    env: { ...process.env, PYTHONPATH: join(import.meta.dirname, '..', '..', 'python'), TRIALBOOK_DIR: join(folder, '.trialbook') },
  });
}

describe('the installed extension', () => {
  it('lists a run that was recorded before the editor was opened', async ({ scratch, openFolder }) => {
    recordRun(scratch, 'calm-heron-1');
    const page = await openFolder(scratch);
    await page.getByRole('tab', { name: 'Trialbook' }).click();
    await page.getByRole('treeitem', { name: /calm-heron-1/ }).waitFor();
  });
});
