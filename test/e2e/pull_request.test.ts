import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { beforeEach, describe, expect, inject, it, onTestFinished } from 'vitest';
import { GitRepository } from '../builders/git_repository';

interface Job {
  readonly permissions: Readonly<Record<string, string>>;
  readonly if?: string;
  readonly steps: readonly { readonly name?: string; readonly run?: string; readonly uses?: string; readonly with?: Readonly<Record<string, unknown>> }[];
}

interface Workflow {
  readonly on: unknown;
  readonly permissions: unknown;
  readonly jobs: { readonly compare: Job; readonly comment: Job };
}

const root = join(import.meta.dirname, '..', '..');
const text = readFileSync(join(root, 'examples', 'github', 'compare-runs.yml'), 'utf8');
const workflow = load(text) as Workflow;

/** Runs the commands of a job's steps as GitHub's runner does, one shell a step; what it does by `uses` has been done already. */
function runJob(job: Job, cwd: string, environment: Readonly<Record<string, string>>): void {
  const path = `${join(root, '.venv', 'bin')}:${environment.PATH ?? process.env.PATH}`;
  const variables = join(environment.RUNNER_TEMP!, 'variables');
  writeFileSync(variables, '');
  for (const { name, run } of job.steps) {
    if (run === undefined) continue;
    const set = Object.fromEntries(readFileSync(variables, 'utf8').split('\n').filter(Boolean).map((line) => line.split('=', 2) as [string, string]));
    const env = { ...process.env, ...environment, ...set, PATH: path, GITHUB_ENV: variables };
    const { status, stderr } = spawnSync('bash', ['-e', '-c', run], { cwd, env, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${name}: ${stderr}`);
  }
}

describe('the workflow for pull requests', () => {
  let temporary: string;

  beforeEach(() => {
    temporary = mkdtempSync(join(tmpdir(), 'trialbook runner-'));
    onTestFinished(() => rmSync(temporary, { recursive: true, force: true }));
  });

  /** The merge of a pull request into `main`, checked out as actions/checkout does it. */
  function checkedOut(): string {
    const made = GitRepository.make({ 'train.py': 'print("val_acc 0.5")\n', 'requirements.txt': '' });
    mkdirSync(join(made.root, '.github'));
    copyFileSync(inject('vsix'), join(made.root, '.github', 'trialbook.vsix'));
    made.commit('Trialbook in CI');
    made.git('checkout', '-q', '-b', 'wider');
    made.write({ 'train.py': 'print("val_acc 0.75")\n' }).commit('Wider');
    made.git('checkout', '-q', 'main');
    made.write({ 'notes.md': 'meanwhile' }).commit('Meanwhile');
    made.git('checkout', '-q', '--detach');
    made.git('merge', '-q', '--no-edit', 'wider');
    made.git('update-ref', 'refs/remotes/pull/1/merge', 'HEAD');
    made.git('update-ref', 'refs/remotes/origin/main', 'main');
    return made.root;
  }

  it('trains the code before and after, and tells what changed', () => {
    const folder = checkedOut();
    const summary = join(temporary, 'summary.md');
    runJob(workflow.jobs.compare, folder, { RUNNER_TEMP: temporary, GITHUB_STEP_SUMMARY: summary, BASE: 'origin/main', TRIALBOOK_DIR: join(folder, '.trialbook') });
    const [marker, , , , , row] = readFileSync(summary, 'utf8').split('\n');
    expect(marker).toBe('<!-- trialbook -->');
    expect(row?.split(' | ').slice(1)).toEqual([
      'val_acc ↑', expect.stringMatching(/^0\.5 /), expect.stringMatching(/^\*\*0\.75\*\* /), '+0.25 better', '', 'differs in 1 file |',
    ]);
    expect(readFileSync(join(temporary, 'comparison.md'), 'utf8')).toBe(readFileSync(summary, 'utf8'));
  });

  /** GitHub cannot be had here: a program in its client's place notes what it is asked, and knows the comments it is given. */
  function post(ids: string): string[][] {
    const bin = join(temporary, 'bin');
    mkdirSync(bin);
    const calls = join(temporary, 'calls');
    writeFileSync(join(bin, 'gh'), `#!/bin/bash\nprintf '%s\\n' "$*" >> '${calls}'\n[[ $* == *--paginate* ]] && printf '%b' '${ids}' || exit 0\n`);
    chmodSync(join(bin, 'gh'), 0o755);
    writeFileSync(join(temporary, 'comparison.md'), 'x');
    runJob(workflow.jobs.comment, temporary, { RUNNER_TEMP: temporary, PATH: `${bin}:${process.env.PATH}`, COMMENTS: 'repos/o/r/issues/1/comments', COMMENT: 'repos/o/r/issues/comments' });
    return existsSync(calls) ? readFileSync(calls, 'utf8').trimEnd().split('\n').map((line) => line.split(' ')) : [];
  }

  it('posts a comment where there is none', () => {
    expect(post('')[1]).toEqual(['api', '--silent', '--method', 'POST', 'repos/o/r/issues/1/comments', '--field', 'body=@comparison.md']);
  });

  it('brings the comment up to date that is there', () => {
    expect(post('17\\n18\\n')[1]).toEqual(['api', '--silent', '--method', 'PATCH', 'repos/o/r/issues/comments/17', '--field', 'body=@comparison.md']);
  });

  it('gives the code of a pull request no right but to read, and no secret', () => {
    const { compare } = workflow.jobs;
    expect([workflow.on, workflow.permissions, compare.permissions]).toEqual(['pull_request', {}, { contents: 'read' }]);
    const [checkout] = compare.steps.filter(({ uses }) => uses?.startsWith('actions/checkout'));
    expect(checkout?.with).toMatchObject({ 'persist-credentials': false, 'fetch-depth': 0 });
    expect(text).not.toMatch(/secrets\b/);
  });

  it('runs no code of a pull request where it may write', () => {
    const { comment } = workflow.jobs;
    expect([comment.permissions, comment.steps.map(({ uses }) => uses)]).toEqual([{ 'pull-requests': 'write' }, ['actions/download-artifact@v4', undefined]]);
    expect(comment.if).toContain('head.repo.full_name == github.repository');
  });

  it('puts nothing that others choose into a command', () => {
    const commands = Object.values(workflow.jobs).flatMap(({ steps }) => steps.map(({ run }) => run ?? ''));
    expect(commands.filter((run) => run.includes('${{'))).toEqual([]);
  });
});
