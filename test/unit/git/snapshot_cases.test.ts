import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { openRepository } from '../../../src/git/open_repository';
import { type Snapshot, takeSnapshot } from '../../../src/git/snapshot';
import { readStoreId } from '../../../src/git/store_id';
import { listTree } from '../../../src/git/tree';
import { recordFolder } from '../../builders/folder_record';
import { buildGitCase, canBuild, gitCases } from '../../builders/git_case';

// Git is started dozens of times for each, on machines that may be busy.
vi.setConfig({ testTimeout: 60_000 });
afterEach(() => vi.unstubAllEnvs());

async function storeId(): Promise<string> {
  const dir = mkdtempSync(join(tmpdir(), 'trialbook-store-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  return readStoreId(dir);
}

function recordOf({ id, commit, branch, dirty, leftOut, submodules, operation }: Snapshot): object {
  return {
    ...{ commit, branch, dirty, snapshot: id },
    ...(leftOut.count > 0 && { left_out: leftOut }),
    ...(submodules.length > 0 && { submodules }),
    ...(operation !== null && { operation }),
  };
}

describe('takeSnapshot comes to what the Python client comes to', () => {
  it.each(gitCases().filter((one) => canBuild(one.case)))('$file: $case.about', async ({ case: one }) => {
    const { folder, asked, environment } = buildGitCase(one);
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    const { root, tree, problem, ...expected } = one.expect;
    const before = recordFolder(folder);
    const repository = await openRepository(asked);
    if (repository === null) expect(expected.snapshot).toBeNull();
    else if (expected.snapshot === null) await expect(takeSnapshot(repository, await storeId())).rejects.toThrow(problem!);
    else {
      const snapshot = await takeSnapshot(repository, await storeId());
      expect(recordOf(snapshot)).toEqual(expected);
      expect(snapshot.problem?.slice(0, problem?.length)).toBe(problem);
      expect(repository.root).toBe(join(realpathSync(folder), 'work', root!));
      const files = await listTree(repository, snapshot.id);
      expect(files.map(({ kind, executable, id, path }) => [modeOf(kind, executable), id, path])).toEqual(tree);
    }
    expect(recordFolder(folder)).toEqual(before);
  });
});

function modeOf(kind: 'file' | 'link' | 'submodule', executable: boolean): string {
  if (kind === 'file') return executable ? '100755' : '100644';
  return kind === 'link' ? '120000' : '160000';
}
