import { describe, expect, it } from 'vitest';
import { BlobTexts } from '../../../src/git/blob_texts';
import { fileVersions } from '../../../src/git/file_versions';
import { lineHistory } from '../../../src/git/line_history';
import { GitRepository } from '../../builders/git_repository';

/** Runs of `src/train.py` as it was in each of these versions, the latest first, and where to look. */
async function runsOf(...versions: readonly string[]) {
  const made = GitRepository.make();
  const runs = versions.map((text, index) => ({ name: `run ${index}`, snapshot: made.write({ 'src/train.py': text }).commit(`Version ${index}`) }));
  return { repository: await made.open(), runs: runs.reverse() };
}

async function historyOf(versions: readonly string[], now: string, line: number) {
  const { repository, runs } = await runsOf(...versions);
  const { since, later } = await lineHistory(repository, new BlobTexts(), runs, { path: 'src/train.py', text: now, line });
  return { since: since && [since.run.name, since.change.before], later: later.map(({ name }) => name) };
}

const lr = (value: number): string => `import os\nlr = ${value}\ntrain(lr)\n`;

describe('the history of a line', () => {
  it('is the last run that had another, where no run had this one yet', async () => {
    expect(await historyOf([lr(1), lr(0.1)], lr(0.01), 1)).toEqual({ since: ['run 1', 'lr = 0.1'], later: [] });
  });

  it('is the last run that had another, and those that had this one since', async () => {
    expect(await historyOf([lr(0.1), lr(0.01), `${lr(0.01)}# more\n`], lr(0.01), 1)).toEqual({ since: ['run 0', 'lr = 0.1'], later: ['run 2', 'run 1'] });
  });

  it('is none where all runs had it', async () => {
    expect(await historyOf([lr(0.1), `# first\n${lr(0.1)}`], lr(0.1), 1)).toEqual({ since: null, later: ['run 1', 'run 0'] });
  });

  it('passes over runs whose files are not in the repository', async () => {
    const { repository, runs } = await runsOf(lr(0.1));
    const elsewhere = { name: 'elsewhere', snapshot: 'f'.repeat(40) };
    const { since } = await lineHistory(repository, new BlobTexts(), [elsewhere, ...runs], { path: 'src/train.py', text: lr(0.01), line: 1 });
    expect(since?.run.name).toBe('run 0');
  });

  it('ends when it is told to', async () => {
    const { repository, runs } = await runsOf(lr(0.1));
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(lineHistory(repository, new BlobTexts(), runs, { path: 'src/train.py', text: '', line: 0 }, signal)).rejects.toThrow('enough');
  });
});

describe('versions of a file', () => {
  it('are told by their content, commits without it left out', async () => {
    const made = GitRepository.make({ 'other.py': '' });
    const without = made.git('rev-parse', 'HEAD');
    const first = made.write({ 'ü ".py': 'x' }).commit('First');
    const second = made.write({ 'other.py': 'y' }).commit('Second');
    const versions = await fileVersions(await made.open(), [without, first, second, 'f'.repeat(40)], 'ü ".py');
    expect([...versions.keys()]).toEqual([first, second]);
    expect(new Set(versions.values()).size).toBe(1);
  });
});

describe('texts of blobs', () => {
  it('are remembered, and forgotten where they grow too many, the oldest first', async () => {
    const { repository, runs } = await runsOf('one', 'two', 'three');
    const blobs = [...(await fileVersions(repository, runs.map(({ snapshot }) => snapshot).reverse(), 'src/train.py')).values()];
    const texts = new BlobTexts('two'.length + 'three'.length);
    await texts.read(repository, blobs);
    const elsewhere = await GitRepository.make({ 'a.py': '' }).open();
    expect([...(await texts.read(elsewhere, blobs)).values()]).toEqual([['two'], ['three']]);
  });
});
