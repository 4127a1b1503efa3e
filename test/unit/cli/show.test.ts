import { describe, expect, it } from 'vitest';
import { Project } from './project';

const project = Project.forEachTest();

describe('show', () => {
  it('tells what was asked, what came out, and from what code', async () => {
    project
      .run('calm-heron', { experiment: 'digits' })
      .record('command', { argv: ['python', 'train.py', '--lr', '0.01'], cwd: '/work' })
      .record('git', { root: '/work', commit: '3f2c9a10b7d84e56f0123456789abcdef0123456', branch: 'main', dirty: true, subject: 'Wider' })
      .params({ lr: '0.01' })
      .series('val_acc', [0.5, 0.99, 0.981])
      .record('artifact', { path: 'plots/confusion.png', size: 1234, kind: 'image' })
      .end();
    const { stdout } = await project.trialbook('show', 'calm-heron');
    expect(stdout).toMatch(/^✓ calm-heron/);
    expect(stdout).toContain('python train.py --lr 0.01');
    expect(stdout).toContain('main@3f2c9a10b7 "Wider" with uncommitted changes');
    expect(stdout).toMatch(/lr\s+0\.01/);
    expect(stdout).toMatch(/val_acc\s+0\.981\s+0\.5\s+0\.99\s+3/);
    expect(stdout).toMatch(/plots\/confusion\.png\s+1\.2 kB/);
  });

  it('draws each curve', async () => {
    project.run('calm-heron').series('loss', [8, 7, 6, 5, 4, 3, 2, 1]).end();
    expect((await project.trialbook('show', '@last')).stdout).toContain('█▇▆▅▄▃▂▁');
  });

  it('ends with the traceback of a run that failed, without its terminal codes', async () => {
    project.run('keen-lynx').end('FAILED', { type: 'ValueError', message: 'too large', traceback: 'Traceback\n  \u001b[31mraise\u001b[0m\nValueError: too large' });
    expect((await project.trialbook('show', '@last')).stdout.split('\n').slice(-4)).toEqual([
      'Traceback', '  raise', 'ValueError: too large', '',
    ]);
  });

  it('leaves the machine out unless all is asked for', async () => {
    project.run('calm-heron').metrics({ 'system/cpu': 12, loss: 1 }).end();
    expect((await project.trialbook('show', '@last')).stdout).not.toContain('system/cpu');
    expect((await project.trialbook('show', '@last', '--all')).stdout).toContain('system/cpu');
  });
});

describe('show, of a run with very much in it', () => {
  it('cuts a long value, and says how long it is', async () => {
    project.run('calm-heron').params({ prompt: 'x'.repeat(1_000_000), lr: '0.1' }).tags({ note: 'y'.repeat(300_000) }).end();
    const { stdout } = await project.trialbook('show', '@last');
    expect(stdout).toMatch(/^ {2}prompt +x+… \(1,000,000 characters\)$/m);
    expect(stdout).toMatch(/^ {2}tags +note=y+… \(300,005 characters\)$/m);
    expect(stdout.length).toBeLessThan(2000);
  });

  it('shows the first of many, and how many more there are', async () => {
    project
      .run('calm-heron')
      .params(Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`p${at}`, String(at)])))
      .metrics(Object.fromEntries(Array.from({ length: 2000 }, (_, at) => [`m${at}`, at])))
      .end();
    const { stdout } = await project.trialbook('show', '@last');
    expect(stdout.match(/^ {2}… .*$/gm)).toEqual(['  … 4,900 more, --all shows them', '  … 1,900 more, --all shows them']);
    expect((await project.trialbook('show', '@last', '--all')).stdout.match(/^ {2}[pm]\d/gm)).toHaveLength(7000);
  });

  it('has the whole of it as JSON', async () => {
    project.run('calm-heron').params({ prompt: 'x'.repeat(1000) }).end();
    const { stdout } = await project.trialbook('show', '@last', '--json');
    expect((JSON.parse(stdout) as { params: { value: string }[] }).params[0]?.value).toHaveLength(1000);
  });

  it('leaves out the middle of a traceback without end', async () => {
    project.run('keen-lynx').end('FAILED', { type: 'ValueError', message: 'no', traceback: `begin ${'x'.repeat(1_000_000)} end` });
    const { stdout } = await project.trialbook('show', '@last');
    expect(stdout).toMatch(/^begin x+\n… 980,010 characters left out, --json has them …\nx+ end$/m);
  });
});

describe('show --log', () => {
  it('is what the run printed and nothing else', async () => {
    project
      .run('calm-heron')
      .record('output', { stream: 'stdout', text: 'epoch 1\nepo' })
      .record('output', { stream: 'stdout', text: 'ch 2\n' })
      .record('output', { stream: 'stderr', text: '\u001b[31mwarning\u001b[0m\n' })
      .end();
    expect((await project.trialbook('show', '@last', '--log')).stdout).toBe('epoch 1\nepoch 2\nwarning\n');
  });
});
