import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { takeSnapshot } from '../../src/git/snapshot';
import { GitRepository } from '../builders/git_repository';
import { JournalBuilder } from '../builders/journal';
import { openRuns, pageInTab, runInTree } from './run_page_on_screen';
import { it } from './workbench_test';

/** A work tree in which one run began as committed, and one with uncommitted changes. */
async function twoRuns(folder: string): Promise<void> {
  const work = new GitRepository(folder);
  work.git('init', '-q', '-b', 'main');
  work.write({ '.gitignore': '.trialbook\n', 'train.py': 'def train():\n    return 1\n' }).commit('First');
  await recordRun(work, 'clean-heron');
  work.write({ 'train.py': 'def train():\n    return 2\n', 'notes.txt': 'new\n' });
  await recordRun(work, 'dirty-otter');
}

async function recordRun(work: GitRepository, name: string): Promise<void> {
  const { id, commit, branch, dirty } = await takeSnapshot(await work.open(), '0123456789abcdef');
  const git = { root: work.root, commit, branch, dirty, subject: 'First', snapshot: id };
  new JournalBuilder(join(work.root, '.trialbook'), { name }).record('git', git).metrics({ acc: 0.5 }).end();
}

async function openRun(page: Page, name: string): Promise<void> {
  await openRuns(page);
  await runInTree(page, name).click();
}

describe('the code of a run', () => {
  it('is told file by file on its page, and each leads to what changed in it', async ({ scratch, openFolder }) => {
    await twoRuns(scratch);
    const page = await openFolder(scratch);
    const code = pageInTab(page).locator('.uncommitted');
    await openRun(page, 'dirty-otter');
    await code.getByText('2 files changed, +2 −1').waitFor();
    expect(await code.getByRole('listitem').allInnerTexts()).toEqual([expect.stringMatching(/train\.py.*\+1 −1 · train/s), expect.stringMatching(/notes\.txt.*\+1/s)]);
    await code.getByRole('link', { name: 'train.py' }).press('Enter');
    await page.getByRole('tab', { name: /^train\.py \(main@[0-9a-f]{7} ↔ dirty-otter\)/ }).waitFor();
  });

  it('of a run that began without uncommitted changes is that of its commit', async ({ scratch, openFolder }) => {
    await twoRuns(scratch);
    const page = await openFolder(scratch);
    await openRun(page, 'clean-heron');
    await pageInTab(page).getByText(/^all as in commit [0-9a-f]{7}$/).waitFor();
  });

  it('is told of no folder that is not trusted, where git would be run in it', async ({ scratch, openFolder }) => {
    await twoRuns(scratch);
    const page = await openFolder(scratch, { trust: false });
    await openRun(page, 'dirty-otter');
    await pageInTab(page).getByText('The code of runs is shown in trusted workspaces only').waitFor();
  });

  it('is compared with that of others in the comparison, from where the editor shows it', async ({ scratch, openFolder }) => {
    await twoRuns(scratch);
    const page = await openFolder(scratch);
    await openRuns(page);
    for (const name of ['clean-heron', 'dirty-otter']) await runInTree(page, name).getByRole('checkbox').click();
    await page.keyboard.press('F1');
    await page.keyboard.type('Trialbook: Compare Runs');
    await page.keyboard.press('Enter');
    const comparison = pageInTab(page);
    await comparison.getByRole('tab', { name: 'What differs' }).click();
    await comparison.getByRole('link', { name: /^differs in 2 files: train\.py, notes\.txt$/ }).press('Enter');
    await page.getByPlaceholder('Choose a file to see what differs in it').waitFor();
  });
});
