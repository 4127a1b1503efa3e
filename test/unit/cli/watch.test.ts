import { describe, expect, it } from 'vitest';
import { Project } from './project';

const project = Project.forEachTest();

describe('watch, where the output is no terminal', () => {
  it('prints a line for what is new', async () => {
    const run = project.run('calm-heron').params({ epochs: '3' }).metrics({ val_acc: 0.5 }, 0);
    const watching = project.start('watch');
    await watching.printed(/^calm-heron {2}running {2}epoch 1\/3 {2}val_acc 0\.5$/m);
    run.metrics({ val_acc: 0.75 }, 1);
    await watching.printed(/^calm-heron {2}running {2}epoch 2\/3 {2}val_acc 0\.75$/m);
    watching.kill('SIGINT');
    await watching.finished;
  });

  it('ends well on Ctrl-C', async () => {
    project.run('calm-heron').metrics({ val_acc: 0.5 });
    const watching = project.start('watch');
    await watching.printed(/calm-heron/);
    watching.kill('SIGINT');
    expect(await watching.finished).toMatchObject({ status: 0, stderr: '' });
  });

  it('of a run that is named does not end well on Ctrl-C', async () => {
    project.run('calm-heron').metrics({ val_acc: 0.5 });
    const watching = project.start('watch', 'calm-heron');
    await watching.printed(/calm-heron/);
    watching.kill('SIGINT');
    expect(await watching.finished).toMatchObject({ status: 130, stderr: 'trialbook: stopped watching before the end\n' });
  });

  it('leaves out a metric that only counts what the progress tells', async () => {
    project.run('calm-heron').params({ epochs: '3' }).metrics({ epoch: 2, val_acc: 0.5 }, 0).end();
    expect((await project.trialbook('watch', 'calm-heron')).stdout).toMatch(/^calm-heron {2}finished {2}epoch \d\/3 {2}val_acc 0\.5$/m);
  });

  it('of a run that is named ends when that run does', async () => {
    const run = project.run('calm-heron').metrics({ val_acc: 0.5 });
    const watching = project.start('watch', 'calm-heron');
    await watching.printed(/running/);
    run.end();
    const { status, stdout } = await watching.finished;
    expect(status).toBe(0);
    expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/^calm-heron {2}finished/);
  });

  it('gives programs an object a line', async () => {
    project.run('calm-heron').metrics({ val_acc: 0.5 }).end();
    const { stdout } = await project.trialbook('watch', 'calm-heron', '--json');
    expect(JSON.parse(stdout.trimEnd())).toMatchObject({ name: 'calm-heron', status: 'FINISHED', metrics: [{ key: 'val_acc', last: 0.5 }] });
  });
});
