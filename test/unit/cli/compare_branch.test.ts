import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { GitRepository } from '../../builders/git_repository';
import { JournalBuilder } from '../../builders/journal';
import { Project } from './project';

const project = Project.forEachTest();

interface Reply {
  readonly experiments: readonly {
    readonly experiment: string;
    readonly metric: string;
    readonly verdict: string | null;
    readonly difference: number | null;
    readonly code: string | null;
    readonly branch: { readonly name: string; readonly value: number } | null;
    readonly against: { readonly name: string; readonly value: number } | null;
    readonly params: readonly unknown[];
  }[];
}

/** A branch `try`, checked out, one commit ahead of `main`, with a store beside its code. */
class Branch {
  readonly made = GitRepository.make({ 'train.py': 'lr = 0.1\n', '.gitignore': '.trialbook/\n' });
  readonly base = this.made.git('rev-parse', 'HEAD');
  readonly tip: string;

  constructor() {
    this.made.git('checkout', '-q', '-b', 'try');
    this.tip = this.made.write({ 'train.py': 'lr = 0.01\n' }).commit('Slower');
  }

  run(name: string, commit: string, metrics: Record<string, number>, { experiment = 'digits', dirty = false, params = {} } = {}): this {
    new JournalBuilder(join(this.made.root, '.trialbook'), { name, experiment })
      .record('git', { root: this.made.root, commit, dirty, branch: 'try', ...(dirty ? {} : { snapshot: commit }) })
      .params(params).metrics(metrics).end();
    return this;
  }

  trialbook(...args: readonly string[]) {
    return project.trialbookIn(this.made.root, {}, 'compare', ...args);
  }

  async compared(...args: readonly string[]): Promise<Reply['experiments']> {
    const { stdout, stderr } = await this.trialbook('--against', 'main', '--json', ...args);
    if (stdout === '') throw new Error(stderr);
    return (JSON.parse(stdout) as Reply).experiments;
  }
}

