import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, inject } from 'vitest';
import { CommandLine } from '../builders/command_line';
import { closeWorkbench, openWorkbench, startEditorServer } from '../editor/workbench.mts';
import { pythonEnvironment, RecordingProcess } from './recording_process';
import { openRuns, pageInTab, pointsInChart, runInTree } from './run_page_on_screen';
import { it } from './workbench_test';

/** Trains for as long as it is let. */
const ENDLESS = `
import time, trialbook
trialbook.start_run(name="endless")
step = 0
while True:
    trialbook.log_metric("loss", 1 / (step + 1), step=step)
    step += 1
    time.sleep(0.05)
`;

/** Records a run to its end. */
function recordRun(folder: string, name: string): void {
  const code = `import sys, trialbook\nwith trialbook.start_run(name=sys.argv[1]): trialbook.log_metric("loss", 1)`;
  const { status, stderr } = spawnSync('python3', ['-c', code, name], { cwd: folder, env: pythonEnvironment(folder), encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
}

/** Opens an editor on the folder, and closes it: window, server and extension host. */
async function inEditor(folder: string, use: (page: Page) => Promise<void>): Promise<void> {
  const editor = await startEditorServer({ folder, extension: { vsix: inject('vsix') } });
  try {
    const page = await openWorkbench(editor.url);
    await use(page).finally(() => closeWorkbench(page));
  } finally {
    await editor.stop();
  }
}

describe('a run in the editor', () => {
  it('is started on a file, drawn while it goes on, stopped from the list, and kept as stopped', async ({ scratch, openFolder }) => {
    writeFileSync(join(scratch, 'train.py'), ENDLESS);
    const page = await openFolder(scratch);
    await page.getByRole('treeitem', { name: 'train.py' }).dblclick();
    await page.getByRole('button', { name: 'Run Python File with Tracking' }).click();
    await openRuns(page);
    await runInTree(page, 'endless').click();
    const run = pageInTab(page);
    await run.getByRole('tab', { name: 'Metrics' }).click();
    const before = await pointsInChart(run, 'loss', 1);
    const canvas = run.getByRole('application', { name: /^loss/ }).locator('canvas').first();
    const drawnBefore = await canvas.screenshot();
    expect(await pointsInChart(run, 'loss', before + 20)).toBeGreaterThan(before);
    expect((await canvas.screenshot()).equals(drawnBefore)).toBe(false);

    await runInTree(page, 'endless').hover();
    await runInTree(page, 'endless').getByRole('button', { name: 'Stop' }).click();
    await run.getByText('stopped', { exact: true }).waitFor();
    await using trialbook = await CommandLine.build();
    const { stdout } = await trialbook.run(['ls', '--json'], scratch);
    expect(JSON.parse(stdout)).toMatchObject([{ name: 'endless', status: 'KILLED' }]);
  });

  it('that was recorded while the editor was closed is there when it opens again', async ({ scratch }) => {
    recordRun(scratch, 'before');
    await inEditor(scratch, async (page) => {
      await openRuns(page);
      await runInTree(page, 'before').waitFor();
    });

    recordRun(scratch, 'meanwhile');
    const lost = new RecordingProcess(scratch, { name: 'lost', first: 0, count: 1_000_000 });
    await lost.hasLogged();
    lost.kill();
    await lost.ended;

    await inEditor(scratch, async (page) => {
      await openRuns(page);
      await runInTree(page, 'before').waitFor();
      await runInTree(page, 'meanwhile').waitFor();
      await page.getByRole('treeitem', { name: /^lost, crashed/ }).waitFor();
    });
  });

  it('is shown by two windows on one folder', async ({ scratch, openFolder }) => {
    const one = await openFolder(scratch);
    const two = await openWorkbench(one.url());
    try {
      for (const page of [one, two]) {
        await openRuns(page);
        await page.getByText('Nothing was recorded in this folder yet').waitFor();
      }
      recordRun(scratch, 'both');
      await runInTree(one, 'both').waitFor();
      await runInTree(two, 'both').waitFor();
    } finally {
      await closeWorkbench(two);
    }
  });
});
