import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Project } from './project';

const project = Project.forEachTest();

describe('what was typed wrongly', () => {
  it.each([
    [[], ''],
    [['lst'], 'lst is no command'],
    [['shwo'], 'did you mean show?'],
    [['ls', '--bogus'], 'unknown option --bogus'],
    [['ls', '--colums', 'name'], 'did you mean --columns?'],
    [['ls', '-n'], '--limit needs a value'],
    [['ls', '--limit', '-5'], '--limit needs a value; one that begins with - is written --limit=-…'],
    [['ls', '--json=yes'], '--json takes no value'],
    [['ls', 'operand'], 'to filter, use -q'],
    [['ls', '--limit', 'many'], '--limit is a whole number, not many'],
    [['ls', '--columns', 'acc'], 'acc is no column'],
    [['show'], 'expected one run'],
    [['export', '--format', 'xml', '--out', 'x'], '--format is csv or json, not xml'],
    [['compare', 'a', 'b', '--csv', '--markdown'], 'exclude each other'],
  ])('%j ends with status 2 and says so', async (args, message) => {
    project.run('a').end();
    const { status, stderr } = await project.trialbook(...args);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });
});

describe('the store', () => {
  it('is the nearest one upwards', async () => {
    project.run('above').end();
    const below = join(project.folder, 'a', 'b');
    mkdirSync(below, { recursive: true });
    expect((await project.trialbookIn(below, {}, 'ls')).stdout).toContain('above');
  });

  it('is never that of the home folder', async () => {
    project.run('at-home').end();
    const { status, stderr } = await project.trialbookIn(project.folder, { HOME: project.folder }, 'ls');
    expect(status).toBe(1);
    expect(stderr).toMatch(/^trialbook: no \.trialbook folder in .* name one with --dir\n$/);
  });

  it('is named by TRIALBOOK_DIR, wherever one is', async () => {
    project.run('named').end();
    expect((await project.trialbookIn('/', { TRIALBOOK_DIR: project.store }, 'ls')).stdout).toContain('named');
  });

  it('is not made of a project that TRIALBOOK_DIR names', async () => {
    project.run('a').end();
    const { status, stderr } = await project.trialbookIn('/', { TRIALBOOK_DIR: project.folder }, 'ls');
    expect({ status, files: readdirSync(project.folder) }).toEqual({ status: 1, files: ['.trialbook'] });
    expect(stderr).toContain(`holds no store; ${project.store} does`);
  });

  it('is named by --dir before that', async () => {
    project.run('named').end();
    expect((await project.trialbookIn('/', { TRIALBOOK_DIR: '/nowhere' }, 'ls', '--dir', project.folder)).stdout).toContain('named');
  });

  it('is not made where there is none', async () => {
    const { status, stderr } = await project.trialbook('ls');
    expect({ status, lines: stderr.trimEnd().split('\n').length }).toEqual({ status: 1, lines: 1 });
  });
});

describe('a run that is named', () => {
  it.each(['calm-heron', '@last', '@best', '@best:digits'])('%s is found', async (reference) => {
    project.run('calm-heron', { experiment: 'digits' }).metrics({ val_acc: 0.9 }).end();
    expect((await project.json<{ row: { name: string } }>('show', reference)).row.name).toBe('calm-heron');
  });

  it('by the beginning of its id is found', async () => {
    const { runId } = project.run('calm-heron').end();
    expect((await project.json<{ row: { runId: string } }>('show', runId.slice(0, 6))).row.runId).toBe(runId);
  });

  it('but is not there is told on one line, with status 1', async () => {
    project.run('calm-heron').end();
    const { status, stderr } = await project.trialbook('show', 'nobody');
    expect({ status, lines: stderr.trimEnd().split('\n').length }).toEqual({ status: 1, lines: 1 });
  });

  it.each([['calm', 'calm-heron'], ['calmheron', 'calm-heron'], ['@lst', '@last'], ['@best:digit', 'digits']])('%s but is not there may be %s', async (typed, meant) => {
    project.run('calm-heron', { experiment: 'digits' }).end();
    expect((await project.trialbook('show', typed)).stderr).toContain(`did you mean ${meant}?`);
  });

  it('best of nothing says why there is none', async () => {
    project.run('calm-heron', { experiment: 'digits' }).end();
    expect((await project.trialbook('show', '@best')).stderr).toContain('the experiment digits has no best run');
  });
});
