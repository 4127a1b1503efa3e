import { appendFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { Project } from './project';

const project = Project.forEachTest();

it('says what it brought in, and the second time that there is nothing new', async () => {
  project.run('a').series('loss', [2, 1]).end();
  expect((await project.trialbook('sync')).stdout).toMatch(/^1 run, 2 points, .* read\.\n$/);
  expect((await project.trialbook('sync')).stdout).toBe('Nothing new.\n');
});

it('says what it could not read, and brings in the rest', async () => {
  const journal = project.run('a');
  appendFileSync(journal.path, 'not json\n');
  journal.metrics({ loss: 1 }).end();
  expect(await project.json('sync')).toMatchObject({ runs: 1, points: 1, skipped: 1 });
});

it('reads the metrics of all logs again when asked, and says how many there are', async () => {
  const printed = (journal: ReturnType<typeof project.run>, text: string) => journal.record('output', { stream: 'stdout', text }).end();
  printed(project.run('a'), 'Epoch 1, loss: 0.5, acc: 0.75\n');
  printed(project.run('b'), 'nothing\n');
  await project.trialbook('sync');
  expect((await project.trialbook('sync', '--reapply')).stdout).toBe('Nothing new.\n2 points in the logs of 2 runs.\n');
  expect(await project.json('sync', '--reapply')).toMatchObject({ records: 0, printed: { runs: 2, points: 2 } });
});
