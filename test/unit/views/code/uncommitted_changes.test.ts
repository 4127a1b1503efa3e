import { expect, it } from 'vitest';
import { TrialbookError } from '../../../../src/core/errors';
import { CodeChangesCache } from '../../../../src/git/code_changes_cache';
import { takeSnapshot } from '../../../../src/git/snapshot';
import type { CodeOfRun } from '../../../../src/host/run_code';
import { UncommittedChanges } from '../../../../src/views/code/uncommitted_changes';
import { GitRepository } from '../../../builders/git_repository';
import { gitState } from '../../../builders/git_state';
import { runDetail } from '../../../builders/run_detail';

const ref = { storeDir: '/w/.trialbook', runId: '0'.repeat(32) };

/** The code of a run that began with these files in place of the committed ones. */
async function codeOf(files: Readonly<Record<string, string>>): Promise<CodeOfRun> {
  const work = GitRepository.make({ 'train.py': 'def train():\n    return 1\n' });
  const commit = work.git('rev-parse', 'HEAD');
  work.write(files);
  const repository = await work.open();
  const { id } = await takeSnapshot(repository, '0123456789abcdef');
  return { ref, detail: runDetail('calm-heron', { git: gitState({ commit, snapshot: id }) }), repository, commit, snapshot: id };
}

/** Counts how often it was asked. */
class Codes {
  asked = 0;
  constructor(private readonly answer: (signal: AbortSignal | undefined) => Promise<CodeOfRun>) {}

  of(_: unknown, signal?: AbortSignal): Promise<CodeOfRun> {
    this.asked++;
    return this.answer(signal);
  }
}

it('are those from the commit to the snapshot, asked for once', async () => {
  const code = await codeOf({ 'train.py': 'def train():\n    return 2\n', 'new.txt': 'new\n' });
  const codes = new Codes(async () => code);
  const uncommitted = new UncommittedChanges(codes, new CodeChangesCache());
  const [changes] = await Promise.all([uncommitted.of(ref, code.snapshot), uncommitted.of(ref, code.snapshot)]);
  expect(changes?.files.map(({ path, kind, functions }) => [path, kind, functions])).toEqual([['train.py', 'modified', ['train']], ['new.txt', 'added', []]]);
  expect(codes.asked).toBe(1);
});

it('are asked for anew when a run has its snapshot', async () => {
  const code = await codeOf({ 'train.py': '' });
  const codes = new Codes(async () => code);
  const uncommitted = new UncommittedChanges(codes, new CodeChangesCache());
  await uncommitted.of(ref, null);
  await uncommitted.of(ref, code.snapshot);
  expect(codes.asked).toBe(2);
});

it('are not known where there was no commit', async () => {
  const code = await codeOf({ 'train.py': '' });
  const codes = new Codes(async () => ({ ...code, commit: null }));
  expect(await new UncommittedChanges(codes, new CodeChangesCache()).of(ref, code.snapshot)).toBeNull();
});

it('that could not be had are asked for again', async () => {
  const codes = new Codes(async () => Promise.reject(new TrialbookError('code-untrusted', 'Not trusted.')));
  const uncommitted = new UncommittedChanges(codes, new CodeChangesCache());
  await expect(uncommitted.of(ref, 'x')).rejects.toThrow('Not trusted.');
  await expect(uncommitted.of(ref, 'x')).rejects.toThrow('Not trusted.');
  expect(codes.asked).toBe(2);
});

it('are no longer looked for when the page is closed', async () => {
  const codes = new Codes((signal) => new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error))));
  const uncommitted = new UncommittedChanges(codes, new CodeChangesCache());
  const asked = uncommitted.of(ref, 'x');
  uncommitted.end();
  await expect(asked).rejects.toMatchObject({ code: 'ended' });
});
