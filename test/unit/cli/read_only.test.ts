import { describe, expect, it } from 'vitest';
import { Project } from './project';

const project = Project.forEachTest();

describe.skipIf(process.platform === 'win32')('where nothing may be written', () => {
  it('runs are shown, also those that are only in journals, and it is said', async () => {
    project.run('kept').metrics({ loss: 1 }).end();
    await project.trialbook('sync');
    project.run('waiting', { startMs: Date.UTC(2026, 10, 23) }).metrics({ loss: 2 }).end();
    const { status, stdout, stderr } = await project.trialbookReadingOnly('ls', '--columns', 'name,metrics.loss');
    expect([status, stdout]).toEqual([0, '   name     loss\n✓  waiting     2\n✓  kept        1\n']);
    expect(stderr).toMatch(/can't be written/);
  });

  it('sync fails, and says why', async () => {
    project.run('waiting').end();
    await project.trialbook('sync');
    const { status, stderr } = await project.trialbookReadingOnly('sync');
    expect(status).toBe(1);
    expect(stderr).toMatch(/can only be read/);
  });
});
