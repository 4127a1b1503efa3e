import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { it } from './workbench_test';

const SCRIPT = `
import argparse, time, trialbook
parser = argparse.ArgumentParser()
parser.add_argument("--epochs", type=int, default=3)
args = parser.parse_args()
for epoch in range(args.epochs):
    trialbook.log_metric("val_acc", 0.5 + epoch / 10)
    time.sleep(0.3)
`;

describe('the Runs view', () => {
  it('offers what to do first where nothing was recorded, and shows the run that comes of it', async ({ scratch, openFolder }) => {
    writeFileSync(join(scratch, 'train.py'), SCRIPT);
    const page = await openFolder(scratch);
    await page.getByRole('tab', { name: 'Trialbook' }).click();
    await page.getByRole('button', { name: 'Run a Python File with Tracking' }).click();
    await page.getByRole('option', { name: /train\.py/ }).click();
    const run = page.getByRole('treeitem', { name: /, finished, val_acc 0\.7/ });
    await run.waitFor();
    expect(await page.getByRole('button', { name: 'Trialbook: 1 run' }).count()).toBe(1);
  });
});