describe('compare --against', () => {
  it("puts the branch's best run beside the other's, with what differs", async () => {
    const branch = new Branch();
    branch.run('old', branch.base, { val_acc: 0.9 }, { params: { lr: '0.1', C: '1' } });
    branch.run('good', branch.tip, { val_acc: 0.95 }, { params: { lr: '0.01', C: '1.0' } }).run('bad', branch.tip, { val_acc: 0.5 });
    expect(await branch.compared()).toMatchObject([
      {
        ...{ experiment: 'digits', metric: 'val_acc', verdict: 'better', code: 'differs in 1 file' },
        ...{ branch: { name: 'good', value: 0.95 }, against: { name: 'old', value: 0.9 } },
        params: [{ name: 'lr', against: '0.1', branch: '0.01' }],
      },
    ]);
  });

  it('knows that less may be better', async () => {
    const branch = new Branch();
    branch.run('old', branch.base, { val_loss: 0.5 }).run('new', branch.tip, { val_loss: 0.75 });
    expect(await branch.compared()).toMatchObject([{ verdict: 'worse', difference: 0.25 }]);
  });

  it('says same code of runs between which only the commit changed', async () => {
    const branch = new Branch();
    branch.made.git('commit', '-q', '--allow-empty', '-m', 'Nothing');
    branch.run('old', branch.tip, { acc: 1 }).run('new', branch.made.git('rev-parse', 'HEAD'), { acc: 1 });
    const { stdout } = await branch.trialbook('--against', 'HEAD~1', '--json');
    expect((JSON.parse(stdout) as Reply).experiments).toMatchObject([{ code: 'same code', verdict: 'same' }]);
  });

  it('says nothing about code that was not kept', async () => {
    const branch = new Branch();
    branch.run('old', branch.base, { acc: 1 }).run('new', branch.tip, { acc: 1 }, { dirty: true });
    expect(await branch.compared()).toMatchObject([{ branch: { name: 'new' }, code: null }]);
  });

  it('compares each experiment, or only those that are asked for', async () => {
    const branch = new Branch();
    branch.run('a', branch.tip, { acc: 1 }).run('b', branch.tip, { loss: 1 }, { experiment: 'faces' });
    expect((await branch.compared()).map(({ experiment }) => experiment).sort()).toEqual(['digits', 'faces']);
    expect((await branch.compared('-e', 'faces')).map(({ experiment }) => experiment)).toEqual(['faces']);
  });

  it('takes another metric', async () => {
    const branch = new Branch();
    branch.run('a', branch.tip, { acc: 1, seconds: 5 }).run('b', branch.tip, { acc: 0, seconds: 3 });
    expect(await branch.compared('--metric', 'seconds', '--goal', 'min')).toMatchObject([{ branch: { name: 'b' } }]);
    expect((await branch.trialbook('--against', 'main', '--metric', 'seconds')).status).toBe(2);
  });

  it('takes only runs like a query', async () => {
    const branch = new Branch();
    branch.run('a', branch.tip, { acc: 1 }).run('b', branch.tip, { acc: 0.5 });
    expect(await branch.compared('-q', 'name = "b"')).toMatchObject([{ branch: { name: 'b' } }]);
  });

  it('says that a side has no run, and is done', async () => {
    const branch = new Branch();
    branch.run('new', branch.tip, { acc: 1 });
    const { status, stdout } = await branch.trialbook('--against', 'main', '--markdown');
    expect([status, stdout.split('\n').at(-2)]).toEqual([0, `| digits | acc ↑ | no run | 1 new \`${branch.tip.slice(0, 7)}\` |  |  |  |`]);
  });

  it('says that there is nothing to compare, and is done', async () => {
    const branch = new Branch();
    branch.run('elsewhere', 'f'.repeat(40), { acc: 1 });
    const { status, stdout } = await branch.trialbook('--against', 'main', '--markdown');
    expect([status, stdout]).toEqual([0, expect.stringContaining('No run of either side')]);
  });

  it('reads well on a terminal', async () => {
    const branch = new Branch();
    branch.run('old', branch.base, { val_acc: 0.9 }, { params: { lr: '0.1' } }).run('new', branch.tip, { val_acc: 0.95 }, { params: { lr: '0.01' } });
    const { stdout } = await branch.trialbook('--against', 'main');
    const [base, tip] = [branch.base.slice(0, 7), branch.tip.slice(0, 7)];
    expect(stdout.trimEnd().split('\n').map((line) => line.split(/\s{2,}/))).toEqual([
      [`try (${tip}) against main (${base}): 1 commit more`],
      ['experiment', 'metric', 'main', 'this branch', 'difference', 'params', 'code'],
      ['digits', 'val_acc ↑', `0.9 old ${base}`, `0.95 new ${tip}`, '+0.05 better', 'lr 0.1 → 0.01', 'differs in 1 file'],
    ]);
  });

  it.each([
    ['a revision that is none', ['--against', 'nowhere'], 1],
    ['an experiment that is none', ['--against', 'main', '-e', 'nothing'], 1],
    ['runs beside it', ['--against', 'main', '@best'], 2],
    ['a form it does not have', ['--against', 'main', '--csv'], 2],
    ['its options without it', ['@best', '@last', '--metric', 'acc'], 2],
  ])('refuses %s', async (_, args, status) => {
    const branch = new Branch();
    branch.run('a', branch.tip, { acc: 1 });
    expect((await branch.trialbook(...args)).status).toBe(status);
  });

  it('needs a repository', async () => {
    project.run('a').metrics({ acc: 1 }).end();
    const { status, stderr } = await project.trialbook('compare', '--against', 'main');
    expect([status, stderr]).toEqual([1, expect.stringContaining('no git repository')]);
  });
});

