import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SessionJournal } from '../../builders/session_journal';
import { Project } from './project';

const project = Project.forEachTest();

function session(): void {
  const journal = new SessionJournal(project.store).cell('df = load()', { count: 1 }).cell('def load():\n    return [1, 2]', { count: 2 }).cell('df = load()', { count: 3 }).cell('df.append(3)', { count: 4 });
  journal.cell('other = 1', { count: 5 }).begin('log("rows", len(df))', { count: 6 }).metrics({ rows: 3 }).finish().end();
}

describe('how', () => {
  it('lists the cells that led to a number, and why each did', async () => {
    session();
    const { stdout } = await project.trialbook('how', '@last', 'rows');
    expect(stdout.split('\n').map((line) => line.replace(/ {2,}/g, '  ').trim())).toEqual([
      '`rows` = 3  session 09:00: 4 of 6 executions led to it',
      'why',
      '[2]  def load():  `load` for [3]',
      '[3]  df = load()  `df` for [4]',
      '[4]  df.append(3)  `df` for [6]',
      '[6]  log("rows", len(df))  made it',
      '',
    ]);
  });

  it('writes them as a notebook', async () => {
    session();
    const { stdout } = await project.trialbook('how', '@last', '-o', 'made.ipynb');
    const path = join(project.folder, 'made.ipynb');
    expect(stdout).toBe(`\`rows\` = 3: 4 of 6 executions written to ${path}\n`);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ nbformat: 4, nbformat_minor: 5, cells: [{ id: 'head' }, { id: 'folder' }, {}, {}, {}, {}] });
  });

  it('writes over no file unasked', async () => {
    session();
    await project.trialbook('how', '@last', '-o', 'made.ipynb');
    expect(await project.trialbook('how', '@last', '-o', 'made.ipynb')).toMatchObject({ status: 1, stderr: expect.stringContaining('is there already') as string });
    expect(await project.trialbook('how', '@last', '-o', 'made.ipynb', '--force')).toMatchObject({ status: 0 });
  });

  it('tells programs each reason', async () => {
    session();
    const { executions, left } = await project.json<{ executions: { count: number; why: object[] }[]; left: { count: number }[] }>('how', '@last', 'rows');
    expect(executions.map(({ count }) => count)).toEqual([2, 3, 4, 6]);
    expect(executions[1]!.why).toEqual([{ kind: 'name', subject: 'df', to: 4, text: '`df` for [4]' }]);
    expect(left.map(({ count }) => count)).toEqual([1, 5]);
  });

  it('goes from a cell', async () => {
    session();
    const { stdout } = await project.trialbook('how', '@last', '--cell', '3');
    expect(stdout).toMatch(/^\[3\] +session 09:00: 2 of 3 executions/);
  });

  it('says what to do where no cells are recorded, and writes nothing', async () => {
    project.run('script').series('acc', [1]).end();
    expect(await project.trialbook('how', '@last', '-o', 'made.ipynb')).toMatchObject({ status: 1, stderr: expect.stringContaining('Track the notebook') as string });
    expect(existsSync(join(project.folder, 'made.ipynb'))).toBe(false);
  });
});
