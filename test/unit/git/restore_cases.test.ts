import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { openRepository } from '../../../src/git/open_repository';
import { restoreBeside } from '../../../src/git/restore_beside';
import { takeSnapshot } from '../../../src/git/snapshot';
import { type FolderRecord, recordFolder } from '../../builders/folder_record';
import { buildGitCase, canBuild, type GitCase, gitCases } from '../../builders/git_case';

afterEach(() => vi.unstubAllEnvs());

const STORE = '0123456789abcdef';

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'trialbook-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** What was there, as it is now: all that came to it is left out but what a new work tree on a new branch should not have brought. */
function former(before: FolderRecord, now: FolderRecord): FolderRecord {
  const expected = /\.git\/(.*\/)?(worktrees(\/.*)?|(logs\/)?refs\/heads\/restored)$/;
  return Object.fromEntries(Object.entries(now).filter(([path]) => path in before || !expected.test(path)));
}

const cases = gitCases().filter(({ case: one }) => canBuild(one) && one.expect.snapshot !== null);
/** They have filters that must succeed on the way out too, and do not. */
const isBroken = ({ steps }: GitCase): boolean => steps.some((step) => 'git' in step && step.git.some((word) => /^filter\..*\.required$/.test(word)));
/** Submodules stay empty, so a commit of theirs that nobody has committed is not checked out. */
const hasOtherSubmodules = ({ expect: { submodules = [] } }: GitCase): boolean => submodules.some(({ commit }) => commit !== null);

async function build(one: GitCase) {
  const { folder, asked, environment } = buildGitCase(one);
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  const repository = (await openRepository(asked))!;
  const { id: snapshot } = await takeSnapshot(repository, STORE);
  return { folder, repository, snapshot, before: recordFolder(folder) };
}

describe('what is restored beside', () => {
  it.each(cases.filter((one) => !isBroken(one.case) && !hasOtherSubmodules(one.case)))('has a snapshot of the very id: $file: $case.about', async ({ case: one }) => {
    const { folder, repository, snapshot, before } = await build(one);
    const restored = await restoreBeside(repository, snapshot, { folder: join(emptyFolder(), 'beside'), branch: 'restored' });
    expect(former(before, recordFolder(folder))).toEqual(before);
    expect(restored.exact).toBe(true);
  });

  it.each(cases.filter((one) => hasOtherSubmodules(one.case)))('tells which submodules are empty: $case.about', async ({ case: one }) => {
    const { folder, repository, snapshot, before } = await build(one);
    const restored = await restoreBeside(repository, snapshot, { folder: join(emptyFolder(), 'beside'), branch: 'restored' });
    expect(former(before, recordFolder(folder))).toEqual(before);
    expect(restored.submodules).toEqual(expect.arrayContaining(one.expect.submodules!.map(({ path }) => path)));
  });

  it.each(cases.filter((one) => isBroken(one.case)))('is taken back where a filter fails: $case.about', async ({ case: one }) => {
    const { folder, repository, snapshot, before } = await build(one);
    const above = emptyFolder();
    await expect(restoreBeside(repository, snapshot, { folder: join(above, 'beside'), branch: 'restored' })).rejects.toMatchObject({ code: 'git-failed' });
    expect(recordFolder(folder)).toEqual(before);
    expect(readdirSync(above)).toEqual([]);
  });
});