describe('compare --against --fail-if-worse-by', () => {
  const status = async (now: number, limit: string): Promise<number | null> => {
    const branch = new Branch();
    branch.run('old', branch.base, { acc: 0.75 }).run('new', branch.tip, { acc: now });
    return (await branch.trialbook('--against', 'main', '--fail-if-worse-by', limit)).status;
  };

  it('ends with 4 where the best is worse by more', async () => expect(await status(0.5, '0.1')).toBe(4));
  it('ends with 4 where the best is NaN', async () => expect(await status(NaN, '0.1')).toBe(4));
  it('ends with 0 where it is worse by less', async () => expect(await status(0.5, '0.25')).toBe(0));
  it('ends with 0 where it is better by more', async () => expect(await status(1, '0')).toBe(0));
  it('takes no negative number', async () => expect(await status(1, '-1')).toBe(2));
});

describe('compare --against --markdown', () => {
  it('lets nothing of a run become markup, a mention or a reference', async () => {
    const branch = new Branch();
    branch.run('a|<b>`x`', branch.base, { acc: 1 }, { params: { note: '@ana #12 [x](y)' }, experiment: '*e*' });
    branch.run('new', branch.tip, { acc: 1 }, { experiment: '*e*' });
    const { stdout } = await branch.trialbook('--against', 'main', '--markdown');
    expect(stdout.split('\n').at(-2)).toBe(
      `| \\*e\\* | acc ↑ | 1 a\\|&lt;b\\>\\\`x\\\` \`${branch.base.slice(0, 7)}\` | 1 new \`${branch.tip.slice(0, 7)}\` | the same | ` +
        'note \\@\u2060ana \\#\u206012 \\[x\\]\\(y\\) → none | differs in 1 file |',
    );
  });
});

describe('two checkouts with one store', () => {
  it('compare by what the Python client recorded in each', async () => {
    const made = GitRepository.make({ 'train.py': 'print("val_acc 0.5")\n' });
    made.git('checkout', '-q', '-b', 'try');
    made.write({ 'train.py': 'print("val_acc 0.75")\n' }).commit('Better');
    const before = join(made.root, '..', 'before');
    made.git('worktree', 'add', '-q', '--detach', before, 'main');
    const store = join(made.root, '.trialbook');
    const environment = { ...process.env, PYTHONPATH: join(import.meta.dirname, '..', '..', '..', 'python'), TRIALBOOK_DIR: store };
    for (const cwd of [before, made.root]) execFileSync('python3', ['-m', 'trialbook', 'run', '--experiment', 'digits', 'train.py'], { cwd, env: environment });
    const { stdout } = await project.trialbookIn(made.root, { TRIALBOOK_DIR: store }, 'compare', '--against', 'main', '--json');
    expect((JSON.parse(stdout) as Reply).experiments).toMatchObject([
      { against: { value: 0.5 }, branch: { value: 0.75 }, difference: 0.25, verdict: 'better', code: 'differs in 1 file' },
    ]);
  });

  it('tell a branch that is not committed from what it began from', async () => {
    const made = GitRepository.make({ 'train.py': 'print("val_acc 0.5")\n', '.gitignore': '.trialbook/\n' });
    const store = join(made.root, '.trialbook');
    const environment = { ...process.env, PYTHONPATH: join(import.meta.dirname, '..', '..', '..', 'python'), TRIALBOOK_DIR: store };
    const train = () => execFileSync('python3', ['-m', 'trialbook', 'run', 'train.py'], { cwd: made.root, env: environment });
    train();
    writeFileSync(join(made.root, 'train.py'), 'print("val_acc 0.75")\n');
    train();
    const { stdout } = await project.trialbookIn(made.root, {}, 'compare', '--against', 'HEAD', '--json');
    expect((JSON.parse(stdout) as Reply).experiments).toMatchObject([{ against: { value: 0.5 }, branch: { value: 0.75 }, code: 'differs in 1 file' }]);
  });
});
