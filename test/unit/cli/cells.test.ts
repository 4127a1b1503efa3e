import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesHolding } from '../../builders/files_below';
import { SessionJournal } from '../../builders/session_journal';
import { Project } from './project';

const project = Project.forEachTest();
const SECRET = 'sk-4f9a81c2d7e6b35088aa';

function session(): SessionJournal {
  const journal = new SessionJournal(project.store).cell('import trialbook', { count: 1 }).begin('# train\nmodel.fit(x, y)', { count: 2 }).metrics({ val_acc: 0.9422 }, 0);
  return journal.finish().begin(`login("${SECRET}")`, { count: 3 }).print(SECRET).finish({ status: 'error', error: { type: 'ValueError', message: 'no \u001b[31msuch key', traceback: '' } });
}

describe('cells', () => {
  it('shows what ran in a session, in its order, with what each recorded', async () => {
    session().end();
    const { stdout } = await project.trialbook('cells', '@last');
    expect(stdout.split('\n').map((line) => line.replace(/ {2,}/g, '  '))).toEqual([
      expect.stringMatching(/cell\s+status\s+time\s+recorded$/),
      '✓  [1] import trialbook  ok  1 s',
      '✓  [2] model.fit(x, y)  ok  2 s  val_acc 0.9422',
      `✗  [3] login("${SECRET}")  ValueError: no \\x1b[31msuch key  2 s`,
      '',
    ]);
  });

  it('gives programs all of each', async () => {
    session().end();
    expect(await project.json('cells', '@last')).toMatchObject([{ count: 1 }, { count: 2, metrics: [{ key: 'val_acc', value: 0.9422 }] }, { count: 3, status: 'error' }]);
  });

  it('shows the last of very many', async () => {
    session().end();
    const { stdout, stderr } = await project.trialbook('cells', '@last', '--limit', '1');
    expect(stdout).not.toContain('[2]');
    expect(stderr).toContain('2 before');
  });
});

describe('show, of a session', () => {
  it('tells its notebook, its kernel and how many cells ran', async () => {
    session().end();
    const { stdout } = await project.trialbook('show', '@last');
    expect(stdout).toMatch(/notebook +\/project\/explore\.ipynb, kernel python3, python/);
    expect(stdout).toMatch(/cells +3/);
  });
});

it('ls finds sessions by their kind', async () => {
  session().end();
  project.run('script').end();
  expect(await project.json('ls', '-q', 'kind = session')).toMatchObject([{ name: 'session 09:00', cellCount: 3 }]);
});

describe('redact', () => {
  it('takes a cell out of every file of the store, and says what it can not reach', async () => {
    session().end();
    const { stdout, status } = await project.trialbook('redact', '@last', '--cell', '3');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^1 cell redacted/);
    expect(stdout).toContain('the notebook itself: /project/explore.ipynb');
    expect(filesHolding(project.store, SECRET)).toEqual([]);
    expect((await project.trialbook('cells', '@last')).stdout).toContain('[3] redacted');
  });

  it('says that the journal follows while its kernel runs, and takes it out of it then', async () => {
    const running = session();
    const { stdout } = await project.trialbook('redact', '@last', '--cell', '3');
    expect(stdout).toContain('journals that a process still writes');
    expect(filesHolding(project.store, SECRET)).toEqual([join(project.store, 'journal', `${running.journalId}.0.jsonl`)]);
    running.end();
    await project.trialbook('sync');
    expect(filesHolding(project.store, SECRET)).toEqual([]);
  });

  it('tells where the same source ran, too, and takes all of it when asked', async () => {
    session().begin(`login("${SECRET}")`, { count: 4 }).finish().end();
    expect((await project.trialbook('redact', '@last', '--cell', '3')).stdout).toContain('the same source as it ran 1 other time');
    await project.trialbook('redact', '@last', '--cell', '4', '--same');
    expect(filesHolding(project.store, SECRET)).toEqual([]);
  });

  it.each([
    [['redact', '@last'], 2, '--cell N'],
    [['redact', '@last', '--cell', 'last'], 2, '--cell is the number beside a cell, not last'],
    [['redact', '@last', '--cell', '1,99'], 1, 'no cell [99] ran in it'],
  ])('%j changes nothing and says why', async (args, expected, message) => {
    session();
    const { status, stderr } = await project.trialbook(...args);
    expect([status, stderr]).toEqual([expected, expect.stringContaining(message)]);
    expect((await project.trialbook('cells', '@last')).stdout).toContain('[1] import trialbook');
  });
});
